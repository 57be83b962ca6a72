"""How somebody is reached: a phone number or an e-mail address, in one form for each."""

from dataclasses import dataclass
from hanam.dvc.identity import keys
from hanam.dvc.notify import queue
from hanam.dvc.rules import identity
from hanam.dvc.rules.identity import Invalid


PHONE, EMAIL = "phone", "email"


@dataclass(frozen=True, slots=True)
class Contact:
    """``kind`` is ``phone`` or ``email``, ``value`` its normal form."""

    kind: str
    value: str

    @property
    def digest(self) -> str:
        """What the register keeps of it."""
        return keys.digest("contact", self.value)

    @property
    def to(self) -> queue.To:
        """The address for the outbox."""
        if self.kind == PHONE:
            return queue.To(phone=self.value)
        return queue.To(email=self.value)

    @property
    def text(self) -> str:
        """The contact as people read it: "0900 000 001"."""
        if self.kind == PHONE:
            return f"{self.value[:-6]} {self.value[-6:-3]} {self.value[-3:]}"
        return self.value

    @property
    def hint(self) -> str:
        """Enough for its owner to know it: "…678", "n…@vi-du.example"."""
        if self.kind == PHONE:
            return f"…{self.value[-3:]}"
        local, _at, domain = self.value.partition("@")
        return f"{local[:1]}…@{domain}"


def read(text: str) -> Contact:
    """The contact that somebody typed; raises `rules.identity.Invalid`."""
    text = text.strip()
    if "@" in text:
        return Contact(EMAIL, identity.email(text).lower())
    return Contact(PHONE, identity.modern_phone(text))


def known(text: str) -> Contact | None:
    """The same, or None where it is no contact."""
    try:
        return read(text)
    except Invalid:
        return None


def reachable(contact: Contact | None) -> bool:
    """Whether a channel could carry a code to it now."""
    return contact is not None and bool(queue.usable(contact.to))


def of_person(person) -> list[Contact]:
    """The contacts in a person (dict), the phone first; what is none is left out."""
    texts = (person.get("phone") or "", person.get("email") or "")
    found = (known(text) for text in texts if text)
    return [contact for contact in found if contact is not None]
