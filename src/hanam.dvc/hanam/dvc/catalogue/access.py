"""Who is staff, for what the public may not see in the catalogue."""

from AccessControl import getSecurityManager
from plone import api


PERMISSION = "hanam.dvc: View unpublished procedures"
STAFF_GROUPS = (".clerk", ".officer", ".leader")


def is_guest() -> bool:
    """Whether nobody is signed in."""
    return getSecurityManager().getUser().getId() is None


def is_staff() -> bool:
    """Whether the user edits the catalogue, watches over it or works for an agency."""
    manager = getSecurityManager()
    if manager.checkPermission(PERMISSION, api.portal.get()):
        return True
    if is_guest():
        return False
    groups = getattr(manager.getUser(), "getGroups", tuple)()
    return any(group.endswith(STAFF_GROUPS) for group in groups)
