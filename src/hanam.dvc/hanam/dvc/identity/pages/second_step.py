"""`/buoc-hai`: the second factor, asked after the first; or set up where it is demanded."""

from hanam.dvc.i18n import _
from hanam.dvc.identity import codes
from hanam.dvc.identity import entering
from hanam.dvc.identity import hold
from hanam.dvc.identity import second
from hanam.dvc.identity import underway
from hanam.dvc.identity.forms import Button
from hanam.dvc.identity.forms import code_field
from hanam.dvc.identity.forms import Field
from hanam.dvc.identity.forms import FormPage
from hanam.dvc.identity.pages import drawing
from hanam.dvc.identity.settings import value


PRIMARY = "btn btn-primary"
EMPTY = _("Enter the 6 digits of the code.")
WRONG = _(
    "The code is not right. Take the one that is shown now; each code works once. You "
    "may use a recovery code instead."
)
HELD = _("There were too many wrong codes. Log in again in ${minutes} minutes.")
MANY = _("Too many codes were asked for. Try again in ${minutes} minutes.")


class SecondStep(FormPage):
    """Nothing is open to the visitor yet: the state of the login is kept by `underway`."""

    name = "buoc-hai"
    page_title = heading = _("Confirm that it is you")

    def update(self):
        self.state = underway.get(self.request, entering.PURPOSE)

    @property
    def user(self) -> str:
        return self.state["user"]

    @property
    def sets_up(self) -> bool:
        return self.state["stage"] == entering.SET_UP

    def get(self):
        if not self.state:
            return self.go(f"{self.portal_url}/login")
        if self.sets_up and not self.state.get("secret"):
            self.keep(secret=second.new_secret())
        if self.by_contact and not self.state.get("challenge"):
            return self.send()
        return self.index()

    def keep(self, **changes) -> None:
        self.state = self.state | changes
        underway.put(self.request, entering.PURPOSE, self.state, minutes=15)

    @property
    def by_contact(self) -> bool:
        return not self.sets_up and second.kind_of(self.user) == second.CONTACT

    def send(self):
        try:
            self.keep(challenge=second.send(self.user, self.request))
        except codes.TooMany as error:
            words = _(MANY, mapping={"minutes": error.minutes})
            return self.again("code", words, 429)
        except codes.NotReachable:
            return self.again(
                "code",
                _("No code can be sent now. Use one of your recovery codes."),
            )
        return self.go(self.url) if self.request.method == "POST" else self.index()

    def post(self):
        if not self.state or self.going == "cancel":
            underway.end(self.request, entering.PURPOSE)
            return self.go(f"{self.portal_url}/login")
        if self.going == "resend" and self.by_contact:
            return self.send()
        typed = self.typed("code", 30)
        if not typed:
            return self.again("code", EMPTY)
        name = hold.of_user(self.user)
        wait = hold.seconds(name)
        if wait:
            words = _(HELD, mapping={"minutes": hold.minutes(wait)})
            return self.again("code", words, 429)
        # Counted before it is known to be wrong: what comes later may be undone.
        hold.note(name)
        if not self.is_right(typed):
            return self.again("code", WRONG)
        return self.let_in()

    def is_right(self, typed: str) -> bool:
        if self.sets_up:
            secret = self.state.get("secret", "")
            return bool(secret) and second.turn_on_app(self.user, secret, typed)
        challenge = self.state.get("challenge", "")
        return second.is_right(self.user, typed, self.request, challenge)

    def let_in(self):
        user, back = self.user, self.state.get("back", "")
        hold.forgive(hold.of_user(user), sure=True)
        if self.typed("remember"):
            second.remember(user, self.request)
        entering.start(self.request, user)
        if self.sets_up:
            # The recovery codes are made and shown there.
            back = f"{self.portal_url}/bao-mat"
        return self.go(back or f"{self.portal_url}/login")

    # -- what is shown

    @property
    def lead(self):
        if self.sets_up:
            return _(
                "Your work needs a second step at each login. Set it up now: scan the "
                "picture with an authenticator app on your phone, and enter the code "
                "it shows."
            )
        if self.by_contact:
            contact = second.contact_of(self.user)
            hint = contact.hint if contact is not None else ""
            return _(
                "A code of 6 digits was sent to ${contact}.", mapping={"contact": hint}
            )
        return _("Enter the code that your authenticator app shows now.")

    def more(self) -> str:
        """The picture to scan, where the app is set up."""
        if not self.sets_up:
            return ""
        user = entering.user_of(self.user)
        return drawing.setup(self, self.state["secret"], user.getUserName())

    def fields(self):
        code = code_field()
        code.inputmode = "" if not self.sets_up else "numeric"
        if not self.sets_up:
            code.hint = _("6 digits, or one of your recovery codes.")
        found = [code]
        if not self.sets_up and value("device_days"):
            words = _(
                "Do not ask on this device for ${days} days (not on a shared computer)",
                mapping={"days": value("device_days")},
            )
            found.append(Field("remember", words, kind="tick", required=False))
        return found

    def buttons(self):
        found = [Button("check", _("Go on"), PRIMARY)]
        if self.by_contact:
            found.append(Button("resend", _("Send a new code")))
        return [*found, Button("cancel", _("Cancel"))]
