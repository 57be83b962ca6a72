"""Logging in: one short form, and then to where the work is."""

from hanam.dvc.i18n import _
from hanam.dvc.portal.frame import Frame
from plone import api
from plone.registry.interfaces import IRegistry
from Products.CMFPlone.browser.login.login import LoginForm
from Products.CMFPlone.browser.login.login import RequireLoginView
from Products.Five.browser.pagetemplatefile import ViewPageTemplateFile
from zope.component import getUtility


NAME = "__ac_name"
WRONG = _(
    "Name or password is not right. Check Caps Lock and switch off the Vietnamese "
    "keyboard while you type the password."
)
NO_NAME = _("Enter your name of the account.")
NO_PASSWORD = _("Enter the password.")


class Login(LoginForm):
    """Plone's login with a form of our own; `came_from` leads back into the portal."""

    index = ViewPageTemplateFile("templates/login.pt")
    page_title = _("Log in")
    is_error = True  # the banner needs no second link to this page
    problems: tuple = ()

    def update(self):
        form = self.request.form
        if "buttons.login" in form and self.request.method == "POST":
            self.log_in(form)
        elif not api.user.is_anonymous():
            self.request.response.redirect(self.landing())

    def log_in(self, form) -> None:
        """Keep the session, or say what is missing; PAS has looked at the password."""
        if not api.user.is_anonymous():
            self._post_login()
            self.request.response.redirect(self.target())
        elif not form.get(NAME, "").strip():
            self.problems = ({"field": NAME, "message": NO_NAME},)
        elif not form.get("__ac_password"):
            self.problems = ({"field": "__ac_password", "message": NO_PASSWORD},)
        else:
            self.problems = ({"field": NAME, "message": WRONG},)

    @property
    def name(self) -> str:
        """What was typed, so that only the password is typed again."""
        typed = self.request.form.get(NAME, "")
        return typed if isinstance(typed, str) else ""

    def target(self) -> str:
        """Back to the page that asked for the login, otherwise where the work is."""
        back = self.get_came_from()
        home = self.context.absolute_url()
        if back and back.partition("?")[0].rstrip("/") != home:
            return back
        return self.landing()

    def landing(self) -> str:
        """The first page of this user's day."""
        frame = Frame(self.context, self.request)
        home = frame.portal_url
        if frame.agencies:
            return f"{home}/viec"
        if "Supervisor" in frame.roles:
            return f"{home}/thong-ke"
        return home if frame.is_editor else f"{home}/ho-so-cua-toi"

    def can_reset(self) -> bool:
        """Whether the portal can send the mail that a forgotten password needs."""
        return bool(getUtility(IRegistry).get("plone.email_from_address"))

    def was_sent_here(self) -> bool:
        return "needed" in self.request.form


class RequireLogin(RequireLoginView):
    """To the login form, which then says why it is there."""

    def __call__(self):
        super().__call__()
        location = self.request.response.getHeader("Location") or ""
        if "/login?" in location:
            self.request.response.redirect(f"{location}&needed=1")
