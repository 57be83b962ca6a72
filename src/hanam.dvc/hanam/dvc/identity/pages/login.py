"""`/login`: a password, a code, or a provider; then to where the work is."""

from hanam.dvc.i18n import _
from hanam.dvc.identity import entering
from hanam.dvc.identity import forms
from hanam.dvc.identity import hold
from hanam.dvc.identity.events import LoggedIn
from hanam.dvc.identity.forms import Button
from hanam.dvc.identity.forms import Field
from hanam.dvc.identity.pages import ways
from hanam.dvc.identity.pas import door
from plone import api
from Products.CMFPlone.browser.login.login import LoginForm
from Products.CMFPlone.browser.login.login import RequireLoginView
from zope.component import getMultiAdapter
from zope.event import notify


NAME, PASSWORD = "__ac_name", "__ac_password"
WRONG = _(
    "Name or password is not right. Check Caps Lock and switch off the Vietnamese "
    "keyboard while you type the password."
)
HELD = _(
    "There were too many wrong tries. Wait ${minutes} minutes, or log in by a code: "
    "nothing is lost."
)
NO_NAME = _("Enter your name of the account.")
NO_PASSWORD = _("Enter the password.")


class Login(forms.FormPage, LoginForm):
    """Plone's login with a form of our own; `came_from` leads back into the portal."""

    index = forms.template("form")
    name = "login"
    page_title = heading = _("Log in")
    __call__ = LoginForm.__call__
    foot = _(
        "You need no account to file a dossier or to track one. Staff get their account "
        "from the administrator of their agency."
    )

    def update(self):
        forms.keep_private(self.request.response)
        # Back to where the link was pressed: the browser says it to this page only.
        self.request.response.setHeader("Referrer-Policy", "same-origin")
        form = self.request.form
        if NAME in form and self.request.method == "POST":
            self.log_in(form)
        elif not api.user.is_anonymous():
            self.request.response.redirect(self.landing())
        else:
            forms.browser.ensure_mark(self.request)

    def render(self):
        if self.request.response.getStatus() in (302, 303):
            return ""
        return LoginForm.render(self)

    def log_in(self, form) -> None:
        """Keep the session, or say what is missing; PAS has looked at the password."""
        if not api.user.is_anonymous():
            self.keep()
        elif not self.typed(NAME):
            self.tell(NAME, NO_NAME)
        elif not self.secret(PASSWORD):
            self.tell(PASSWORD, NO_PASSWORD)
        else:
            self.go_on_or_tell()

    def keep(self) -> None:
        """The password was enough."""
        user = api.user.get_current()
        name = self.typed(NAME)
        if name:
            hold.forgive(hold.of_login(name))
        self._post_login()
        notify(LoggedIn(user.getId(), self.request))
        forms.browser.new_mark(self.request)
        self.request.response.redirect(self.target())

    def go_on_or_tell(self) -> None:
        """The second step for whose password was right, else what is wrong."""
        found = getattr(api.portal.get_tool("acl_users"), door.ID).check(
            self.request.form[NAME], self.secret(PASSWORD)
        )
        if found.user_id:
            hold.forgive(hold.of_login(self.typed(NAME)))
            url = entering.enter(self.request, found.user_id, self.back)
            self.request.response.redirect(url)
        elif found.wait:
            words = _(HELD, mapping={"minutes": hold.minutes(found.wait)})
            self.tell(NAME, words)
        else:
            self.tell(NAME, WRONG)

    def tell(self, field: str, message) -> None:
        self.problems = ({"field": field, "message": message},)

    # -- what the template reads

    @property
    def note(self):
        if "needed" in self.request.form:
            return _("The page you opened is for signed-in users.")
        return ""

    def fields(self):
        return [
            Field(
                NAME,
                _("Phone, e-mail or account name"),
                autocomplete="username",
                value=self.typed(NAME),
            ),
            Field(
                PASSWORD,
                _("Password"),
                kind="password",
                autocomplete="current-password",
            ),
        ]

    def buttons(self):
        return [Button("1", _("Log in"), "btn btn-primary")]

    def links(self):
        return ways.links(self, but="login")

    def providers(self):
        return ways.providers(self)

    @property
    def back(self) -> str:
        return forms.inside(self.context, self.get_came_from() or "")

    def target(self) -> str:
        """Back to the page that asked for the login, otherwise where the work is."""
        back = self.back
        home = self.context.absolute_url()
        if back and back.partition("?")[0].rstrip("/") != home:
            return back
        return self.landing()

    def landing(self) -> str:
        """The first page of this user's day."""
        frame = getMultiAdapter((self.context, self.request), name="frame")
        home = frame.portal_url
        if frame.agencies:
            return f"{home}/viec"
        if "Supervisor" in frame.roles:
            return f"{home}/thong-ke"
        return home if frame.is_editor else f"{home}/ho-so-cua-toi"


class RequireLogin(RequireLoginView):
    """To the login form, which then says why it is there."""

    def __call__(self):
        super().__call__()
        location = self.request.response.getHeader("Location") or ""
        if "/login?" in location:
            self.request.response.redirect(f"{location}&needed=1")
