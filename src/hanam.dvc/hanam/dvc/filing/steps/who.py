"""Who files, and for whom."""

from hanam.dvc.dossiers import authority
from hanam.dvc.filing import controls
from hanam.dvc.filing import declaration
from hanam.dvc.filing import person
from hanam.dvc.filing.answers import answers_of
from hanam.dvc.filing.answers import is_for_other
from hanam.dvc.filing.answers import OTHER
from hanam.dvc.filing.answers import said
from hanam.dvc.filing.answers import SELF
from hanam.dvc.filing.answers import set_person
from hanam.dvc.filing.formfield import FormField
from hanam.dvc.filing.formfield import Problem
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

    def relation(self) -> FormField:
        """In what relation the applicant acts for the owner."""
        return FormField(
            "relation",
            "choice",
            _("How are you related to the owner?"),
            required=authority.rule_for(self.procedure) == authority.REQUIRED,
            choices=authority.RELATIONS,
        )

    def people(self) -> tuple[str, ...]:
        return ("applicant", "owner") if is_for_other(self.draft) else ("applicant",)

    def keep(self, request):
        answers = answers_of(self.draft)
        chosen = controls.typed_in(request, (FOR,), "who").get("for")
        answers["for"] = OTHER if chosen == OTHER else SELF
        related = controls.typed_in(request, (self.relation(),), "who").get("relation")
        known = related if related in dict(authority.RELATIONS) else ""
        self.draft.relation = known if is_for_other(self.draft) else ""
        answers["save"] = request.form.get("who.save") == "1"
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
        unsaid = is_for_other(self.draft) and not self.draft.relation
        if unsaid and self.relation().required:
            message = _("Please choose how you are related to the owner.")
            found.append(Problem("who.relation", message))
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

    def relations(self, problems):
        """The control of the relation."""
        typed = {"relation": self.draft.relation}
        return controls.controls((self.relation(),), typed, "who", problems)

    @property
    def saves(self) -> bool:
        """Whether the persons are to be kept in the profile once this is filed."""
        return bool(said(self.draft).get("save"))

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
        if self.draft.relation and is_for_other(self.draft):
            text = authority.title_of(self.draft.relation)
            rows.append({"label": self.relation().label, "text": text})
        if self.place is not None:
            rows.append({"title": _("Where to file")})
            rows.extend(self.place.summary())
        return rows
