"""`/logout`, and `/toi-da-xong`: leave nothing of oneself on a shared computer."""

from hanam.dvc.i18n import _
from hanam.dvc.identity import browser
from hanam.dvc.identity import forms
from hanam.dvc.identity import underway
from hanam.dvc.identity.forms import Button
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


class Done(forms.FormPage):
    """A guest who files on a computer of others presses one button at the end."""

    name = "toi-da-xong"
    page_title = heading = _("Leave nothing on this computer")
    lead = _(
        "This browser forgets you: drafts you have begun here can no longer be opened on "
        "it. What you have filed stays filed."
    )

    def buttons(self):
        return [Button("done", _("I am done: forget me here"), "btn btn-primary")]

    def post(self):
        if forms.user_id():
            return self.go(f"{self.portal_url}/logout")
        forget_guest(self.request)
        api.portal.show_message(_("This browser has forgotten you."), self.request)
        return self.go(self.portal_url)
