"""Problems of the rooms below in the words of this one."""

from hanam.dvc.dossiers import messages
from hanam.dvc.filing.formfield import Problem


def told(problem) -> str:
    """The message for a `dossiers.errors.Problem`."""
    return messages.text(problem)


def from_dossiers(problems) -> list[Problem]:
    """Problems of `dossiers` as those of a form."""
    return [Problem(problem.field, told(problem)) for problem in problems]
