"""Taking a report of a problem from anybody, page and API alike."""

from dataclasses import dataclass
from datetime import timedelta
from hanam.dvc.catalogue import identity as wording
from hanam.dvc.i18n import _
from hanam.dvc.outreach import moment
from hanam.dvc.outreach.troubles.settings import value
from hanam.dvc.register import brakes
from hanam.dvc.register import troubles
from hanam.dvc.rules import identity
from hanam.dvc.rules.addresses import without_secrets
from hashlib import sha256
from plone.keyring.interfaces import IKeyManager
from unicodedata import normalize
from zope.component import getUtility

import hmac
import secrets


KIND = "trouble"
SHORTEST = 5
LONGEST_CONTACT = 200


@dataclass(frozen=True)
class Problem:
    """What is wrong with one field, as a message."""

    field: str
    message: str


@dataclass(frozen=True)
class Taken:
    """What became of a report: ``token`` reads its answer; or ``problems``, or ``wait``
    seconds."""

    token: str = ""
    problems: tuple = ()
    wait: int = 0


def who(request) -> str:
    """A pseudonym of the address a request comes from."""
    key = getUtility(IKeyManager).secret()
    address = f"trouble {request.getClientAddr() or ''}"
    return hmac.new(key.encode(), address.encode(), sha256).hexdigest()[:32]


def clean(text, line=False) -> str:
    """A text as it is kept; ``line``: on one line."""
    if not isinstance(text, str):
        return ""
    text = normalize("NFC", text).replace("\r\n", "\n").replace("\r", "\n")
    text = "".join(c for c in text if c == "\n" or c.isprintable()).strip()
    return " ".join(text.split()) if line else text


def take(request, page: str, text: str, contact: str = "") -> Taken:
    """Keep a report; braked by address."""
    window = value("window")
    wait = brakes.wait(who(request), {KIND: value("reports")}, window)
    if wait:
        return Taken(wait=wait)
    page, text, contact = without_secrets(page), clean(text), clean(contact, True)
    problems = tuple(problems_of(text, contact))
    if problems:
        return Taken(problems=problems)
    brakes.count(who(request), (KIND,), window)
    token = secrets.token_urlsafe(18)
    troubles.add(token, page, text, contact, moment.now())
    return Taken(token)


def problems_of(text: str, contact: str):
    """What keeps a report from being taken."""
    longest = value("length")
    if len(text) < SHORTEST:
        yield Problem("text", _("Say what happened."))
    if len(text) > longest:
        message = _(
            "This text is too long: at most ${most} characters.",
            mapping={"most": longest},
        )
        yield Problem("text", message)
    if contact:
        try:
            contact_of(contact)
        except identity.Invalid as error:
            yield Problem("contact", wording.message(error))


def contact_of(text: str) -> str:
    """A phone number or an e-mail address in its normal form."""
    if "@" in text:
        return identity.email(text[:LONGEST_CONTACT])
    return identity.phone(text[:LONGEST_CONTACT])


def forget_contacts() -> None:
    """Erase how to reach those whose report was closed long ago."""
    troubles.erase_contacts(moment.now() - timedelta(days=value("keep_days")))
