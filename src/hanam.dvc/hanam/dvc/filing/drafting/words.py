"""Words that several pages of a draft say."""

from hanam.dvc.dossiers import moment
from hanam.dvc.filing.formfield import Problem
from hanam.dvc.i18n import _
from hanam.dvc.rules import vietnamese


STALE_FORM = Problem(
    "",
    _(
        "This page was open for long, or you have logged in or out meanwhile; nothing "
        "was saved yet. What you typed is still here: press the button once more. "
        "Files have to be chosen again."
    ),
)


def when(moment_) -> str:
    """The time, with the day unless it is today; "" for None."""
    if moment_ is None:
        return ""
    time = vietnamese.clock_time(moment_)
    if moment_.date() == moment.now().date():
        return time
    return f"{time} {vietnamese.short_date(moment_.date())}"
