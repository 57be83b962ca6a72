"""Who sends a form: tokens against forgery, and the browser of a guest.

A guest has no account to bind a draft to, so the browser gets a random mark in a cookie
that scripts cannot read and that ends with the browser. The draft keeps a digest of the
mark; form tokens of guests are made with it as well.
"""

from hanam.dvc.dossiers import drafts
from hashlib import sha256
from plone import api
from plone.protect.authenticator import createToken
from zope.component import getMultiAdapter

import hmac
import re
import secrets


COOKIE = "dvc_khach"
BEGUN = "dvc_nhap"
MOST_BEGUN = 5
MARK = re.compile(r"[A-Za-z0-9_-]{43}")


def user_id() -> str:
    """The id of the signed-in user, "" for a guest."""
    return "" if api.user.is_anonymous() else api.user.get_current().getId()


def mark_of(request) -> str:
    """The mark of the guest's browser, or ""."""
    mark = request.cookies.get(COOKIE) or ""
    return mark if MARK.fullmatch(mark) else ""


def ensure_mark(request) -> str:
    """The mark of the guest's browser, given now if it has none; "" for a user."""
    if user_id():
        return ""
    mark = mark_of(request)
    if not mark:
        mark = secrets.token_urlsafe(32)
        set_cookie(request, COOKIE, mark)
    return mark


def set_cookie(request, name: str, value: str) -> None:
    """A cookie that scripts cannot read and that ends with the browser."""
    request.cookies[name] = value
    request.response.setCookie(
        name,
        value,
        path="/",
        http_only=True,
        same_site="Lax",
        secure=request["SERVER_URL"].startswith("https:"),
    )


def remember(request, name: str) -> None:
    """Let a guest's browser find the draft of that id again."""
    names = (request.cookies.get(BEGUN) or "").split(".")
    names = [name, *(other for other in names if other)][:MOST_BEGUN]
    set_cookie(request, BEGUN, ".".join(dict.fromkeys(names)))


def drafts_of(request) -> list:
    """The drafts of the visitor, a user or a guest, the one changed last first."""
    if user_id():
        return drafts.of_user(user_id())
    names = (request.cookies.get(BEGUN) or "").split(".")[:MOST_BEGUN]
    found = [drafts.get(name) for name in names]
    return [draft for draft in found if draft is not None and is_mine(draft, request)]


def digest(mark: str) -> str:
    """What a draft remembers of a guest's mark; "" for no mark."""
    return sha256(mark.encode()).hexdigest() if mark else ""


def is_mine(dossier, request) -> bool:
    """Whether the visitor started this draft, or filed this dossier from it."""
    if dossier.filed_by and dossier.filed_by == user_id():
        return True
    if dossier.filed_by and not getattr(dossier, "guest", ""):
        return False
    known = (getattr(dossier, "guest", ""), *getattr(dossier, "marks", ()))
    mine = digest(mark_of(request))
    return any(hmac.compare_digest(one, mine) for one in known if one)


def token(request) -> str:
    """The hidden field that proves a form to be ours; see `is_genuine`."""
    value = createToken("" if user_id() else mark_of(request))
    return f'<input type="hidden" name="_authenticator" value="{value}" />'


def is_genuine(context, request) -> bool:
    """Whether a form came by POST from a page of ours, shown to this visitor."""
    if request.method != "POST":
        return False
    mark = mark_of(request)
    if not user_id() and not mark:
        return False
    authenticator = getMultiAdapter((context, request), name="authenticator")
    return authenticator.verify(extra="" if user_id() else mark)


def keep_private(response) -> None:
    """Headers of a page that only this visitor may see."""
    response.setHeader("Cache-Control", "private, no-store")
    response.setHeader("Referrer-Policy", "no-referrer")
    response.setHeader("X-Robots-Tag", "noindex")
