"""Who administers the portal opens a dossier for a reason, which its history keeps.

Asked for at the dossier on the path, so that pages, papers and services are all behind it.
"""

from datetime import timedelta
from hanam.dvc.dossiers import moment
from hanam.dvc.dossiers import roles_held
from hanam.dvc.i18n import _
from hanam.dvc.register import trail
from plone import api
from urllib.parse import quote
from zExceptions import Forbidden
from zExceptions import Redirect
from zope.i18n import translate


REASON = "read.reason"
PAGE = "ly-do-xem"
MINUTES = "hanam.dvc.tracks.reason_minutes"
OWN = frozenset({"Applicant", "Clerk", "Officer", "Leader"})


def minutes() -> int:
    """How long a reason holds; 0 where none is asked for."""
    return api.portal.get_registry_record(MINUTES, default=None) or 0


def is_needed(dossier, user) -> bool:
    """Whether a user sees the dossier as an administrator only, and has not said why."""
    if user is None or not dossier.code:
        return False
    roles = roles_held.on(user, dossier)
    if "Manager" not in roles or roles & OWN:
        return False
    holds = minutes()
    if not holds:
        return False
    since = moment.now() - timedelta(minutes=holds)
    return not trail.has_entry(dossier.code, user.getId(), REASON, since)


def ask(dossier, request) -> None:
    """Lead a reader to the page that asks for the reason; refuse a service or a form."""
    names = request.get("TraversalRequestNameStack") or []
    if [name.lstrip("@") for name in names] == [PAGE]:
        return
    accepts = request.getHeader("Accept") or ""
    if request.get("REQUEST_METHOD") != "GET" or "application/json" in accepts:
        message = _("Open the dossier in a browser first and give the reason.")
        raise Forbidden(translate(message, context=request))
    target = "/".join(reversed(names))
    raise Redirect(f"{dossier.absolute_url()}/@@{PAGE}?den={quote(target)}")
