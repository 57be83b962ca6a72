"""Putting our plugins into the user folder of the portal, and taking them out again."""

from hanam.dvc.identity.pas import door
from hanam.dvc.identity.pas.door import Door
from hanam.dvc.identity.pas.sessions import Session
from hanam.dvc.identity.pas.sessions import Tokens
from plone import api
from plone.restapi.pas.plugin import JWTAuthenticationPlugin
from plone.session.plugins.session import SessionPlugin
from Products.PluggableAuthService.interfaces.plugins import IAuthenticationPlugin
from Products.PluggableAuthService.interfaces.plugins import IPropertiesPlugin


# What does not know passwords, but signs of earlier logins.
SIGNS = ("session", "jwt_auth")
OURS = {
    "session": (SessionPlugin, Session),
    "jwt_auth": (JWTAuthenticationPlugin, Tokens),
}


def install() -> None:
    """The door before all that knows passwords; sessions that can be ended. Once."""
    users = api.portal.get_tool("acl_users")
    for name, (stock, ours) in OURS.items():
        exchange(users, name, stock, ours)
    if door.ID not in users.objectIds():
        users._setObject(door.ID, Door(door.ID, door.TITLE))
        users[door.ID].manage_activateInterfaces(
            [
                "IAuthenticationPlugin",
                "IUserEnumerationPlugin",
                "IPropertiesPlugin",
                "IRolesPlugin",
            ]
        )
        first(users, IPropertiesPlugin, door.ID)
    stand_before_others(users)


def stand_before_others(users) -> None:
    """Let the door be the only one that takes passwords."""
    plugins = users.plugins
    here = users[door.ID]
    others = [
        name
        for name in plugins.listPluginIds(IAuthenticationPlugin)
        if name != door.ID and name not in SIGNS
    ]
    for name in others:
        plugins.deactivatePlugin(IAuthenticationPlugin, name)
    here.behind = (*here.behind, *(name for name in others if name not in here.behind))


def uninstall() -> None:
    """The user folder as it was."""
    users = api.portal.get_tool("acl_users")
    for name, (stock, ours) in OURS.items():
        exchange(users, name, ours, stock)
    if door.ID in users.objectIds():
        for name in users[door.ID].behind:
            if name in users.objectIds():
                users.plugins.activatePlugin(IAuthenticationPlugin, name)
        users[door.ID].manage_activateInterfaces([])
        users._delObject(door.ID)


def first(users, interface, name) -> None:
    """Let a plugin be asked before all others of its kind."""
    plugins = users.plugins
    while plugins.listPluginIds(interface)[0] != name:
        plugins.movePluginsUp(interface, [name])


def exchange(users, name, old, new) -> None:
    """Let a plugin be of another class; its settings and its place in each list stay."""
    plugin = users._getOb(name, None)
    if plugin is None or type(plugin.aq_base) is not old:
        return
    fresh = new.__new__(new)
    plugin._p_activate()
    fresh.__setstate__(plugin.aq_base.__getstate__())
    users._objects = tuple(
        {**entry, "meta_type": new.meta_type} if entry["id"] == name else entry
        for entry in users._objects
    )
    users._setOb(name, fresh)
