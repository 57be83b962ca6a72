"""A result that is given online is handed over by its first download from the applicant's page."""

from AccessControl import getSecurityManager
from AccessControl import Unauthorized
from hanam.dvc.acting import acting_as
from hanam.dvc.dossiers import actions
from hanam.dvc.dossiers import actors
from hanam.dvc.dossiers import moment
from hanam.dvc.dossiers import permissions
from hanam.dvc.dossiers import rows
from hanam.dvc.dossiers import states as flow
from hanam.dvc.dossiers.bearer import Bearer
from hanam.dvc.dossiers.errors import Problem
from hanam.dvc.dossiers.errors import Refused
from hanam.dvc.dossiers.errors import Stale
from hanam.dvc.dossiers.events import Fetched
from hanam.dvc.dossiers.locks import lock
from hanam.dvc.dossiers.locks import save
from hanam.dvc.i18n import _
from hanam.dvc.register import queries
from hanam.dvc.rules.states import State
from hanam.dvc.rules.tracks import Delivery
from plone import api
from plone.protect.interfaces import IDisableCSRFProtection
from zope.component import adapter
from zope.globalrequest import getRequest
from zope.interface import alsoProvides


FETCHED = "result_fetched"


@adapter(Fetched)
def note(fetched: Fetched) -> None:
    """Enter the first download of a result in the history of a dossier that waits for it.

    It is a GET, and a browser that only looks ahead does not count. Whatever stands against it
    (money owed, somebody else at work), the applicant gets the file.
    """
    request = getRequest()
    dossier = fetched.dossier
    if dossier.state != State.FINISHED or is_looking_ahead(request):
        return
    if any(row.action == FETCHED for row in queries.history(dossier.code)):
        return
    alsoProvides(request, IDisableCSRFProtection)
    fetch(dossier, by_secret=True)


def is_looking_ahead(request) -> bool:
    purpose = f"{request.getHeader('Sec-Purpose')} {request.getHeader('Purpose')}"
    return "prefetch" in purpose or request.method != "GET"


def fetch(dossier, by_secret: bool = False, now=None) -> None:
    """Note that the applicant has a result, and close a dossier whose result is given online.

    ``by_secret``: who acts has proved the right to the dossier otherwise. Raises `Stale`,
    `Unauthorized`.
    """
    if not by_secret:
        require(dossier)
    now = now or moment.now()
    actor = actors.current(dossier)
    current, row = lock(dossier)
    rows.note(current, dossier, now, actor, FETCHED, dossier.state, "")
    save(current, row, dossier)
    if dossier.delivery == Delivery.READY_ONLINE:
        close(dossier, now)


def require(dossier) -> None:
    user = getSecurityManager().getUser()
    if not actions.may(permissions.VIEW, dossier):
        raise Unauthorized("not for you")
    if "Applicant" not in user.getRolesInContext(dossier):
        raise Unauthorized("not for you")
    if dossier.state != State.FINISHED:
        facts = {"state": flow.TITLES[dossier.state]}
        raise Stale([Problem("action.state", "", facts)])


class Portal(Bearer):
    """Plays the clerk's part for one dossier."""

    def getRolesInContext(self, object):  # noqa: A002 (Zope calls it so)
        return ["Anonymous", "Clerk"] if self.is_about(object) else ["Anonymous"]

    def allowed(self, object, object_roles=None):  # noqa: A002 (Zope calls it so)
        if object_roles is None or "Anonymous" in object_roles:
            return 1
        return int("Clerk" in object_roles and self.is_about(object))


def acting_for(dossier):
    """Act as the portal itself; afterwards as before."""
    return acting_as(Portal(dossier))


def close(dossier, now) -> None:
    """The business action of the clerk, whose part the portal plays here."""
    language = api.portal.get_default_language()
    said = api.portal.translate(_("Downloaded from the portal."), lang=language)
    try:
        with acting_for(dossier):
            actions.perform(dossier, "hand_over", reason=said, now=now)
    except Refused:
        # The fee is owed: a clerk closes the dossier once it is paid.
        return
    entry = {
        "at": now,
        "by": ("", ""),
        "receiver": dossier.applicant["name"],
        "receiver_id": "",
        "authority": "",
        "proof": "online",
        "drawing": "",
        "results": tuple(one.id for one in dossier.results),
        "originals": (),
        "tracking": "",
        "delivered": None,
        "note": "",
    }
    dossier.handed = (*dossier.handed, entry)
