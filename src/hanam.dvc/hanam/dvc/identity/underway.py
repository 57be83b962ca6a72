"""What a browser has begun and not finished: kept by us, bound to the mark of the browser.

The state is sealed: the register alone does not tell whose login or registration it is.
"""

from datetime import timedelta
from hanam.dvc.dossiers import moment
from hanam.dvc.identity import browser
from hanam.dvc.identity import keys
from hanam.dvc.register import under_way

import json


MINUTES = 30


def _name(request, purpose: str) -> str:
    mark = browser.mark_of(request)
    return keys.digest("under-way", purpose, mark) if mark else ""


def get(request, purpose: str) -> dict:
    """What this browser has begun for a purpose; {} for nothing."""
    name = _name(request, purpose)
    sealed = under_way.get(name, moment.now()) if name else ""
    text = keys.unseal(sealed) if sealed else ""
    return json.loads(text) if text else {}


def put(request, purpose: str, state: dict, minutes: int = MINUTES) -> None:
    """Keep a state for this browser, instead of what was there; it gets a mark if it has
    none."""
    browser.ensure_mark(request)
    sealed = keys.seal(json.dumps(state, ensure_ascii=False))
    expires = moment.now() + timedelta(minutes=minutes)
    under_way.put(_name(request, purpose), purpose, sealed, expires)


def end(request, purpose: str) -> None:
    """Forget what this browser has begun."""
    name = _name(request, purpose)
    if name:
        under_way.forget(name)


def clean(portal, now) -> int:
    """Erase what is over; called by the worker."""
    return under_way.forget_before(now)
