"""The tabs of the worklist: each is a list, and its number is the length of that list."""

from dataclasses import dataclass
from hanam.dvc.i18n import _
from hanam.dvc.register import groups
from hanam.dvc.register.queries import UNASSIGNED


ME = "me"
EVERYTHING = "all"


@dataclass(frozen=True)
class Tab:
    """A kind of work.

    ``id`` is the key of its number in `register.queries.counts` (`EVERYTHING` has none).
    ``assignee``: `ME`, `UNASSIGNED` or empty for all. ``roles`` see it; empty: all staff.
    ``empty`` says what will appear here.
    """

    id: str
    title: str
    empty: str
    states: tuple[str, ...] = ()
    due: str = ""
    assignee: str = ""
    roles: tuple[str, ...] = ()
    alarm: bool = False


TABS = (
    Tab(
        "to_accept",
        _("To accept"),
        _("Nothing to accept. Dossiers filed online appear here at once."),
        states=groups.TO_ACCEPT,
        roles=("clerk", "leader"),
    ),
    Tab(
        "unassigned",
        _("Nobody's yet"),
        _("Every accepted dossier has somebody who works on it."),
        states=groups.WORKED_ON,
        assignee=UNASSIGNED,
        roles=("officer", "leader"),
    ),
    Tab(
        "mine",
        _("Mine"),
        _("Nothing is assigned to you. Take a dossier under “Nobody's yet”."),
        states=groups.OPEN,
        assignee=ME,
    ),
    Tab(
        "due_soon",
        _("Due soon"),
        _("Nothing is due by the end of tomorrow."),
        states=groups.RUNNING,
        due="soon",
    ),
    Tab(
        "overdue",
        _("Overdue"),
        _("Nothing is overdue."),
        states=groups.RUNNING,
        due="overdue",
        alarm=True,
    ),
    Tab(
        "waiting",
        _("Waiting for the citizen"),
        _("No citizen has been asked for papers or a payment."),
        states=groups.WAITING,
    ),
    Tab(
        "to_hand_over",
        _("To hand over"),
        _("Nothing to hand over. Finished dossiers appear here."),
        states=groups.TO_HAND_OVER,
        roles=("clerk", "leader"),
    ),
    Tab(
        "all_open",
        _("All open"),
        _("No open dossier."),
        states=groups.OPEN,
    ),
    Tab(
        EVERYTHING,
        _("All"),
        _("No dossier fits. Check the code or the name; accents do not matter."),
    ),
)
BY_ID = {tab.id: tab for tab in TABS}


def tabs_for(roles) -> tuple[Tab, ...]:
    """The tabs of somebody with these roles; who has none of them (a watcher) sees all
    but their own."""
    if not roles:
        return tuple(tab for tab in TABS if tab.id != "mine")
    return tuple(tab for tab in TABS if not tab.roles or set(tab.roles) & set(roles))
