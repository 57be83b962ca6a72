"""REST: ``GET @suggest?q=``, what a search field shows while one types."""

from hanam.dvc.catalogue import asked
from hanam.dvc.catalogue import lookup
from hanam.dvc.catalogue import search
from hanam.dvc.catalogue.moment import today
from hanam.dvc.catalogue.services import Answer
from hanam.dvc.i18n import _
from hanam.dvc.rules.vietnamese import fold


SHORTEST = 2
PROCEDURES, PLACES = 6, 2
SECTOR, AGENCY = _("Sector"), _("Agency")


class Suggest(Answer):
    """``items`` with ``@id``, ``title``, ``kind`` (procedure, agency or sector) and
    ``hint``, a few words for the reader; nothing for less than two letters."""

    def answer(self):
        q = asked.text(self.request.form, "q")
        url = f"{self.context.absolute_url()}/@suggest"
        if len(fold(q)) < SHORTEST:
            return {"@id": url, "items": []}
        places = [*self.sectors(q), *self.agencies(q)]
        return {"@id": url, "items": [*self.procedures(q), *places]}

    def procedures(self, q) -> list[dict]:
        home = self.context.absolute_url()
        return [
            {
                "@id": f"{home}/{lookup.PROCEDURES}/{item['id']}",
                "title": item["title"],
                "kind": "procedure",
                "hint": item["code"],
            }
            for item in search.find(q, size=PROCEDURES)[1]
        ]

    def sectors(self, q) -> list[dict]:
        return self.places(
            q, "sector", SECTOR, [(i, (i.title,)) for i in lookup.sectors()]
        )

    def agencies(self, q) -> list[dict]:
        known = [
            (item, (item.title, item.short_title or "", item.abbr or ""))
            for item in lookup.agencies(at=today())
        ]
        return self.places(q, "agency", AGENCY, known)

    def places(self, q, kind, hint, known) -> list[dict]:
        """Those with a name in which the question begins a word, the shortest first."""
        begun = f" {fold(q)}"
        found = [
            item
            for item, names in known
            if any(begun in f" {fold(name)}" for name in names if name)
        ]
        found.sort(key=lambda item: (len(item.title), item.title))
        return [
            {
                "@id": item.absolute_url(),
                "title": item.title,
                "kind": kind,
                "hint": self.said(hint),
            }
            for item in found[:PLACES]
        ]
