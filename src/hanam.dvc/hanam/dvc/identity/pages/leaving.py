"""`/logout`: out of the portal and, for who came from one, out of the provider."""

from hanam.dvc.identity import browser
from hanam.dvc.identity import forms
from hanam.dvc.identity import underway
from hanam.dvc.identity.openid import client
from hanam.dvc.identity.openid import providers
from hanam.dvc.identity.pages.openid import SESSION
from plone import api
from Products.CMFPlone.browser.login.logout import LogoutView


# What a browser holds of a guest: the mark, the drafts begun.
GUEST = (browser.COOKIE, browser.BEGUN)


def end_at_provider(request) -> str:
    """Where the session at the provider is ended, for who came from one; else ""."""
    state = underway.get(request, SESSION)
    if not state or state["user"] != forms.user_id():
        return ""
    underway.end(request, SESSION)
    provider = providers.get(state["key"])
    if provider is None:
        return ""
    back = api.portal.get().absolute_url()
    return client.end_address(provider, state["token"], back)


def forget_guest(request) -> None:
    """Take the cookies of a guest from the browser."""
    for name in GUEST:
        browser.drop_cookie(request, name)


class Logout(LogoutView):
    """Plone's, and the session at the provider, and what the browser held as a guest."""

    def __call__(self):
        url = end_at_provider(self.request)
        answer = super().__call__()
        forget_guest(self.request)
        if url:
            self.request.response.redirect(url)
        return answer
