"""`/bao-mat`: password, second factor, devices and sessions of whoever is signed in."""

from hanam.dvc.dossiers import moment
from hanam.dvc.i18n import _
from hanam.dvc.identity import accounts
from hanam.dvc.identity import codes
from hanam.dvc.identity import entering
from hanam.dvc.identity import forms
from hanam.dvc.identity import hold
from hanam.dvc.identity import passwords
from hanam.dvc.identity import second
from hanam.dvc.identity import underway
from hanam.dvc.identity.openid import providers
from hanam.dvc.identity.pages import drawing
from hanam.dvc.identity.pages import ways
from hanam.dvc.identity.pages.by_code import new_password
from hanam.dvc.identity.pages.second_forms import CONTACT
from hanam.dvc.identity.pages.second_forms import GONE
from hanam.dvc.identity.pages.second_forms import RECOVERY
from hanam.dvc.identity.pages.second_forms import SecondForms
from hanam.dvc.identity.pages.second_forms import SET_UP
from hanam.dvc.identity.pas import door
from hanam.dvc.identity.pas.sessions import end_everywhere
from hanam.dvc.register import accounts as store
from hanam.dvc.register import second_factors
from hanam.dvc.rules.vietnamese import short_date
from plone import api
from plone.protect.authenticator import createToken


WRONG_PASSWORD = _("The present password is not right.")
HELD = _("There were too many wrong tries. Come back in ${minutes} minutes.")


class Security(SecondForms, forms.FormPage):
    """Each form of the page says by ``go`` what it wants."""

    name = "bao-mat"
    page_title = heading = _("Security of the account")
    index = forms.template("security")
    is_error = False

    def __call__(self):
        if not forms.user_id():
            here = forms.quote(self.url, safe="")
            return self.go(f"{self.portal_url}/login?came_from={here}&needed=1")
        return super().__call__()

    def update(self):
        self.user = forms.user_id()
        self.setting_up = underway.get(self.request, SET_UP)
        self.waiting = underway.get(self.request, CONTACT)
        self.recovery = underway.get(self.request, RECOVERY).get("codes", [])

    @property
    def is_here(self) -> bool:
        """Whether the account is one of the portal's, not of the server's own."""
        return entering.user_of(self.user) is not None

    def post(self):
        handlers = {
            "password": self.change_password,
            "app": self.begin_app,
            "app-on": self.turn_on_app,
            "contact": self.begin_contact,
            "contact-on": self.turn_on_contact,
            "send": self.send_second,
            "off": self.turn_off,
            "recovery": self.make_recovery,
            "saved": self.hide_recovery,
            "download": self.download,
            "devices": self.forget_devices,
            "everywhere": self.end_sessions,
            "part": self.part,
            "cancel": self.cancel,
        }
        handler = handlers.get(self.going)
        if handler is None or not self.is_here:
            return self.again("", GONE)
        return handler()

    def done(self, words):
        api.portal.show_message(words, self.request)
        return self.go(self.url)

    # -- password

    @property
    def has_password(self) -> bool:
        row = store.by_id(self.user)
        return row is not None and bool(row.password)

    @property
    def is_citizen(self) -> bool:
        return accounts.is_ours(self.user)

    def change_password(self):
        row = store.by_id(self.user)
        if row is None:
            return self.again("", GONE)
        if row.password:
            users = api.portal.get_tool("acl_users")
            found = users[door.ID].check(row.login, self.secret("present"))
            if found.wait:
                words = _(HELD, mapping={"minutes": hold.minutes(found.wait)})
                return self.again("present", words, 429)
            if found.user_id != self.user:
                return self.again("present", WRONG_PASSWORD)
        wrong = passwords.problem(self.secret("password"), row.login)
        if wrong:
            return self.again("password", wrong)
        accounts.set_password(self.user, self.secret("password"))
        users = api.portal.get_tool("acl_users")
        users.session._setupSession(self.user, self.request.response)
        return self.done(_("The new password is saved. Other devices are logged out."))

    # -- devices and sessions

    def devices(self) -> list[dict]:
        """The browsers that are not asked for the second step: {name, since, until}."""
        return [
            {
                "name": row.name,
                "since": short_date(row.created.date()),
                "until": short_date(row.expires.date()),
            }
            for row in second_factors.devices_of(self.user, moment.now())
        ]

    def forget_devices(self):
        second_factors.forget_devices(self.user)
        return self.done(_("All devices are forgotten."))

    def end_sessions(self):
        second_factors.forget_devices(self.user)
        end_everywhere(self.user)
        return self.done(_("You are logged out everywhere but here."))

    def cancel(self):
        for purpose in (SET_UP, CONTACT):
            underway.end(self.request, purpose)
        return self.go(self.url)

    # -- providers

    def joined(self) -> list[dict]:
        """The providers: {title, key, url to join, is_joined}."""
        mine = {row.issuer for row in store.foreign_of(self.user)}
        token = createToken()
        language = codes.language_of_reader()
        return [
            {
                "title": one.title_in(language),
                "key": one.key,
                "url": f"{self.portal_url}/dang-nhap-quoc-gia/{one.key}"
                f"?_authenticator={token}",
                "is_joined": one.issuer in mine,
            }
            for one in providers.every()
        ]

    def part(self):
        """Take a provider away, unless it is the only way in."""
        found = providers.get(self.typed("provider", 60))
        row = store.by_id(self.user)
        if found is None or row is None:
            return self.again("", GONE)
        if row.login == self.user and len(store.foreign_of(self.user)) < 2:
            return self.again(
                "", _("This is your only way to log in; it cannot be taken away.")
            )
        store.part(found.issuer, self.user)
        return self.done(_("This way to log in is taken away."))

    # -- what the template reads

    def picture(self) -> str:
        """The picture for the app while it is set up, else ""."""
        if not self.setting_up or self.kind:
            return ""
        name = entering.user_of(self.user).getUserName()
        return drawing.setup(self, self.setting_up["secret"], name)

    @property
    def waits_for_contact(self) -> bool:
        return bool(not self.kind and self.waiting.get("contact"))

    @property
    def is_demanded(self) -> bool:
        return self.is_here and second.is_demanded(entering.user_of(self.user))

    def password_fields(self):
        present = forms.Field(
            "present",
            _("Present password"),
            kind="password",
            autocomplete="current-password",
        )
        return self.told(
            [present, new_password()] if self.has_password else [new_password()]
        )

    def told(self, fields):
        for field in fields:
            field.error = self.error(field.name)
        return fields

    def field(self, name: str):
        """A field of the page by its name."""
        if name == "contact":
            made = forms.Field("contact", _("Phone or e-mail"), value=self.typed(name))
        else:
            made = forms.code_field()
            made.name = name
            if name == "off-code":
                made.hint = _("6 digits, or one of your recovery codes.")
                made.inputmode = ""
        return self.told([made])

    can_send = staticmethod(ways.can_send)
