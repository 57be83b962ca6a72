"""Who is staff, for what the public may not see in the catalogue."""

from AccessControl import getSecurityManager
from plone import api


PERMISSION = "hanam.dvc: View unpublished procedures"
ADD = "hanam.dvc: Add agency, sector or procedure"
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


def may_add(place) -> bool:
    """Whether the user may add to a folder of the catalogue."""
    manager = getSecurityManager()
    return bool(manager.checkPermission(ADD, place))


def may_view(item) -> bool:
    """Whether the user may see an item."""
    return bool(getSecurityManager().checkPermission("View", item))


def may_delete(item) -> bool:
    """Whether the user may throw an item away."""
    return bool(getSecurityManager().checkPermission("Delete objects", item))


def may_edit(item) -> bool:
    """Whether the user may change an item."""
    return bool(getSecurityManager().checkPermission("Modify portal content", item))
