"""One-time codes: six digits to a phone or an e-mail address prove that it is somebody's own.

A code is worth something for a few minutes, a few tries, one purpose and one browser. The
register holds a keyed digest of it; its text is in the outbox until it is sent.
"""

from datetime import timedelta
from hanam.dvc.dossiers import moment
from hanam.dvc.identity import contacts
from hanam.dvc.identity import events
from hanam.dvc.identity import keys
from hanam.dvc.identity.contacts import Contact
from hanam.dvc.identity.settings import value
from hanam.dvc.notify import queue
from hanam.dvc.register import one_time
from hashlib import sha256
from plone import api
from urllib.parse import urlsplit
from zope.globalrequest import getRequest

import math
import re
import secrets


DIGITS = 6
HOUR = timedelta(hours=1)
BETWEEN = re.compile(r"[\s.\-]+")
# What a challenge can be; `state` tells it.
LIVE, USED, ENDED = "live", "used", "ended"


class TooMany(Exception):
    """So many codes were asked for that no more is sent: in ``seconds`` again."""

    def __init__(self, seconds: int):
        super().__init__(seconds)
        self.seconds = seconds

    @property
    def minutes(self) -> int:
        return math.ceil(self.seconds / 60)


class NotReachable(Exception):
    """No channel can carry a code to this contact now."""


def send(
    contact: Contact | str,
    purpose: str,
    *,
    browser: str = "",
    address: str = "",
    language: str = "",
    deliver: bool = True,
) -> str:
    """Send a new code; returns the challenge, which `check` wants with what is typed.

    ``browser`` is the digest of the browser's mark, ``address`` the network address that
    asked. Without ``deliver`` everything is done but the message: who asks cannot tell
    whether the contact is known. Raises `TooMany`, `NotReachable`, `rules.identity.Invalid`.
    """
    if isinstance(contact, str):
        contact = contacts.read(contact)
    if not contacts.reachable(contact):
        raise NotReachable(contact.kind)
    now = moment.now()
    hold(contact, address, now)
    challenge = keys.token()
    code = f"{secrets.randbelow(10**DIGITS):0{DIGITS}}"
    one_time.add(
        id=name_of(challenge),
        purpose=purpose,
        contact=contact.digest,
        address=address and keys.digest("address", address),
        browser=browser,
        code=keys.digest("code", challenge, purpose, browser, code),
        sent=now,
        expires=now + timedelta(minutes=value("code_minutes")),
    )
    if deliver:
        put(contact, code, challenge, language)
    return challenge


def put(contact: Contact, code: str, challenge: str, language: str) -> None:
    """The message with the code, into the outbox."""
    host = urlsplit(api.portal.get().absolute_url()).hostname or ""
    values = {"code": code, "minutes": str(value("code_minutes")), "host": host}
    queue.put(
        events.CODE,
        contact.to,
        values,
        key=name_of(challenge),
        language=language or language_of_reader(),
        lives=60 * value("code_minutes"),
    )


def language_of_reader() -> str:
    """The language of the page the person reads."""
    request = getRequest()
    found = request.get("LANGUAGE") if request is not None else None
    return "en" if (found or "vi").startswith("en") else "vi"


def hold(contact: Contact, address: str, now) -> None:
    """Raise `TooMany` where the contact or the address has asked for its codes already."""
    asked = [("contact", contact.digest, value("codes_of_contact"))]
    if address:
        key = keys.digest("address", address)
        asked.append(("address", key, value("codes_of_address")))
    for column, key, most in asked:
        sent = one_time.sent_since(column, key, now - HOUR)
        if len(sent) >= most:
            free = sent[-most] + HOUR - now
            raise TooMany(max(int(free.total_seconds()), 1))


def name_of(challenge: str) -> str:
    """Under which name the register knows a challenge."""
    return sha256(challenge.encode()).hexdigest()


def bare(typed: str) -> str:
    """The digits that were typed, without what stands between them."""
    text = BETWEEN.sub("", typed) if isinstance(typed, str) else ""
    return text if text.isascii() and text.isdigit() else ""


def check(challenge: str, typed: str, purpose: str, *, browser: str = "") -> bool:
    """Whether the code typed is the one that was sent; a right one is worth this once.

    Every call is a try, and is counted even if the request fails afterwards.
    """
    return bool(prove(challenge, typed, purpose, browser=browser))


def prove(challenge: str, typed: str, purpose: str, *, browser: str = "") -> str:
    """As `check`; the answer is a proof that `proven` knows for a while, or ""."""
    code = bare(typed)
    if len(code) != DIGITS or not challenge:
        return ""
    now = moment.now()
    row = one_time.attempt(name_of(challenge), value("code_tries"), now)
    if row is None or row.purpose != purpose or row.browser != browser:
        return ""
    if not keys.same(row.code, keys.digest("code", challenge, purpose, browser, code)):
        return ""
    proof = keys.token()
    return proof if one_time.use(row.id, name_of(proof), now) else ""


def proven(proof: str, contact: Contact, purpose: str) -> bool:
    """Whether a proof of `prove` still stands for this contact."""
    if not proof or not isinstance(proof, str):
        return False
    since = moment.now() - timedelta(minutes=value("proof_minutes"))
    row = one_time.by_proof(name_of(proof), purpose, since)
    return row is not None and keys.same(row.contact, contact.digest)


def state(challenge: str) -> tuple[str, int]:
    """How a challenge stands: (`LIVE`, tries left), (`USED`, 0) or (`ENDED`, 0)."""
    row = one_time.get(name_of(challenge)) if challenge else None
    if row is None:
        return ENDED, 0
    if row.used is not None:
        return USED, 0
    left = max(value("code_tries") - row.tries, 0)
    if row.closed or not left or row.expires <= moment.now():
        return ENDED, 0
    return LIVE, left


def clean(portal, now) -> int:
    """Erase what has no use any more; called by the worker every day."""
    keep = max(timedelta(hours=2), timedelta(minutes=value("proof_minutes")))
    return one_time.forget_before(now - keep)
