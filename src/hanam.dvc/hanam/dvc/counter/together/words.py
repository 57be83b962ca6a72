"""What staff read of legs and opinions. English here, Vietnamese in `locales`."""

from hanam.dvc.i18n import _


LEGS = {
    "waiting": (_("Its turn has not come"), ""),
    "open": (_("Being worked on"), "wait"),
    "done": (_("Part done"), "good"),
    "returned": (_("Handed back: decide how to go on"), "bad"),
    "cancelled": (_("Part cancelled"), "done"),
}
OPINIONS = {
    "asked": (_("Awaited"), "wait"),
    "answered": (_("Opinion given"), "good"),
    "withdrawn": (_("Question withdrawn"), "done"),
    "silent": (_("Silence counts as agreement"), "done"),
    "escalated": (_("Not given in time: the leaders decide"), "bad"),
}
VERDICTS = (
    ("agree", _("Agrees")),
    ("conditions", _("Agrees with conditions")),
    ("disagree", _("Does not agree")),
    ("not_competent", _("Not within its competence")),
)
