"""The gate before dossiers: who may not see one cannot tell whether it exists.

Zope decides who somebody is only after the whole path has been walked. The gate asks
earlier, at each dossier or shelf on the path, and answers "not found" for what is
forbidden as for what is missing; so no view, method or service inside is reachable.
"""

from AccessControl.PermissionRole import rolesForPermissionOn
from Acquisition import aq_parent
from zExceptions import NotFound
from zope.annotation.interfaces import IAnnotations


VISITOR = "hanam.dvc.dossiers.visitor"


def visitor(context, request):
    """The user who sent ``request``, or None for a stranger; works during traversal."""
    notes = IAnnotations(request)
    if VISITOR not in notes:
        notes[VISITOR] = _authenticated(context, request)
    return notes[VISITOR]


def _authenticated(context, request):
    folder = getattr(context, "acl_users", None)
    while folder is not None:
        plugins = folder._getOb("plugins")
        for user_id, login in folder._extractUserIds(request, plugins):
            user = folder._findUser(plugins, user_id, login, request=request)
            if user is not None:
                return user
        folder = getattr(aq_parent(aq_parent(folder)), "acl_users", None)
    return None


def allowed(user, permission: str, context) -> bool:
    """Whether ``user`` holds ``permission`` on ``context``, local roles included."""
    if user is None:
        return False
    return bool(user.allowed(context, rolesForPermissionOn(permission, context)))


def close(request):
    """Answer as for a path that leads nowhere; the same wherever on it the gate stands."""
    request.response.setStatus(404)
    # What error pages tell of the place: the address asked for, and the portal.
    request["URL"] = request["ACTUAL_URL"]
    parents = request["PARENTS"]
    parents[:] = [one for one in parents if not getattr(one, "behind_gate", False)]
    raise NotFound(request["URL"])
