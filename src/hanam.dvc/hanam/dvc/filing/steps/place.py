"""Where the dossier goes, and which case of the procedure it is."""

from hanam.dvc.catalogue import lookup
from hanam.dvc.catalogue.geography.areas import area
from hanam.dvc.dossiers import moment
from hanam.dvc.filing import controls
from hanam.dvc.filing import places
from hanam.dvc.filing.formfield import FormField
from hanam.dvc.filing.formfield import Problem
from hanam.dvc.filing.steps.base import Step
from hanam.dvc.i18n import _
from hanam.dvc.rules import vietnamese


# Up to so many agencies are simply listed; more are searched by name.
LISTED = 8


class Place(Step):
    """The agency, where several offer the procedure; its case, where it has several."""

    id = "noi-nop"
    title = _("Where to file")
    template = "place"
    prefixes = ("place",)

    def __init__(self, draft, procedure):
        super().__init__(draft, procedure)
        today = moment.now().date()
        self.agencies = lookup.agencies_of(procedure, today)
        self.cases = procedure.cases or []

    def is_asked(self) -> bool:
        """Whether there is a choice at all."""
        return len(self.agencies) > 1 or len(self.cases) > 1

    def is_needed(self):
        """A long list has a page of its own; a short one stands on the first page."""
        return self.is_asked() and self.is_long()

    def settle(self) -> None:
        """Choose what there is no choice about, and the commune the applicant lives in.

        Looking at a page changes nothing, or Plone asks a signed-in reader to confirm it.
        """
        agency, case = self.draft.agency, self.draft.case
        if len(self.agencies) == 1:
            agency = self.agencies[0].getId()
        if not agency and self.is_long():
            agency = self.at_home()
        if len(self.cases) == 1:
            case = self.cases[0]["key"]
        if (agency, case) != (self.draft.agency, self.draft.case):
            self.draft.agency, self.draft.case = agency, case

    def at_home(self) -> str:
        """The slug of the agency of the applicant's commune, or ""."""
        commune = self.draft.applicant.get("commune") or ""
        found = (item.getId() for item in self.agencies if item.gso_code == commune)
        return next(found, "") if commune else ""

    def case_field(self):
        pairs = tuple((row["key"], row["title"]) for row in self.cases)
        return FormField("case", "choice", _("Your case"), required=True, choices=pairs)

    def keep(self, request):
        slug = request.form.get("place.agency")
        if isinstance(slug, str) and slug in self.slugs():
            self.draft.agency = slug
        case = request.form.get("place.case")
        if isinstance(case, str) and case in {row["key"] for row in self.cases}:
            self.draft.case = case
        return []

    def slugs(self) -> set[str]:
        return {item.getId() for item in self.agencies}

    def problems(self):
        found = []
        if len(self.cases) > 1 and not self.draft.case:
            found.append(Problem("place.case", _("Please choose your case.")))
        if self.draft.agency not in self.slugs():
            found.append(
                Problem("place.agency", _("Please choose the agency to file with."))
            )
        return found

    def controls(self, problems):
        """The control of the case, or nothing."""
        if len(self.cases) < 2:
            return []
        typed = {"case": self.draft.case}
        return controls.controls((self.case_field(),), typed, "place", problems)

    @property
    def enter_goes_on(self) -> bool:
        return not self.is_long()

    def is_long(self) -> bool:
        return len(self.agencies) > LISTED

    def groups(self, sought: str = "") -> list[dict]:
        """The agencies under their superiors; with ``sought`` only those so named.

        Words are compared without diacritics; the agency chosen already is always there.
        """
        words = vietnamese.fold(sought).split()
        found = [item for item in self.agencies if self.fits(item, words)]
        number = 0
        groups = []
        for title, items in self.grouped(found):
            options = []
            for item in items:
                options.append(
                    {
                        "id": f"place.agency-{number}" if number else "place.agency",
                        "slug": item.getId(),
                        "title": item.title,
                        "address": item.address,
                        "chosen": item.getId() == self.draft.agency,
                    }
                )
                number += 1
            opened = bool(words) or any(option["chosen"] for option in options)
            groups.append({"title": title, "options": options, "open": opened})
        return groups

    def fits(self, item, words) -> bool:
        text = vietnamese.fold(f"{item.title} {area(item)}").split()
        return all(any(part.startswith(word) for part in text) for word in words)

    def grouped(self, items):
        higher = [item for item in items if item.kind != "commune"]
        groups = [("", places.by_name(higher))] if higher else []
        communes = [item for item in items if item.kind == "commune"]
        return groups + places.grouped(communes)

    def summary(self):
        rows = []
        if self.draft.case:
            titles = {row["key"]: row["title"] for row in self.cases}
            text = titles.get(self.draft.case, self.draft.case)
            rows.append({"label": _("Your case"), "text": text})
        agency = lookup.agency(self.draft.agency)
        text = "" if agency is None else agency.title
        return [*rows, {"label": _("Agency"), "text": text}]
