"""One-time codes in this package: to open a dossier by its number, to prove a new contact.

Who only knows a number can have a code sent to the phone or e-mail address that the dossier has.
The answer is the same whether there is one, and nobody is shown any part of it.
"""

from dataclasses import dataclass
from hanam.dvc.i18n import _
from hanam.dvc.identity import browser
from hanam.dvc.identity import codes
from hanam.dvc.identity import contacts
from hanam.dvc.identity.contacts import Contact
from hashlib import sha256


SENT = _(
    "If the dossier has a phone number or e-mail address that we can reach, a code is on its "
    "way there. Type it here within a few minutes."
)
WRONG = _(
    "The code is not right, or it can no longer be used. Look at the latest message, or "
    "have a new code sent."
)
NOT_NOW = _("The portal cannot send codes at the moment. Use the secret code instead.")


@dataclass(frozen=True)
class Sent:
    """A code on its way: ``challenge`` goes into the form; ``problem`` says why there is none."""

    challenge: str = ""
    problem: str = ""


def can_send() -> bool:
    """Whether codes can be sent at all now."""
    return any(contacts.reachable(contact) for contact in nobody(""))


def nobody(code: str) -> list[Contact]:
    """Contacts of nobody, one of each kind, the same for a number always: they take part in
    the brakes, no message goes there."""
    digits = int(sha256(code.encode()).hexdigest(), 16) % 10**8
    return [
        Contact(contacts.PHONE, f"09{digits:08}"),
        Contact(contacts.EMAIL, f"{digits:08}@khong-co.invalid"),
    ]


def send_to_dossier(dossier, code: str, request) -> Sent:
    """Send a code to the contact that a dossier has, the phone first."""
    known = [] if dossier is None else contacts.of_person(dossier.applicant)
    reachable = [contact for contact in known if contacts.reachable(contact)]
    others = [contact for contact in nobody(code) if contacts.reachable(contact)]
    if not others:
        return Sent(problem=NOT_NOW)
    contact = (reachable or others)[0]
    return send(contact, purpose_of(code), request, deliver=bool(reachable))


def opens(code: str, challenge: str, typed: str, request) -> bool:
    """Whether the code typed is the one that was sent for this dossier to this browser."""
    return bool(prove(challenge, typed, purpose_of(code), request))


def purpose_of(code: str) -> str:
    return f"track {code}"


def send(contact, purpose, request, deliver=True) -> Sent:
    """Send a code for a purpose, bound to the browser."""
    try:
        challenge = codes.send(
            contact,
            purpose,
            browser=browser.digest(browser.mark_of(request)),
            address=browser.address(request),
            deliver=deliver,
        )
    except codes.TooMany as error:
        facts = {"minutes": error.minutes}
        words = _(
            "Too many codes were asked for. Try again in ${minutes} minutes.",
            mapping=facts,
        )
        return Sent(problem=words)
    except codes.NotReachable:
        return Sent(problem=NOT_NOW)
    return Sent(challenge)


def prove(challenge, typed, purpose, request) -> str:
    """A proof that the code typed was right, "" if it was not; see `identity.codes`."""
    mark = browser.digest(browser.mark_of(request))
    return codes.prove(challenge, typed, purpose, browser=mark)


def new_contacts(dossier, typed: dict) -> dict[str, Contact]:
    """{phone | email: contact} of what somebody typed that is new to a dossier and that a code
    could reach: it has to be proved."""
    old = contacts.of_person(dossier.applicant)
    found = {name: contacts.known(text) for name, text in typed.items() if text}
    return {
        name: contact
        for name, contact in found.items()
        if contact is not None and contact not in old and contacts.reachable(contact)
    }


def purpose_of_contact(code: str, contact: Contact) -> str:
    """A code is worth something for this dossier and this contact only."""
    return f"contact {code} {contact.digest}"
