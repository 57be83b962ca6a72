"""REST: `GET @decisions` at the portal."""

from hanam.dvc.catalogue.decisions import lifecycle
from hanam.dvc.catalogue.decisions import words
from plone.restapi.batching import HypermediaBatch
from plone.restapi.services import Service


class Decisions(Service):
    """The decisions the caller may see, the one signed last first; dates ISO or null."""

    def reply(self):
        batch = HypermediaBatch(self.request, words.visible())
        answer = {
            "@id": batch.canonical_url,
            "items": [self.item(item) for item in batch],
            "items_total": batch.items_total,
        }
        if batch.links:
            answer["batching"] = batch.links
        return answer

    def item(self, decision):
        lines = list(words.lines_of(decision))
        for line in lines:
            line["@id"] = line.pop("url") or None
        return {
            "@id": decision.absolute_url(),
            "number": decision.number,
            "title": decision.title,
            "state": lifecycle.state_of(decision),
            "signed": words.iso(decision.signed),
            "effective_from": words.iso(decision.effective_from),
            "published": words.iso(decision.published_at),
            "issued_by": decision.issued_by,
            "document_number": decision.document_number,
            "lines": lines,
        }
