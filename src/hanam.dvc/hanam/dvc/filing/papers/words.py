"""What the scripts of the papers say, in the reader's language."""

from hanam.dvc.dossiers import messages
from hanam.dvc.dossiers.fitness import megabytes
from hanam.dvc.i18n import _
from zope.globalrequest import getRequest
from zope.i18n import translate

import json


WORDS = {
    "sending": _("Sending ${name}…"),
    "checking": _("Checking ${name}…"),
    "added": _("${name} was added."),
    "again": _("${name} lies there already; it was not added twice."),
    "changed": _("Done."),
    "lost": _("${name} could not be sent: no connection. Nothing else is lost."),
    "busy": _("${name} could not be taken just now. Try again in a moment."),
    "waiting": _(
        "Files are still being sent; the page goes on by itself when they are."
    ),
    "retry": _("Try again"),
    "cancel": _("Cancel"),
    "drop": _("Leave out"),
    "connected": _("The phone is connected."),
}


def as_json(limits) -> str:
    """{words, limits} for the attribute that the script reads."""
    request = getRequest()
    found = {name: translate(text, context=request) for name, text in WORDS.items()}
    most = {"most": megabytes(limits.file_size)}
    big = translate(messages.MESSAGES["paper.too_big"], context=request)
    found["big"] = big.replace("${most}", most["most"])
    found["empty"] = translate(messages.MESSAGES["paper.empty"], context=request)
    found["kind"] = translate(messages.MESSAGES["paper.kind"], context=request)
    found["heic"] = translate(messages.MESSAGES["paper.heic"], context=request)
    return json.dumps(
        {
            "words": found,
            "size": limits.file_size,
            "kinds": list(limits.content_types),
        },
        ensure_ascii=False,
    )
