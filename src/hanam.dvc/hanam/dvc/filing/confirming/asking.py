"""Whether a code is asked for, to which contact, and how far it is."""

from hanam.dvc.dossiers import moment
from hanam.dvc.filing import guard
from hanam.dvc.filing.answers import answers_of
from hanam.dvc.i18n import _
from hanam.dvc.identity import browser
from hanam.dvc.identity import codes
from hanam.dvc.identity import contacts
from hanam.dvc.identity import settings
from hanam.dvc.register import proofs


PURPOSE = "filing"
KEY = "confirmation"
FIELD = "contact.code"
WRONG = _(
    "The code is not right. Look at the latest message; you can try ${left} more times."
)
ENDED = _("This code can no longer be used. Press “Send a new code”.")
EMPTY = _("Enter the 6 digits of the code that was sent to you.")
MANY = _(
    "Several codes were sent already. Use the latest one, or come back in ${minutes} "
    "minutes: your answers are kept."
)


def wanted(applicant: dict, user_id: str = "") -> str:
    """The setting for guests where a channel reaches one of the applicant's contacts, else
    ``off``."""
    asked = settings.value("guest_code")
    if user_id or asked == settings.OFF:
        return settings.OFF
    found = any(map(contacts.reachable, contacts.of_person(applicant)))
    return asked if found else settings.OFF


class Confirmation:
    """The confirmation of the contact in one draft, for the guest in front of us."""

    def __init__(self, draft, request):
        self.draft = draft
        self.request = request

    @property
    def asked(self) -> str:
        """``required``, ``offered`` or ``off``."""
        if self.draft.practice:
            return settings.OFF
        return wanted(self.draft.applicant, guard.user_id())

    def choices(self) -> list[contacts.Contact]:
        """The contacts in the draft that a code can reach."""
        found = contacts.of_person(self.draft.applicant)
        return [contact for contact in found if contacts.reachable(contact)]

    @property
    def contact(self) -> contacts.Contact | None:
        """Where the code goes: the one chosen, else the first that can be reached."""
        found = self.choices()
        chosen = [one for one in found if one.kind == self.kept.get("by")]
        return (chosen or found or [None])[0]

    @property
    def kept(self) -> dict:
        return answers_of(self.draft).get(KEY) or {}

    def keep(self, **changes) -> None:
        answers_of(self.draft)[KEY] = self.kept | changes

    @property
    def challenge(self) -> str:
        """What was sent to the present contact, or ""."""
        contact = self.contact
        kept = self.kept
        same = contact is not None and kept.get("contact") == contact.digest
        return kept.get("challenge", "") if same else ""

    @property
    def is_done(self) -> bool:
        """Whether the present contact is confirmed."""
        return bool(self.challenge and self.kept.get("done"))

    @property
    def browser(self) -> str:
        return browser.digest(browser.mark_of(self.request))

    def send(self) -> int:
        """Send a code to the present contact; the minutes to wait where it was too many."""
        contact = self.contact
        try:
            challenge = codes.send(
                contact,
                PURPOSE,
                browser=self.browser,
                address=browser.address(self.request),
            )
        except codes.TooMany as error:
            return error.minutes
        self.keep(contact=contact.digest, challenge=challenge, done=False)
        return 0

    def ensure_sent(self) -> int:
        """As `send`, where no code is under way."""
        if self.is_done or codes.state(self.challenge)[0] == codes.LIVE:
            return 0
        if self.challenge and codes.state(self.challenge)[0] == codes.ENDED:
            return 0
        return self.send()

    def take(self, typed: str):
        """Check what was typed; a message where it is not right, else ""."""
        if self.is_done:
            return ""
        if codes.check(self.challenge, typed, PURPOSE, browser=self.browser):
            self.keep(done=True)
            return ""
        return self.wrong()

    def wrong(self):
        """What to tell about a code that is not right."""
        state, left = codes.state(self.challenge)
        if state != codes.LIVE:
            return ENDED
        return _(WRONG, mapping={"left": left})


def record(dossier, contact: contacts.Contact, now=None) -> None:
    """Note with the dossier and in the register that the contact was confirmed."""
    now = now or moment.now()
    dossier.contact_confirmed = {"kind": contact.kind, "at": moment.iso(now)}
    proofs.add(dossier.code, contact.digest, contact.kind, now)
