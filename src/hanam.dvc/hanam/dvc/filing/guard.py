"""Who sends a form: tokens against forgery, and the browser of a guest.

A guest has no account to bind a draft to, so the browser gets a random mark in a cookie
that scripts cannot read and that ends with the browser. The draft keeps a digest of the
mark; form tokens of guests are made with it as well.
"""

from hanam.dvc.dossiers import drafts
from hanam.dvc.identity import browser
from hanam.dvc.identity.browser import BEGUN
from hanam.dvc.identity.browser import COOKIE
from hanam.dvc.identity.browser import digest
from hanam.dvc.identity.browser import mark_of
from hanam.dvc.identity.browser import set_cookie
from hanam.dvc.identity.forms import is_genuine
from hanam.dvc.identity.forms import keep_private
from hanam.dvc.identity.forms import token
from hanam.dvc.identity.forms import user_id

import hmac


__all__ = ["COOKIE", "is_genuine", "keep_private", "token", "user_id"]
MOST_BEGUN = 5


def ensure_mark(request) -> str:
    """The mark of the guest's browser, given now if it has none; "" for a user."""
    if user_id():
        return ""
    return browser.ensure_mark(request)


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


def is_mine(dossier, request) -> bool:
    """Whether the visitor started this draft, or filed this dossier from it."""
    if dossier.filed_by and dossier.filed_by == user_id():
        return True
    if dossier.filed_by and not getattr(dossier, "guest", ""):
        return False
    known = (getattr(dossier, "guest", ""), *getattr(dossier, "marks", ()))
    mine = digest(mark_of(request))
    return any(hmac.compare_digest(one, mine) for one in known if one)


def take_along(event) -> None:
    """What a guest has begun stays with the person who logs in (`LoggedIn`)."""
    names = (event.request.cookies.get(BEGUN) or "").split(".")[:MOST_BEGUN]
    for name in names:
        draft = drafts.get(name)
        if draft is not None and not draft.filed_by and is_mine(draft, event.request):
            drafts.give_to(draft, event.user_id)
            # From now on the account opens it, not a browser.
            draft.guest = ""
