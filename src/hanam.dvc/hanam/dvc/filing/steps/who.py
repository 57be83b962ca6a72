"""Who files, and for whom."""

from hanam.dvc.filing import controls
from hanam.dvc.filing import declaration
from hanam.dvc.filing import person
from hanam.dvc.filing.answers import answers_of
from hanam.dvc.filing.answers import is_for_other
from hanam.dvc.filing.answers import OTHER
from hanam.dvc.filing.answers import SELF
from hanam.dvc.filing.answers import set_person
from hanam.dvc.filing.formfield import FormField
from hanam.dvc.filing.steps.base import Step
from hanam.dvc.filing.steps.place import Place
from hanam.dvc.i18n import _


FOR = FormField(
    "for",
    "choice",
    _("For whom do you file?"),
    required=True,
    choices=((SELF, _("For myself")), (OTHER, _("For another person or organisation"))),
)


class Who(Step):
    """The applicant and, where that is somebody else, the owner of the dossier.

    Where only a few agencies or cases are to choose from, they are asked here as well.
    """

    id = "nguoi-nop"
    title = _("Who files")
    template = "who"
    prefixes = ("applicant", "owner", "who")

    def __init__(self, draft, procedure):
        super().__init__(draft, procedure)
        place = Place(draft, procedure)
        self.place = place if place.is_asked() and not place.is_long() else None
        if self.place is not None:
            self.prefixes = (*self.prefixes, *place.prefixes)

    def people(self) -> tuple[str, ...]:
        return ("applicant", "owner") if is_for_other(self.draft) else ("applicant",)

    def keep(self, request):
        answers = answers_of(self.draft)
        chosen = controls.typed_in(request, (FOR,), "who").get("for")
        answers["for"] = OTHER if chosen == OTHER else SELF
        for name in ("applicant", "owner"):
            typed = controls.typed_in(request, person.FIELDS, name)
            set_person(self.draft, name, typed)
        return [] if self.place is None else self.place.keep(request)

    def problems(self):
        found = [
            problem
            for name in self.people()
            for problem in person.validate(getattr(self.draft, name), name)[1]
        ]
        return found if self.place is None else [*found, *self.place.problems()]

    def clean(self):
        applicant, _problems = person.validate(self.draft.applicant, "applicant")
        owner = applicant
        if is_for_other(self.draft):
            owner, _problems = person.validate(self.draft.owner, "owner")
        self.draft.applicant, self.draft.owner = applicant, owner

    def choice(self, problems):
        """The control of the question for whom."""
        chosen = OTHER if is_for_other(self.draft) else SELF
        return controls.controls((FOR,), {"for": chosen}, "who", problems)

    def controls(self, name, problems):
        """The controls of the ``applicant`` or ``owner``."""
        return controls.controls(
            person.fields(name), getattr(self.draft, name), name, problems
        )

    def summary(self):
        rows = []
        titles = {"applicant": _("Applicant"), "owner": _("Owner of the dossier")}
        for name in self.people():
            fields = person.fields(name)
            data = declaration.readable(fields, getattr(self.draft, name))
            rows.append({"title": titles[name]})
            rows.extend(
                {"label": label, "text": text}
                for label, text in declaration.display(fields, data)
            )
        if self.place is not None:
            rows.append({"title": _("Where to file")})
            rows.extend(self.place.summary())
        return rows
