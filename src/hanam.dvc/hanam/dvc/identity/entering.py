"""Letting somebody in: the second factor if there is one, then the session."""

from hanam.dvc.identity import browser
from hanam.dvc.identity import second
from hanam.dvc.identity import underway
from hanam.dvc.identity.events import LoggedIn
from plone import api
from zope.event import notify


PURPOSE = "login"
ASK, SET_UP = "ask", "set-up"


def user_of(user_id: str):
    """The user (PAS) of an id, from the portal's own user folder; None for nobody."""
    return api.portal.get_tool("acl_users").getUserById(user_id)


def enter(request, user_id: str, back: str = "") -> str:
    """Let a user in who has proved the first factor; returns where to go on."""
    portal_url = api.portal.get().absolute_url()
    stage = missing(request, user_id)
    if stage:
        state = {"user": user_id, "back": back, "stage": stage}
        underway.put(request, PURPOSE, state, minutes=15)
        return f"{portal_url}/buoc-hai"
    start(request, user_id)
    # The login page leads signed-in people to where their work is.
    return back or f"{portal_url}/login"


def missing(request, user_id: str) -> str:
    """`ASK` for the second factor, `SET_UP` one first, or "" for neither."""
    if second.kind_of(user_id):
        return "" if second.is_remembered(user_id, request) else ASK
    user = user_of(user_id)
    return SET_UP if user is not None and second.is_demanded(user) else ""


def start(request, user_id: str) -> None:
    """A session for this browser. What the guest had begun goes along; the mark of before
    is worth nothing any more."""
    users = api.portal.get_tool("acl_users")
    users.session._setupSession(user_id, request.response)
    notify(LoggedIn(user_id, request))
    underway.end(request, PURPOSE)
    browser.new_mark(request)
