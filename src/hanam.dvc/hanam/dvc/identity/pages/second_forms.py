"""Turning the second factor on and off, and recovery codes: forms of `/bao-mat`."""

from hanam.dvc.catalogue.identity import message
from hanam.dvc.i18n import _
from hanam.dvc.identity import browser
from hanam.dvc.identity import codes
from hanam.dvc.identity import contacts
from hanam.dvc.identity import entering
from hanam.dvc.identity import hold
from hanam.dvc.identity import second
from hanam.dvc.identity import underway
from hanam.dvc.identity.pas.sessions import end_everywhere
from hanam.dvc.register import accounts as store
from hanam.dvc.register import second_factors
from hanam.dvc.rules.identity import Invalid
from plone import api


SET_UP, CONTACT, RECOVERY = "second-set-up", "second-contact", "recovery"
WRONG = _(
    "The code is not right. Take the one that is shown now; each code works once."
)
SAME = _(
    "Take another contact than the one you log in with: whoever has one must not have "
    "both."
)
UNREACHABLE = _("The portal cannot send codes to this contact now.")
MANY = _("Too many codes were asked for. Try again in ${minutes} minutes.")
GONE = _("This step is over. Please begin again.")


class SecondForms:
    """A part of `security.Security`: ``user``, ``setting_up`` and ``waiting`` are its own."""

    @property
    def kind(self) -> str:
        return second.kind_of(self.user)

    def begin_app(self):
        if self.kind:
            return self.go(self.url)
        state = {"secret": second.new_secret(), "user": self.user}
        underway.put(self.request, SET_UP, state)
        return self.go(f"{self.url}#second")

    def turn_on_app(self):
        state = self.setting_up
        if not state or state["user"] != self.user or self.kind:
            return self.again("", GONE)
        if not second.turn_on_app(self.user, state["secret"], self.typed("code", 30)):
            return self.again("code", WRONG)
        underway.end(self.request, SET_UP)
        return self.is_on()

    def begin_contact(self):
        if self.kind:
            return self.go(self.url)
        try:
            contact = contacts.read(self.typed("contact"))
        except Invalid as error:
            return self.again("contact", message(error))
        row = store.by_id(self.user)
        if row is not None and row.login == contact.value:
            return self.again("contact", SAME)
        try:
            challenge = codes.send(
                contact,
                second.PURPOSE,
                browser=self.mark,
                address=browser.address(self.request),
            )
        except codes.NotReachable:
            return self.again("contact", UNREACHABLE)
        except codes.TooMany as error:
            words = _(MANY, mapping={"minutes": error.minutes})
            return self.again("contact", words, 429)
        state = {"contact": contact.value, "challenge": challenge, "user": self.user}
        underway.put(self.request, CONTACT, state)
        return self.go(f"{self.url}#second")

    @property
    def mark(self) -> str:
        browser.ensure_mark(self.request)
        return browser.digest(browser.mark_of(self.request))

    def turn_on_contact(self):
        state = self.waiting
        if not state or state["user"] != self.user or self.kind:
            return self.again("", GONE)
        typed = self.typed("code", 30)
        if not codes.check(
            state["challenge"], typed, second.PURPOSE, browser=self.mark
        ):
            return self.again("code", WRONG)
        second.turn_on_contact(self.user, contacts.read(state["contact"]))
        underway.end(self.request, CONTACT)
        return self.is_on()

    def is_on(self):
        """From now on; with recovery codes at once, and sessions of before ended."""
        state = {"codes": second.new_recovery(self.user)}
        underway.put(self.request, RECOVERY, state, minutes=15)
        end_everywhere(self.user)
        return self.done(_("The second step is on. Save your recovery codes now."))

    def send_second(self):
        try:
            challenge = second.send(self.user, self.request)
        except codes.TooMany as error:
            words = _(MANY, mapping={"minutes": error.minutes})
            return self.again("off-code", words, 429)
        except codes.NotReachable:
            return self.again("off-code", UNREACHABLE)
        state = {"challenge": challenge, "user": self.user, "contact": ""}
        underway.put(self.request, CONTACT, state)
        return self.go(f"{self.url}#second")

    def proves(self) -> bool:
        """Whether the code typed beside the button is that of the second factor now."""
        name = hold.of_user(self.user)
        if hold.seconds(name):
            return False
        hold.note(name)
        challenge = self.waiting.get("challenge", "")
        typed = self.typed("off-code", 30)
        if not second.is_right(self.user, typed, self.request, challenge):
            return False
        hold.forgive(name, sure=True)
        return True

    def turn_off(self):
        if not self.kind:
            return self.go(self.url)
        if second.is_demanded(entering.user_of(self.user)):
            return self.again("", _("Your work demands the second step; it stays on."))
        if not self.proves():
            return self.again("off-code", WRONG)
        second_factors.forget(self.user)
        underway.end(self.request, RECOVERY)
        return self.done(_("The second step is off."))

    # -- recovery codes

    def make_recovery(self):
        if not self.kind:
            return self.go(self.url)
        if not self.proves():
            return self.again("off-code", WRONG)
        state = {"codes": second.new_recovery(self.user)}
        underway.put(self.request, RECOVERY, state, minutes=15)
        return self.go(self.url)

    def hide_recovery(self):
        underway.end(self.request, RECOVERY)
        return self.go(self.url)

    def download(self):
        response = self.request.response
        response.setHeader("Content-Type", "text/plain; charset=utf-8")
        disposition = 'attachment; filename="ma-khoi-phuc.txt"'
        response.setHeader("Content-Disposition", disposition)
        return "\n".join([api.portal.get().title, "", *self.recovery, ""])

    @property
    def recovery_left(self) -> int:
        return second_factors.recovery_left(self.user)
