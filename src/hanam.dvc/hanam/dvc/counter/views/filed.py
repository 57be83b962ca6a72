"""What the page of a dossier for staff shows of the filing: procedure, persons, answers, papers."""

from functools import cached_property
from hanam.dvc.catalogue.versions import present
from hanam.dvc.counter import answers
from hanam.dvc.counter import typed
from hanam.dvc.counter import words
from hanam.dvc.dossiers import facts
from hanam.dvc.dossiers import fitness
from hanam.dvc.dossiers import thumbs
from hanam.dvc.dossiers.download import SHOWN
from hanam.dvc.i18n import _
from hanam.dvc.spoken import decimal


# The keys of a person in the order staff ask for them.
PERSON = (
    ("id_number", _("Identity card")),
    ("tax_code", _("Tax code")),
    ("birth_date", _("Born")),
    ("phone", _("Phone")),
    ("email", _("E-mail")),
    ("address", _("Address")),
)


class Filed:
    """Mixed into a page of staff whose context is a dossier."""

    @cached_property
    def procedure(self):
        return facts.procedure_of(self.context)

    def procedure_url(self) -> str:
        return "" if self.procedure is None else self.procedure.absolute_url()

    def version_url(self) -> str:
        """The version the dossier was filed under; empty while there is but one."""
        if self.procedure is None:
            return ""
        number = self.context.procedure_version
        found = present.version_of(self.procedure, number) if number else None
        return "" if found is None else found.absolute_url()

    def case_title(self) -> str:
        rows = getattr(self.procedure, "cases", None) or ()
        titles = {row["key"]: row["title"] for row in rows}
        return titles.get(self.context.case, self.context.case)

    def persons(self) -> list[dict]:
        """Owner first, then who files for them: {title, name, rows}."""
        dossier = self.context
        if not dossier.is_for_another():
            return [self.person(_("Applicant and owner"), dossier.applicant)]
        return [
            self.person(_("For whom"), dossier.owner),
            self.person(_("Filed by"), dossier.applicant),
        ]

    def person(self, title, person) -> dict:
        commune = words.commune(person["commune"], self.context.filed.date())
        address = ", ".join(part for part in (person["address"], commune) if part)
        shown = {**person, "address": address}
        shown["birth_date"] = typed.shown_date(person["birth_date"])
        return {
            "title": self.say(title),
            "name": person["name"],
            "rows": [
                {"label": self.say(label), "value": shown[key]}
                for key, label in PERSON
                if shown[key]
            ],
        }

    def declaration(self) -> list[dict]:
        return answers.sections_of(self.context, self.request)

    def papers(self) -> list[dict]:
        return [self.paper(paper) for paper in self.context.papers]

    def results(self) -> list[dict]:
        return [self.paper(paper) for paper in self.context.results]

    def paper(self, paper) -> dict:
        """A paper with its addresses and how it can be shown in the page."""
        url = f"{self.context.absolute_url()}/@@paper/{paper.id}"
        is_there = paper.file is not None and not paper.is_closed
        kind = paper.content_type if is_there else ""
        shown = kind in SHOWN
        return {
            "id": paper.id,
            "title": paper.title or paper.filename,
            "filename": paper.filename,
            "size": size_in_words(paper.size) if paper.file is not None else "",
            "url": url if is_there else "",
            "small": f"{url}?small=1" if thumbs.can_have(paper) else "",
            "held": paper.scan == fitness.HELD,
            "infected": paper.scan == fitness.INFECTED,
            "inline": f"{url}?inline=1" if shown else "",
            "is_image": kind.startswith("image/"),
            "originals": paper.originals,
            "copies": paper.copies,
            "round": paper.round,
            "number": paper.number,
            "text": paper.text,
        }


def size_in_words(size: int) -> str:
    """ "200 KB", "1,5 MB"."""
    if size < 1 << 20:
        return f"{max(1, round(size / 1024))} KB"
    return decimal(f"{size / (1 << 20):.1f} MB")
