"""What can be wrong with a hand-over, in words."""

from hanam.dvc.dossiers import messages
from hanam.dvc.i18n import _


PROBLEMS = {
    "receiver.card": _("Write the number of the identity card."),
    "proxy.authority": _("Name the paper of authority: its number or its date."),
    "proof.missing": _("Choose how the receiver confirms."),
    "drawing.missing": _(
        "There is no signature yet. Let the receiver sign in the field, or choose another way."
    ),
    "drawing.broken": _(
        "The drawn signature cannot be read. Let the receiver sign again."
    ),
    "code.wrong": _(
        "The code is wrong or too old. Ask for it once more, or send a new one."
    ),
    "results.all": _(
        "All results of a dossier are handed over together. Still missing: ${titles}."
    ),
    "originals.none": _("Choose the originals that are given back."),
    "post.not": _("This result does not go by post."),
    "post.day": _(
        "Write the day it was delivered: not before the result was ready, not after today."
    ),
}
messages.MESSAGES.update(PROBLEMS)
