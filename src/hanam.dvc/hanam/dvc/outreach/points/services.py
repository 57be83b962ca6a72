"""REST: ``GET @support-points?near=<lat>,<lon>&commune=<code or name>``."""

from hanam.dvc.i18n import _
from hanam.dvc.outreach import moment
from hanam.dvc.outreach.points import directory
from hanam.dvc.outreach.points import facts
from hanam.dvc.outreach.points import state
from plone.restapi.services import Service
from zExceptions import BadRequest
from zope.i18n import translate


class SupportPoints(Service):
    """The public points of today; with ``near`` or ``commune`` the nearest first."""

    guest_cache = 60  # seconds

    def reply(self):
        communes = directory.Communes()
        now = moment.now()
        items = [
            {
                **facts.record(found.point, communes),
                "@id": found.point.absolute_url(),
                "open": state.is_open(found.point, now),
                "distance_km": rounded(found.distance),
            }
            for found in self.found(communes)
        ]
        return {
            "@id": f"{self.context.absolute_url()}/@support-points",
            "items": items,
            "items_total": len(items),
        }

    def found(self, communes):
        near = self.request.form.get("near")
        commune = self.request.form.get("commune")
        if near:
            return directory.nearest(self.place(near))
        if commune:
            codes = communes.matching(str(commune)[:200])
            return directory.around(codes, communes)
        return [directory.Found(point) for point in directory.points()]

    def place(self, text):
        """(latitude, longitude) of "20.54,105.91"; BadRequest for anything else."""
        parts = str(text).split(",")
        try:
            latitude, longitude = map(float, parts)
        except ValueError:
            latitude = longitude = float("nan")
        if not (-90 <= latitude <= 90 and -180 <= longitude <= 180):
            message = _("Write near as latitude,longitude, such as 20.54,105.91.")
            raise BadRequest(translate(message, context=self.request))
        return latitude, longitude


def rounded(distance):
    return None if distance is None else round(distance, 2)
