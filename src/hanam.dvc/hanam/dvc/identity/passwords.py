"""Passwords: kept as scrypt, never as they are."""

from base64 import b64decode
from base64 import b64encode
from hanam.dvc.i18n import _
from hanam.dvc.identity.settings import value

import hashlib
import hmac
import os
import re


# RFC 7914; 16 MB and some 50 ms for each guess.
COST = {"n": 2**14, "r": 8, "p": 1}
LONGEST = 200
SCHEME = "scrypt"
SHORT = _("Choose a password of at least ${length} characters; several words are good.")
LONG = _("Choose a password of at most ${length} characters.")
EASY = _(
    "This password is easily guessed. Take several words that do not belong together."
)
RUNS = ("0123456789012345678901234567890", "abcdefghijklmnopqrstuvwxyz", "qwertyuiop")


def hashed(password: str) -> str:
    """What is kept of a password."""
    salt = os.urandom(16)
    return f"{SCHEME}:{_text(salt)}:{_text(_made(password, salt))}"


def is_right(password: str, kept: str) -> bool:
    """Whether a password is the one that ``kept`` was made of; takes as long for none."""
    scheme, _colon, rest = kept.partition(":")
    salt, _colon, wanted = rest.partition(":")
    salt = b64decode(salt) if scheme == SCHEME else bytes(16)
    made = _made(password[:LONGEST], salt)
    return scheme == SCHEME and hmac.compare_digest(made, b64decode(wanted))


def problem(password: str, login: str):
    """What is wrong with a new password, as a message; None if it is good enough."""
    least = value("password_length")
    if len(password) < least:
        return _(SHORT, mapping={"length": least})
    if len(password) > LONGEST:
        return _(LONG, mapping={"length": LONGEST})
    bare = re.sub(r"[\W_]+", "", password.lower())
    mine = re.sub(r"[\W_]+", "", login.lower())
    if (
        len(set(bare)) < 4
        or any(bare in run for run in RUNS)
        or (mine and (bare in mine or mine in bare))
    ):
        return EASY
    return None


def _made(password: str, salt: bytes) -> bytes:
    return hashlib.scrypt(password.encode(), salt=salt, dklen=32, **COST)


def _text(data: bytes) -> str:
    return b64encode(data).decode()
