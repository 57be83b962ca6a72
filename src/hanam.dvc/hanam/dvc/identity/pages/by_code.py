"""Pages that begin with a contact and a code: login without password, registration, reset.

Whether a contact has an account is told to nobody before the contact is proved: the pages
answer the same, only the message goes out or not.
"""

from hanam.dvc.catalogue.identity import message
from hanam.dvc.i18n import _
from hanam.dvc.identity import accounts
from hanam.dvc.identity import browser
from hanam.dvc.identity import codes
from hanam.dvc.identity import contacts
from hanam.dvc.identity import entering
from hanam.dvc.identity import passwords
from hanam.dvc.identity import underway
from hanam.dvc.identity.forms import Button
from hanam.dvc.identity.forms import code_field
from hanam.dvc.identity.forms import Field
from hanam.dvc.identity.forms import FormPage
from hanam.dvc.identity.forms import user_id
from hanam.dvc.identity.pages import ways
from hanam.dvc.identity.settings import value
from hanam.dvc.register import accounts as store
from hanam.dvc.rules.identity import Invalid
from plone import api
from plone.registry.interfaces import IRegistry
from zope.component import getUtility


PRIMARY = "btn btn-primary"
EMPTY = _("Enter the 6 digits of the code that was sent to you.")
WRONG = _(
    "The code is not right, or it can no longer be used. Look at the latest message, or "
    "press “Send a new code”."
)
UNREACHABLE = _(
    "The portal cannot send codes to this kind of contact now. Use the other one, or "
    "another way to log in."
)
MANY = _("Too many codes were asked for. Try again in ${minutes} minutes.")
NO_NAME = _("Enter your full name.")


class ByCode(FormPage):
    """Stages ``contact``, ``code`` and, for some, ``last``; kept by `underway`."""

    purpose = ""
    lead_contact = ""

    def update(self):
        self.state = underway.get(self.request, self.purpose)

    @property
    def stage(self) -> str:
        if not self.state:
            return "contact"
        return "last" if self.state.get("done") else "code"

    def get(self):
        if user_id():
            return self.go(f"{self.portal_url}/login")
        return self.index()

    def post(self):
        if self.going == "other":
            underway.end(self.request, self.purpose)
            return self.go(self.url)
        if self.stage == "last":
            return self.finish()
        if self.stage == "contact":
            return self.send(self.typed("contact"))
        if self.going == "resend":
            return self.send(self.state["contact"])
        return self.check()

    def delivers_to(self, contact) -> bool:
        """Whether a message goes out: to who has an account."""
        return store.by_login(contact.value) is not None

    def send(self, text: str):
        field = "code" if self.state else "contact"
        try:
            contact = contacts.read(text)
            challenge = codes.send(
                contact,
                self.purpose,
                browser=browser.digest(browser.mark_of(self.request)),
                address=browser.address(self.request),
                deliver=self.delivers_to(contact),
            )
        except Invalid as error:
            return self.again(field, message(error))
        except codes.NotReachable:
            return self.again(field, UNREACHABLE)
        except codes.TooMany as error:
            words = _(MANY, mapping={"minutes": error.minutes})
            return self.again(field, words, 429)
        self.keep(contact=contact.value, challenge=challenge)
        return self.go(self.url)

    def keep(self, **changes) -> None:
        self.state = {"back": self.back} | self.state | changes
        underway.put(self.request, self.purpose, self.state)

    def check(self):
        typed = self.typed("code", 30)
        if not codes.bare(typed):
            return self.again("code", EMPTY)
        mark = browser.digest(browser.mark_of(self.request))
        if not codes.check(self.state["challenge"], typed, self.purpose, browser=mark):
            return self.again("code", WRONG)
        return self.proved()

    def proved(self):
        """The contact is the visitor's own."""
        self.keep(done=True)
        return self.go(self.url)

    def finish(self):
        raise NotImplementedError

    def enter(self, user: str):
        """Let somebody in who has proved the contact."""
        back = self.state.get("back", "")
        underway.end(self.request, self.purpose)
        return self.go(entering.enter(self.request, user, back))

    # -- what is shown

    @property
    def heading(self):
        return self.page_title

    @property
    def contact(self):
        return contacts.read(self.state["contact"])

    lead_code = _(
        "If ${contact} has an account, a code of 6 digits is on its way there."
    )

    @property
    def lead(self):
        if self.stage == "contact":
            return self.lead_contact
        if self.stage == "code":
            return _(self.lead_code, mapping={"contact": self.contact.text})
        return ""

    def fields(self):
        if self.stage == "contact":
            return [Field("contact", _("Phone or e-mail"), autocomplete="username")]
        return [code_field()] if self.stage == "code" else self.last_fields()

    def last_fields(self):
        return []

    def buttons(self):
        if self.stage == "contact":
            return [Button("send", _("Send me a code"), PRIMARY)]
        if self.stage == "code":
            return [
                Button("check", _("Go on"), PRIMARY),
                Button("resend", _("Send a new code")),
                Button("other", _("Another phone or e-mail")),
            ]
        return self.last_buttons()

    def links(self):
        return ways.links(self, but=self.key) if self.stage == "contact" else []


class CodeLogin(ByCode):
    """`/dang-nhap-bang-ma`: who has the phone or the mailbox needs no password."""

    name = "dang-nhap-bang-ma"
    key = purpose = "code"
    page_title = _("Log in by a code")
    lead_contact = _("Enter the phone or e-mail of your account.")

    def proved(self):
        row = store.by_login(self.state["contact"])
        return self.again("code", WRONG) if row is None else self.enter(row.user_id)

    def finish(self):
        return self.proved()


class Reset(ByCode):
    """`/quen-mat-khau`: a code, and then a new password."""

    name = "quen-mat-khau"
    key = purpose = "reset"
    page_title = _("Choose a new password")
    lead_contact = _(
        "Enter the phone or e-mail of your account: a code is sent to it. Staff ask the "
        "administrator of their agency."
    )

    def links(self):
        found = super().links()
        if found and getUtility(IRegistry).get("plone.email_from_address"):
            words = _("Staff: choose a new password by e-mail")
            found.append({"url": f"{self.portal_url}/login-help", "label": words})
        return found

    def last_fields(self):
        return [new_password()]

    def last_buttons(self):
        return [Button("finish", _("Save and log in"), PRIMARY)]

    def finish(self):
        row = store.by_login(self.state["contact"])
        if row is None:
            return self.again("", WRONG)
        password = self.secret("password")
        wrong = passwords.problem(password, row.login)
        if wrong:
            return self.again("password", wrong)
        accounts.set_password(row.user_id, password)
        api.portal.show_message(_("The new password is saved."), self.request)
        return self.enter(row.user_id)


def new_password(required: bool = True) -> Field:
    """Where a new password is typed."""
    hint = _(
        "At least ${length} characters; several words are good.",
        mapping={"length": value("password_length")},
    )
    return Field(
        "password",
        _("New password"),
        hint,
        kind="password",
        autocomplete="new-password",
        required=required,
    )


class Register(ByCode):
    """`/dang-ky`: phone or e-mail, code, name; a password if one wants."""

    name = "dang-ky"
    key = purpose = "register"
    page_title = _("Make an account")
    lead_contact = _(
        "With an account you find all your dossiers in one place, and nothing has to be "
        "typed twice."
    )
    lead_code = _("A code of 6 digits is on its way to ${contact}.")

    def __call__(self):
        if not value("registration"):
            return self.go(f"{self.portal_url}/login")
        return super().__call__()

    def delivers_to(self, contact) -> bool:
        return True

    def proved(self):
        row = store.by_login(self.state["contact"])
        if row is None:
            return super().proved()
        words = _("You have an account already: you are logged in to it.")
        api.portal.show_message(words, self.request)
        return self.enter(row.user_id)

    def last_fields(self):
        password = new_password(required=False)
        password.label = _("Password")
        password.hint = _(
            "At least ${length} characters. Without one you log in by a code each time.",
            mapping={"length": value("password_length")},
        )
        return [Field("fullname", _("Full name"), autocomplete="name"), password]

    def last_buttons(self):
        return [Button("finish", _("Make the account"), PRIMARY)]

    def finish(self):
        contact = self.contact
        if store.by_login(contact.value) is not None:
            return self.proved()
        name = self.typed("fullname", 200)
        password = self.secret("password")
        if not name:
            return self.again("fullname", NO_NAME)
        wrong = passwords.problem(password, contact.value) if password else None
        if wrong:
            return self.again("password", wrong)
        user = accounts.create(contact, name, password)
        api.portal.show_message(_("Your account is ready."), self.request)
        return self.enter(user)
