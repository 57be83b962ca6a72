"""The browser in front of us: a random mark in a cookie that scripts cannot read.

A form, a code or a login that is under way is bound to the mark, so that what somebody
overhears is worth nothing in another browser.
"""

from hashlib import sha256

import re
import secrets


COOKIE = "dvc_khach"
# The drafts that a guest has begun, by their ids.
BEGUN = "dvc_nhap"
MARK = re.compile(r"[A-Za-z0-9_-]{43}")


def mark_of(request) -> str:
    """The mark of the browser, or ""."""
    mark = request.cookies.get(COOKIE) or ""
    return mark if MARK.fullmatch(mark) else ""


def ensure_mark(request) -> str:
    """The mark of the browser, given now if it has none."""
    return mark_of(request) or new_mark(request)


def new_mark(request) -> str:
    """A new mark: what was bound to the one before belongs to nobody any more."""
    mark = secrets.token_urlsafe(32)
    set_cookie(request, COOKIE, mark)
    return mark


def is_https(request) -> bool:
    """Whether the browser came by https."""
    return request["SERVER_URL"].startswith("https:")


def set_cookie(request, name: str, value: str, max_age: int | None = None) -> None:
    """A cookie that scripts cannot read; without ``max_age`` (seconds) it ends with the
    browser."""
    request.cookies[name] = value
    more = {} if max_age is None else {"max_age": max_age}
    request.response.setCookie(
        name,
        value,
        path="/",
        http_only=True,
        same_site="Lax",
        secure=is_https(request),
        **more,
    )


def drop_cookie(request, name: str) -> None:
    """Let the browser forget a cookie."""
    request.cookies.pop(name, None)
    request.response.expireCookie(
        name, path="/", http_only=True, same_site="Lax", secure=is_https(request)
    )


def digest(mark: str) -> str:
    """What is remembered of a mark; "" for no mark."""
    return sha256(mark.encode()).hexdigest() if mark else ""


def address(request) -> str:
    """Where a request comes from; proxies are trusted as Zope is configured."""
    return request.getClientAddr() or ""
