"""The room's key, and what is made with it: keyed digests and sealed texts."""

from base64 import urlsafe_b64encode
from cryptography.fernet import Fernet
from cryptography.fernet import InvalidToken
from plone import api
from zope.annotation.interfaces import IAnnotations

import hashlib
import hmac
import os
import secrets


KEY = "hanam.dvc.identity.key"


def ensure_key(portal) -> None:
    """Give a new portal its random key; one that has a key keeps it."""
    annotations = IAnnotations(portal)
    if KEY not in annotations:
        annotations[KEY] = os.urandom(32)


def _key() -> bytes:
    return IAnnotations(api.portal.get())[KEY]


def digest(*parts: str) -> str:
    """A keyed digest of texts, 64 hex digits; useless to who only has the register."""
    text = "\0".join(parts)
    return hmac.new(_key(), text.encode(), hashlib.sha256).hexdigest()


def same(one: str, other: str) -> bool:
    """Whether two texts are equal, in a time that does not tell where they differ."""
    return hmac.compare_digest(one.encode(), other.encode())


def token() -> str:
    """A random text of 256 bits that nobody guesses."""
    return secrets.token_urlsafe(32)


def _fernet() -> Fernet:
    made = hmac.new(_key(), b"seal", hashlib.sha256).digest()
    return Fernet(urlsafe_b64encode(made))


def seal(text: str) -> str:
    """A text that only this portal reads again."""
    return _fernet().encrypt(text.encode()).decode()


def unseal(sealed: str) -> str:
    """The text of `seal`; "" where it is not one of this portal."""
    try:
        return _fernet().decrypt(sealed.encode()).decode()
    except InvalidToken:
        return ""
