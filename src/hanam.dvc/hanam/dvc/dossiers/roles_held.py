"""The roles somebody holds on a dossier, asked once."""

from Acquisition import aq_base
from hanam.dvc.dossiers import permissions
from hanam.dvc.rules.states import Actor
from Products.PluggableAuthService.PropertiedUser import PropertiedUser


KNOWN = "_v_roles_on_dossiers"


def on(user, dossier) -> frozenset[str]:
    """The roles of a user on a dossier as it is now, groups and stand-ins included.

    A user of the portal lives as long as a request and remembers them for this version of the
    dossier: a page asks a dozen times.
    """
    base = aq_base(user)
    if not isinstance(base, PropertiedUser):
        return frozenset(user.getRolesInContext(dossier))
    known = base.__dict__.setdefault(KNOWN, {})
    key = dossier.getPhysicalPath(), dossier.version, dossier.agency
    if key not in known:
        known[key] = frozenset(user.getRolesInContext(dossier))
    return known[key]


def actors(user, dossier) -> frozenset[Actor]:
    """As what a user acts on a dossier."""
    roles = on(user, dossier)
    return frozenset(
        actor for actor, role in permissions.ROLES.items() if role in roles
    )
