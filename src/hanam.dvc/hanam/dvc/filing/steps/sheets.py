"""The papers of the dossier: a slot for each component, several files in each."""

from hanam.dvc.catalogue import settings
from hanam.dvc.dossiers import sheets
from hanam.dvc.dossiers.handoff import changing
from hanam.dvc.dossiers.handoff import codes
from hanam.dvc.dossiers.handoff import slots
from hanam.dvc.filing import receipt
from hanam.dvc.filing import uploads
from hanam.dvc.filing.answers import asked_papers
from hanam.dvc.filing.answers import components
from hanam.dvc.filing.answers import declared_fields
from hanam.dvc.filing.formfield import Problem
from hanam.dvc.filing.papers import answering
from hanam.dvc.filing.papers import words
from hanam.dvc.filing.steps.base import Step
from hanam.dvc.filing.wording import told
from hanam.dvc.i18n import _


PARTS = answering.template("parts")


class Sheets(Step):
    """Files for the components of the procedure; what is sent is kept at once."""

    id = "giay-to"
    title = _("Papers")
    template = "sheets"
    # Buttons that change something here and lead nowhere.
    staying = (*changing.CHANGES, "hand")

    @property
    def components(self) -> list[dict]:
        return components(self.procedure, self.draft.case, self.draft)

    def known(self) -> dict[str, str]:
        """The keys of all components of the case with their titles."""
        rows = asked_papers(self.draft, self.procedure)
        return {row["key"]: row["title"] for row in rows}

    def is_needed(self):
        return bool(self.components)

    def keep(self, request):
        if request.form.get("hand"):
            self.hand_over(request.form["hand"])
        changed = changing.perform(self.draft, request.form)
        names = {f"papers.{row['key']}": row["key"] for row in self.components}
        refused = uploads.add(
            self.draft,
            request,
            names,
            self.known(),
            settings.limits(),
            added_by=self.draft.filed_by,
        )
        return [
            *(Problem(problem.field, told(problem)) for problem in changed),
            *refused,
        ]

    def hand_over(self, wish) -> None:
        """Show the code for a phone, or end it."""
        if wish == "open":
            codes.begin(self.draft)
        elif wish == "end":
            codes.end(self.draft)

    def hand(self) -> dict | None:
        """The code for a phone while it holds: {url, qr, connected, until}."""
        row = codes.current(self.draft)
        if row is None:
            return None
        url = codes.url_of(row)
        return {
            "url": url,
            "qr": receipt.qr(url),
            "connected": row.seen is not None,
            "until": f"{row.until:%H:%M}",
        }

    def problems(self):
        found = sheets.missing(
            asked_papers(self.draft, self.procedure),
            self.draft.papers,
            bool(declared_fields(self.procedure)),
        )
        return [Problem(problem.field, told(problem)) for problem in found]

    def clean(self):
        """Leave out what was uploaded for another case of the procedure."""
        known = self.known()
        kept = [paper for paper in self.draft.papers if paper.component in known]
        self.draft.papers[:] = kept

    def limits(self) -> uploads.Accepted:
        return uploads.accepted(settings.limits())

    @property
    def parts(self):
        """The macros of this page."""
        return PARTS.macros

    @property
    def base(self) -> str:
        """Where the script of the page finds the papers of the draft."""
        return f"{self.procedure.absolute_url()}/@@giay-to-nhap/{self.draft.getId()}"

    def words(self) -> str:
        """What the script says, and the limits it checks before sending, as JSON."""
        return words.as_json(settings.limits())

    def slots(self, problems) -> list[dict]:
        """The components with what lies in their slots."""
        errors = {problem.field: problem.message for problem in reversed(problems)}
        return [
            slots.slot(
                row,
                self.draft.papers.of(row["key"]),
                self.base,
                errors.get(f"papers.{row['key']}", ""),
            )
            for row in self.components
        ]

    def summary(self):
        return [
            {
                "label": row["title"],
                "text": "\n".join(
                    paper.filename for paper in self.draft.papers.of(row["key"])
                )
                or _("None"),
            }
            for row in self.components
        ]
