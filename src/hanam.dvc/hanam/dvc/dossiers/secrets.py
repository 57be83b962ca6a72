"""The secret on a receipt: who knows it may follow the dossier without an account.

It is computed from the dossier's code with a key of the portal's own, so nothing is
stored with the dossier and a copy of the register proves nothing.
"""

from plone import api
from zope.annotation.interfaces import IAnnotations

import base64
import hashlib
import hmac
import os


KEY = "hanam.dvc.dossiers.secret_key"
LENGTH = 12
# Crockford's letters: no I, L, O, U, so that a secret can be read out and typed.
STANDARD = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567"
READABLE = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
ENCODE = str.maketrans(STANDARD, READABLE)
MISREAD = str.maketrans("ILOU", "110V", "- ")


def ensure_key(portal) -> None:
    """Give a new portal its random key; one that has a key keeps it."""
    annotations = IAnnotations(portal)
    if KEY not in annotations:
        annotations[KEY] = os.urandom(32)


def secret_of(code: str) -> str:
    """Twelve letters and digits (60 bits) that prove the right to follow ``code``."""
    key = IAnnotations(api.portal.get())[KEY]
    digest = hmac.new(key, code.encode(), hashlib.sha256).digest()
    return base64.b32encode(digest).decode().translate(ENCODE)[:LENGTH]


def proves(code: str, secret: str | None) -> bool:
    """Whether ``secret`` is the one of ``code``; blanks, hyphens and case do not count."""
    if not secret or len(secret) > 4 * LENGTH:
        return False
    given = secret.upper().translate(MISREAD)
    return hmac.compare_digest(given.encode(), secret_of(code).encode())


def pseudonym(text: str) -> str:
    """A name for something that must not be kept itself, the same in the whole portal."""
    key = IAnnotations(api.portal.get())[KEY]
    return hmac.new(key, b"\0" + text.encode(), hashlib.sha256).hexdigest()[:32]
