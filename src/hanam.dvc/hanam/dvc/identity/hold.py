"""The brake on guessing: wrong passwords and codes by account and by network address.

Counted in the register, so that it holds over all processes. An account that is held is let in
again by itself; who has forgotten the password logs in by a code meanwhile.
"""

from datetime import timedelta
from hanam.dvc.dossiers import moment
from hanam.dvc.identity import accounts as citizens
from hanam.dvc.identity import keys
from hanam.dvc.identity.settings import value
from hanam.dvc.register import accounts

import math
import secrets


def of_login(typed: str) -> str:
    """The name under which tries of a login name are counted, however it was typed."""
    return keys.digest("login", citizens.login_of(typed) or typed.strip().lower())


def of_user(user_id: str) -> str:
    """The name under which tries at the second factor of a user are counted."""
    return keys.digest("second", user_id)


def of_address(address: str) -> str:
    return keys.digest("tries-of", address) if address else ""


def _window() -> timedelta:
    return timedelta(minutes=value("hold_minutes"))


def _left(name: str, most: int) -> int:
    """Seconds until ``name`` may try again; 0 for now."""
    if not name:
        return 0
    now = moment.now()
    tries = accounts.wrong_since(name, now - _window())
    if len(tries) < most:
        return 0
    return max(int((tries[-most] + _window() - now).total_seconds()), 1)


def seconds(name: str, address: str = "") -> int:
    """Seconds until an account may be tried again from an address; 0 for now."""
    return max(
        _left(name, value("wrong_of_account")),
        _left(of_address(address), value("wrong_of_address")),
    )


def minutes(found: int) -> int:
    return math.ceil(found / 60)


def note(name: str, address: str = "") -> None:
    """Count a wrong try; it stands though the request fails."""
    names = [one for one in (name, of_address(address)) if one]
    accounts.note_wrong(names, secrets.token_hex(8), moment.now())


def forgive(name: str, sure: bool = False) -> None:
    """Forget the wrong tries of an account that has just proved itself; ``sure``: there is
    one at least."""
    if sure or accounts.wrong_since(name, moment.now() - _window()):
        accounts.forgive(name)


def clean(portal, now) -> int:
    """Erase what does not count any more; called by the worker."""
    return accounts.forget_tries_before(now - _window())
