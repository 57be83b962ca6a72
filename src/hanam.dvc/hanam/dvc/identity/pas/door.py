"""The one door for passwords, whichever way they come: form, Basic, XML-RPC, REST.

It stands in the place of the plugins that know passwords and asks them; it counts wrong ones
and never lets a user with a second factor in by the password alone.
"""

from AccessControl import ClassSecurityInfo
from AccessControl import getSecurityManager
from AccessControl.class_init import InitializeClass
from Acquisition import aq_parent
from dataclasses import dataclass
from hanam.dvc.identity import accounts
from hanam.dvc.identity import browser
from hanam.dvc.identity import hold
from hanam.dvc.identity import passwords
from hanam.dvc.identity import profile
from hanam.dvc.identity import second
from hanam.dvc.register import accounts as store
from Products.PluggableAuthService.interfaces.plugins import IAuthenticationPlugin
from Products.PluggableAuthService.interfaces.plugins import IPropertiesPlugin
from Products.PluggableAuthService.interfaces.plugins import IRolesPlugin
from Products.PluggableAuthService.interfaces.plugins import IUserEnumerationPlugin
from Products.PluggableAuthService.plugins.BasePlugin import BasePlugin
from zope.annotation.interfaces import IAnnotations
from zope.globalrequest import getRequest
from zope.interface import implementer


ID = "dvc_door"
TITLE = "Accounts of citizens, passwords and second factors"
MORE = "hanam.dvc.identity.more"
CHECKED = "hanam.dvc.identity.checked"
NAMES = "hanam.dvc.identity.names"


@dataclass(frozen=True, slots=True)
class Checked:
    """What a password was good for: the user and login name where it was right; ``wait`` are
    the seconds for which nothing is tried."""

    user_id: str = ""
    login: str = ""
    wait: int = 0


@implementer(
    IAuthenticationPlugin, IUserEnumerationPlugin, IPropertiesPlugin, IRolesPlugin
)
class Door(BasePlugin):
    """``behind`` are the ids of the plugins of this user folder that know passwords."""

    meta_type = "hanam.dvc door"
    security = ClassSecurityInfo()
    behind: tuple[str, ...] = ()

    def __init__(self, name, title=None):
        self._setId(name)
        self.title = title

    # -- passwords

    @security.private
    def authenticateCredentials(self, credentials):
        """See `IAuthenticationPlugin`."""
        login, password = credentials.get("login"), credentials.get("password")
        if not isinstance(login, str) or not isinstance(password, str):
            return None
        if not login or not password:
            return None
        checked = self.check(login, password)
        if not checked.user_id or self.wants_more(checked):
            return None
        return checked.user_id, checked.login

    @security.private
    def check(self, login: str, password: str) -> Checked:
        """What a name and a password are good for; once in a request."""
        request = getRequest()
        known = IAnnotations(request).setdefault(CHECKED, {}) if request else {}
        if (login, password) not in known:
            known[login, password] = self._check(login, password, request)
        return known[login, password]

    def _check(self, login, password, request) -> Checked:
        name = hold.of_login(login)
        address = browser.address(request) if request is not None else ""
        wait = hold.seconds(name, address)
        if wait:
            return Checked(wait=wait)
        found = self.ask(login, password)
        if found is not None:
            return Checked(*found)
        if not self.is_of_root(login):
            hold.note(name, address)
            wait = hold.seconds(name, address)
        return Checked(wait=wait)

    @security.private
    def ask(self, login, password):
        """(user id, login) of whoever has this password, or None."""
        row = accounts.find(login)
        if row is not None:
            right = passwords.is_right(password, row.password)
            return (row.user_id, row.login) if right else None
        if accounts.login_of(login):
            # As long as for a known one: nobody measures who has an account.
            passwords.is_right(password, "")
        folder = self._getPAS()
        asked = {"login": login, "password": password}
        for name in self.behind:
            plugin = folder._getOb(name, None)
            found = plugin and plugin.authenticateCredentials(asked)
            if found:
                return found
        return None

    def is_of_root(self, login) -> bool:
        """Whether the name is known to the user folder above, which checks it itself."""
        above = aq_parent(aq_parent(self._getPAS()))
        folder = getattr(above, "acl_users", None)
        return folder is not None and folder.getUser(login) is not None

    @security.private
    def wants_more(self, checked: Checked) -> bool:
        """Whether the password alone does not let this user in."""
        present = getSecurityManager().getUser()
        if present is not None and present.getId() == checked.user_id:
            # Who is signed in types the own password again, to change it.
            return False
        request = getRequest()
        known = IAnnotations(request).setdefault(MORE, {}) if request else {}
        if checked.user_id not in known:
            known[checked.user_id] = bool(
                second.kind_of(checked.user_id)
            ) or second.is_demanded(self.user(checked))
        return known[checked.user_id]

    @security.private
    def user(self, checked: Checked):
        """The user of a checked password."""
        folder = self._getPAS()
        return folder._findUser(folder.plugins, checked.user_id, checked.login)

    # -- citizens

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
        """A citizen by the exact id or login name; lists and searches do not show citizens."""
        if not exact_match or criteria:
            return ()
        row = None
        if accounts.is_ours(id):
            row = store.by_id(id)
        elif isinstance(login, str) and not id:
            row = accounts.find(login)
        if row is None:
            return ()
        found = {"id": row.user_id, "login": row.login, "pluginid": self.getId()}
        return (found,)

    @security.private
    def getPropertiesForUser(self, user, request=None):
        """Name and e-mail of a citizen, from the profile."""
        user_id = user.getId()
        if not accounts.is_ours(user_id):
            return {}
        request = request or getRequest()
        known = IAnnotations(request).setdefault(NAMES, {}) if request else {}
        if user_id not in known:
            person = profile.of(user_id).person
            known[user_id] = {"fullname": person["name"], "email": person["email"]}
        return known[user_id]

    @security.private
    def getRolesForPrincipal(self, principal, request=None):
        """Citizens are members."""
        return ("Member",) if accounts.is_ours(principal.getId()) else ()

    @security.private
    def updateUser(self, user_id, login_name):
        """Login names of citizens change with a proof only."""

    @security.private
    def updateEveryLoginName(self, quit_on_first_error=True):
        """As above."""


InitializeClass(Door)
