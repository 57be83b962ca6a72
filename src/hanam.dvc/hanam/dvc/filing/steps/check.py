"""Everything once more, the statement of truth, and filing."""

from hanam.dvc.filing.confirming import block
from hanam.dvc.filing.formfield import Problem
from hanam.dvc.filing.steps.base import Step
from hanam.dvc.i18n import _


class Check(Step):
    """The last page before the dossier is filed."""

    id = "kiem-tra"
    title = _("Check and file")
    template = "check"
    enter_goes_on = False

    def keep(self, request):
        self.stated = request.form.get("check.statement") == "1"
        problems = block.keep(self.draft, request, self.stated)
        if self.stated or block.pressed(request):
            return problems
        return [
            *problems,
            Problem(
                "check.statement",
                _("Please confirm that what you declare is true before you file."),
            ),
        ]

    def problems(self):
        return []
