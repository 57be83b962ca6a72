"""REST: ``GET @guides?procedure=<code>``."""

from hanam.dvc.catalogue import lookup
from hanam.dvc.catalogue.moment import iso
from hanam.dvc.outreach import explains
from hanam.dvc.outreach import places
from hanam.dvc.outreach.guides import stale
from hanam.dvc.outreach.guides.views import kinds_of
from plone.restapi.services import Service


class Guides(Service):
    """The public guides, those of one procedure if asked; an unknown one has none."""

    guest_cache = 60  # seconds

    def reply(self):
        items = [self.item(guide) for guide in self.guides()]
        return {
            "@id": f"{self.context.absolute_url()}/@guides",
            "items": items,
            "items_total": len(items),
        }

    def guides(self) -> list:
        code = self.request.form.get("procedure")
        if not code:
            return places.public_items(places.GUIDES, "Guide")
        procedure = lookup.procedure(str(code))
        return [] if procedure is None else explains.items_for(procedure, "Guide")

    def item(self, guide) -> dict:
        return {
            "@id": guide.absolute_url(),
            "title": guide.title,
            "description": guide.description,
            "procedures": list(guide.procedures or ()),
            "kinds": kinds_of(guide),
            "steps": [row["title"] for row in guide.steps or ()],
            "reviewed": iso(stale.reviewed_at(guide)),
            "stale": stale.is_stale(guide),
        }
