"""Everything once more, the statement of truth, and filing."""

from hanam.dvc.filing import gates
from hanam.dvc.filing.formfield import Problem
from hanam.dvc.filing.steps.base import Step
from hanam.dvc.filing.steps.way import Way
from hanam.dvc.i18n import _


class Check(Step):
    """The last page before the dossier is filed.

    It also asks how the result is received, unless that has a page of its own, and what
    other parts ask here (see `gates`).
    """

    id = "kiem-tra"
    title = _("Check and file")
    template = "check"
    enter_goes_on = False
    stated = False

    def __init__(self, draft, procedure):
        super().__init__(draft, procedure)
        way = Way(draft, procedure)
        self.way = None if way.is_needed() else way
        self.prefixes = () if self.way is None else way.prefixes

    def keep(self, request):
        self.stated = request.form.get("check.statement") == "1"
        if self.way is not None:
            self.way.keep(request)
        gates.keep(self.draft, request)
        return []

    def problems(self):
        return [] if self.way is None else self.way.problems()

    def unready(self, request) -> list[Problem]:
        """What stands against filing on this page: the way, the statement, the gates."""
        found = self.problems()
        if not self.stated:
            found.append(
                Problem(
                    "check.statement",
                    _("Please confirm that what you declare is true before you file."),
                )
            )
        return [*found, *gates.problems(self.draft, request)]

    def clean(self):
        if self.way is not None:
            self.way.clean()
