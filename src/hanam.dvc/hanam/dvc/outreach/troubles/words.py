"""What states of a report are called."""

from hanam.dvc.i18n import _
from hanam.dvc.register import troubles


TITLES = {
    troubles.NEW: _("New"),
    troubles.LOOKING: _("Being looked into"),
    troubles.SOLVED: _("Solved"),
    troubles.CLOSED: _("Closed"),
}
LOOKS = {
    troubles.NEW: "wait",
    troubles.LOOKING: "",
    troubles.SOLVED: "good",
    troubles.CLOSED: "done",
}
