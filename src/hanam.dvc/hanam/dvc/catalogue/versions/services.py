"""REST: `GET <procedure>/@versions`."""

from hanam.dvc.catalogue import access
from hanam.dvc.catalogue.moment import today
from hanam.dvc.catalogue.versions.words import known_versions
from plone.restapi.services import Service
from zExceptions import NotFound


PLAIN = ("number", "title", "standing", "standing_title", "note", "decision")


class Versions(Service):
    """The versions the caller may see, the newest first; dates ISO or null."""

    def reply(self):
        if not access.may_view(self.context):
            raise NotFound(self.context.getId())
        found = known_versions(self.context, self.request, today())
        return {
            "@id": f"{self.context.absolute_url()}/@versions",
            "items": [self.item(item) for item in found],
            "items_total": len(found),
        }

    def item(self, item):
        dates = {
            name: item[name].isoformat() if item[name] else None
            for name in ("effective_from", "effective_to")
        }
        return {"@id": item["url"], **{name: item[name] for name in PLAIN}, **dates}
