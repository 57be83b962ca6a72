"""Sessions and tokens that end when somebody logs out everywhere."""

from AccessControl import ClassSecurityInfo
from AccessControl.class_init import InitializeClass
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
