"""Where a page of a list begins or ends, as a token for an address."""

from base64 import urlsafe_b64decode
from base64 import urlsafe_b64encode
from datetime import datetime

import json


class BadQuery(ValueError):
    """A sort order or page token that the register does not know."""


def encoded(value: datetime, code: str) -> str:
    """The token of a row: the moment it is sorted by, and its code."""
    token = json.dumps([value.isoformat(), code]).encode()
    return urlsafe_b64encode(token).decode().rstrip("=")


def decoded(token: str) -> tuple[datetime, str] | None:
    """What `encoded` was given; None for no token, `BadQuery` for one that is none."""
    if not token:
        return None
    try:
        padded = token + "=" * (-len(token) % 4)
        value, code = json.loads(urlsafe_b64decode(padded))
        return datetime.fromisoformat(value), str(code)
    except (ValueError, TypeError) as error:
        raise BadQuery("after") from error
