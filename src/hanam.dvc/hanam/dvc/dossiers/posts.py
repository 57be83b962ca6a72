"""For whom staff act on a dossier and as what, and from which address; for its history."""

from AccessControl import getSecurityManager
from hanam.dvc.dossiers import access
from hanam.dvc.dossiers import roles_held
from hanam.dvc.dossiers.content import IDossier
from hanam.dvc.dossiers.permissions import PARTNER
from zope.globalrequest import getRequest


# Of several, the first counts.
ROLES = {"Leader": "leader", "Officer": "officer", "Clerk": "clerk"}
GLOBAL = {"Supervisor": "supervisor", "Manager": "manager"}


def post(dossier) -> tuple[str, str]:
    """(agency, role) of who is acting on a dossier, or on its row in the register; both empty
    for citizens.

    Who works for the whole portal has a role without an agency.
    """
    user = getSecurityManager().getUser()
    if user is None or not user.getId():
        return "", ""
    held = roles_on(user, dossier)
    if role := next((ROLES[name] for name in ROLES if name in held), ""):
        return dossier.agency, role
    if PARTNER in held:
        # Late: who has a part in a dossier asks here who acts.
        from hanam.dvc.dossiers.together import roles

        return roles.post(user, dossier)
    held = set(user.getRoles())
    return "", next((GLOBAL[name] for name in GLOBAL if name in held), "")


def roles_on(user, dossier) -> set[str]:
    if IDossier.providedBy(dossier):
        return roles_held.on(user, dossier)
    agencies = access.agencies_of(user)
    return {name for name, role in ROLES.items() if dossier.agency in agencies[role]}


def address() -> str:
    """Where the present request came from; empty outside of one."""
    request = getRequest()
    asked = getattr(request, "getClientAddr", None)
    return (asked() or "") if asked else ""
