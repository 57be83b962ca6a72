"""Finding people by their names without marks: "nguyen thi uy" is "Nguyễn Thị Ủy".

A plugin of the user folder, asked by everything that searches people: the sharing page,
the users' control panel, the fields that choose a person, and the API.
"""

from AccessControl import ClassSecurityInfo
from AccessControl.class_init import InitializeClass
from hanam.dvc.catalogue.texts import exact_words
from hanam.dvc.rules.vietnamese import fold
from hanam.dvc.rules.vietnamese import person_sort_key
from plone import api
from Products.PluggableAuthService.interfaces.plugins import IPropertiesPlugin
from Products.PluggableAuthService.interfaces.plugins import IUserEnumerationPlugin
from Products.PluggableAuthService.plugins.BasePlugin import BasePlugin
from zope.interface import implementer


ID = "dvc_people"
TITLE = "People by names without marks"


@implementer(IUserEnumerationPlugin)
class FoldingPeople(BasePlugin):
    """Adds to what the stock plugins find those whose names fit without marks."""

    meta_type = "hanam.dvc people"
    security = ClassSecurityInfo()

    def __init__(self, name, title=None):
        self._setId(name)
        self.title = title

    @security.private
    def enumerateUsers(
        self,
        id=None,  # noqa: A002 - named by the interface
        login=None,
        exact_match=False,
        sort_by=None,
        max_results=None,
        **criteria,
    ):
        """See `IUserEnumerationPlugin`; only a search for ``fullname`` is answered."""
        wanted = criteria.pop("fullname", None)
        if id or login or exact_match or criteria or not isinstance(wanted, str):
            return ()
        words = fold(wanted)
        if not words:
            return ()
        found = [
            (self.order(name, wanted), user, data)
            for user, name, data in self.people()
            if f" {words}" in f" {fold(name)}" and wanted.lower() not in name.lower()
        ]
        found.sort(key=lambda entry: entry[0])
        return tuple(self.told(user, data) for _order, user, data in found)[
            :max_results
        ]

    def people(self):
        """(user id, full name, properties) of everybody with stored properties."""
        plugins = self._getPAS().plugins.listPlugins(IPropertiesPlugin)
        for _id, plugin in plugins:
            for user, data in getattr(plugin, "_storage", {}).items():
                name = data.get("fullname")
                if name and not data.get("isGroup", False):
                    yield user, name, data

    def order(self, name, wanted) -> tuple:
        """With the marks that were typed first, then by given name."""
        exact = " ".join(exact_words(wanted)) in " ".join(exact_words(name))
        return not exact, person_sort_key(name)

    def told(self, user, data) -> dict:
        return {
            "id": user,
            "login": user,
            "title": data.get("fullname", user),
            "description": data.get("fullname", user),
            "email": data.get("email", ""),
            "pluginid": self.getId(),
        }

    @security.private
    def updateUser(self, user_id, login_name):
        """Nothing is kept here."""

    @security.private
    def updateEveryLoginName(self, quit_on_first_error=True):
        """Nothing is kept here."""


InitializeClass(FoldingPeople)


def install() -> None:
    """Put the plugin into the user folder of the portal, once."""
    users = api.portal.get_tool("acl_users")
    if ID in users.objectIds():
        return
    users._setObject(ID, FoldingPeople(ID, TITLE))
    users[ID].manage_activateInterfaces(["IUserEnumerationPlugin"])


def uninstall() -> None:
    """Take it out again."""
    users = api.portal.get_tool("acl_users")
    if ID in users.objectIds():
        users[ID].manage_activateInterfaces([])
        users._delObject(ID)
