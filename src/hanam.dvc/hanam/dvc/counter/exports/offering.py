"""Where a page sends who wants a long file, and what is told of the files of a person."""

from hanam.dvc.counter import words
from hanam.dvc.counter.exports import kinds
from hanam.dvc.i18n import _
from hanam.dvc.register import exports
from hanam.dvc.register.model_exports import CANCELLED
from hanam.dvc.register.model_exports import FAILED
from hanam.dvc.register.model_exports import OPEN
from hanam.dvc.register.model_exports import READY
from plone import api
from urllib.parse import urlencode

import json


PATH = "tep-ket-xuat"
STATES = {
    OPEN: (_("being made"), "wait"),
    READY: (_("ready"), "good"),
    FAILED: (_("not made"), "bad"),
    CANCELLED: (_("cancelled"), "done"),
}
KILO = 1024


def url_of(kind: str, parameters: dict) -> str:
    """The page that offers to make a file in the background."""
    base = api.portal.get().absolute_url()
    return f"{base}/{PATH}/moi?{urlencode({'kind': kind, **parameters})}"


def title_of(kind: str, parameters: dict):
    """What a file is called, as a message."""
    known = kinds.get(kind)
    return kind if known is None else known.title(parameters)


def told(row, say) -> dict:
    """A file as pages show it."""
    state, look = STATES[row.state]
    return {
        "id": row.id,
        "url": f"{api.portal.get().absolute_url()}/{PATH}/{row.id}",
        "title": say(title_of(row.kind, json.loads(row.parameters))),
        "created": words.day_and_time(row.created),
        "ended": words.day_and_time(row.ended),
        "expires": words.day_and_time(row.expires),
        "state": say(state),
        "look": look,
        "is_open": row.state == OPEN,
        "is_ready": row.state == READY,
        "is_failed": row.state == FAILED,
        "name": row.name,
        "size": size_in_words(row.size),
        "message": row.message,
        "done": row.done,
        "total": row.total,
    }


def size_in_words(size: int) -> str:
    """ "35 KB", "1,2 MB"; decimals as Vietnamese writes them."""
    if size < KILO * KILO:
        return f"{max(size // KILO, 1)} KB"
    return f"{size / KILO / KILO:.1f} MB".replace(".", ",")


def own(user: str, say) -> list[dict]:
    """The files of a person, newest first."""
    return [told(row, say) for row in exports.of_user(user)]
