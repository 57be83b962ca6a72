"""Sessions and tokens that end when somebody logs out everywhere."""

from AccessControl import ClassSecurityInfo
from AccessControl.class_init import InitializeClass
from hanam.dvc.identity import second
from hanam.dvc.register import accounts
from plone.restapi.pas.plugin import JWTAuthenticationPlugin
from plone.session.plugins.session import SessionPlugin
from zope.globalrequest import getRequest


EPOCH = "epoch"


class Session(SessionPlugin):
    """Plone's session whose ticket carries the user's epoch."""

    security = ClassSecurityInfo()

    @security.private
    def _setupSession(self, userid, response, tokens=(), user_data=""):
        epoch = str(accounts.epoch(userid))
        super()._setupSession(userid, response, tokens, epoch)

    @security.private
    def extractCredentials(self, request):
        """The ticket of the cookie; one in the address or in a form is somebody else's."""
        if self.getProperty("cookie_name") not in request.cookies:
            return {}
        return super().extractCredentials(request)

    @security.private
    def updateCredentials(self, request, response, login, new_password):
        """Keep a session that is there; begin none for who has a second factor: Plone's
        page for a forgotten password logs in by itself."""
        folder = self._getPAS()
        found = folder._verifyUser(folder.plugins, login=login)
        if found is None:
            return
        wanted = second.kind_of(found["id"]) or second.is_demanded(
            folder._findUser(folder.plugins, found["id"], login)
        )
        if wanted and not self.is_session_of(request, found["id"]):
            return
        super().updateCredentials(request, response, login, new_password)

    def is_session_of(self, request, user_id) -> bool:
        """Whether the request came with a session of this user."""
        credentials = self.extractCredentials(request)
        found = self.authenticateCredentials(credentials) if credentials else None
        return found is not None and found[0] == user_id

    @security.private
    def _validateTicket(self, ticket, now=None):
        found = super()._validateTicket(ticket, now)
        if found is None:
            return None
        _digest, user_id, _tokens, epoch, _at = found
        return found if (epoch or "0") == str(accounts.epoch(user_id)) else None


InitializeClass(Session)


class Tokens(JWTAuthenticationPlugin):
    """The tokens of the REST API, bound to the epoch as well."""

    security = ClassSecurityInfo()

    @security.private
    def authenticateCredentials(self, credentials):
        found = super().authenticateCredentials(credentials)
        if found is None:
            return None
        payload = self._decode_token(credentials["token"]) or {}
        return found if payload.get(EPOCH, 0) == accounts.epoch(found[0]) else None

    @security.private
    def create_token(self, userid, timeout=None, data=None):
        data = {**(data or {}), EPOCH: accounts.epoch(userid)}
        return super().create_token(userid, timeout, data)


InitializeClass(Tokens)


def end_everywhere(user_id: str) -> None:
    """End all sessions and tokens of a user; this browser gets a new one."""
    accounts.next_epoch(user_id)
    request = getRequest()
    if request is not None:
        from plone import api

        users = api.portal.get_tool("acl_users")
        users.session._setupSession(user_id, request.response)
