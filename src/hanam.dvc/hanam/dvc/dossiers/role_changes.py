"""Every role at an agency that is given or taken is entered in the register."""

from AccessControl import getSecurityManager
from hanam.dvc.dossiers import actors
from hanam.dvc.dossiers import moment
from hanam.dvc.dossiers import posts
from hanam.dvc.dossiers.succession import ROLES
from hanam.dvc.interfaces import IPortalLayer
from hanam.dvc.register import role_changes
from plone import api
from plone.browserlayer.utils import registered_layers
from Products.PluggableAuthService.interfaces.events import IPrincipalAddedToGroupEvent
from Products.PluggableAuthService.interfaces.events import IPrincipalDeletedEvent
from Products.PluggableAuthService.interfaces.events import (
    IPrincipalRemovedFromGroupEvent,
)
from zope.component import adapter
from zope.component.hooks import getSite


@adapter(IPrincipalAddedToGroupEvent)
def given(event) -> None:
    """A role at an agency was given."""
    enter(event.principal, event.group_id, role_changes.GIVEN)


@adapter(IPrincipalRemovedFromGroupEvent)
def taken(event) -> None:
    """A role at an agency was taken."""
    enter(event.principal, event.group_id, role_changes.TAKEN)


@adapter(IPrincipalDeletedEvent)
def deleted(event) -> None:
    """Who is deleted loses every role at once: an account of that name made later has none."""
    if not is_ours():
        return
    plugin = api.portal.get_tool("acl_users").source_groups
    for group in plugin.getGroupIds():
        members = {user for user, _title in plugin.listAssignedPrincipals(group)}
        if event.principal in members:
            plugin.removePrincipalFromGroup(event.principal, group)


def enter(user_id: str, group: str, what: str) -> None:
    """Enter a change, if the group is one of an agency."""
    agency, dot, role = group.rpartition(".")
    if not dot or role not in ROLES or not is_ours():
        return
    actor = getSecurityManager().getUser()
    actor_id = actor.getId() or "" if actor is not None else ""
    role_changes.add(
        at=moment.now(),
        what=what,
        user=user_id,
        user_name=name_of(user_id),
        agency=agency,
        role=role,
        actor=actor_id,
        actor_name=actors.name_of(actor) if actor_id else "",
        address=posts.address(),
    )


def name_of(user_id: str) -> str:
    user = api.portal.get_tool("acl_users").getUserById(user_id)
    return user_id if user is None else actors.name_of(user)


def is_ours() -> bool:
    """Whether this happens in a portal of ours, and not in another site of the same Zope."""
    return getSite() is not None and IPortalLayer in registered_layers()
