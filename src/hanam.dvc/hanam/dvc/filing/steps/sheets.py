"""The papers of the dossier: a slot for each component, several files in each."""

from hanam.dvc.catalogue import papers
from hanam.dvc.catalogue import settings
from hanam.dvc.dossiers import sheets
from hanam.dvc.filing import uploads
from hanam.dvc.filing.answers import components
from hanam.dvc.filing.answers import declared_fields
from hanam.dvc.filing.formfield import Problem
from hanam.dvc.filing.steps.base import Step
from hanam.dvc.filing.wording import told
from hanam.dvc.i18n import _


class Sheets(Step):
    """Files for the components of the procedure; what is sent is kept at once."""

    id = "giay-to"
    title = _("Papers")
    template = "sheets"

    @property
    def components(self) -> list[dict]:
        return components(self.procedure, self.draft.case)

    def is_needed(self):
        return bool(self.components)

    def keep(self, request):
        removed = request.form.get("remove")
        if isinstance(removed, str):
            self.draft.papers.discard(removed)
        known = {
            row["key"]: row["title"]
            for row in papers.components(self.procedure, self.draft.case)
        }
        names = {f"papers.{row['key']}": row["key"] for row in self.components}
        return uploads.add(
            self.draft.papers,
            request,
            names,
            known,
            settings.limits(),
            added_by=self.draft.filed_by,
        )

    def problems(self):
        found = sheets.missing(
            papers.components(self.procedure, self.draft.case),
            self.draft.papers,
            bool(declared_fields(self.procedure)),
        )
        return [Problem(problem.field, told(problem)) for problem in found]

    def clean(self):
        """Leave out what was uploaded for another case of the procedure."""
        rows = papers.components(self.procedure, self.draft.case)
        known = {row["key"] for row in rows}
        kept = [paper for paper in self.draft.papers if paper.component in known]
        self.draft.papers[:] = kept

    def limits(self) -> uploads.Accepted:
        return uploads.accepted(settings.limits())

    def slots(self, problems) -> list[dict]:
        """The components with what lies in their slots."""
        errors = {problem.field: problem.message for problem in reversed(problems)}
        found = []
        for row in self.components:
            name = f"papers.{row['key']}"
            error = errors.get(name, "")
            ids = [f"{name}-hint"] + ([f"{name}-error"] if error else [])
            found.append(
                {
                    **row,
                    "name": name,
                    "error": error,
                    "described_by": " ".join(ids),
                    "files": self.draft.papers.of(row["key"]),
                }
            )
        return found

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
