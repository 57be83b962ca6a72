"""For whom staff act on a dossier and as what, and from which address; for its history."""

from AccessControl import getSecurityManager
from hanam.dvc.dossiers import access
from zope.globalrequest import getRequest


# Of several, the first counts.
ROLES = ("leader", "officer", "clerk")
GLOBAL = {"Supervisor": "supervisor", "Manager": "manager"}


def post(agency: str) -> tuple[str, str]:
    """(agency, role) of who is acting on a dossier of ``agency``; both empty for citizens.

    Who works for the whole portal has a role without an agency.
    """
    user = getSecurityManager().getUser()
    if user is None or not user.getId():
        return "", ""
    held = access.agencies_of(user)
    role = next((role for role in ROLES if agency in held[role]), "")
    if role:
        return agency, role
    roles = set(user.getRoles())
    return "", next((name for held, name in GLOBAL.items() if held in roles), "")


def address() -> str:
    """Where the present request came from; empty outside of one."""
    request = getRequest()
    asked = getattr(request, "getClientAddr", None)
    return (asked() or "") if asked else ""
