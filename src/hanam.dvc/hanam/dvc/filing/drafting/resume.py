"""Going on with a draft on another device, without an account.

A link goes to the contact typed in the draft: whoever can read it there may open the draft.
A short code of eight letters is written down; with it goes a second proof: a one-time code
to that contact where a channel reaches it, else a number of six digits shown with the code.
The register keeps digests only; a draft can revoke all of it.
"""

from datetime import datetime
from datetime import timedelta
from hanam.dvc.dossiers import drafts
from hanam.dvc.dossiers import moment
from hanam.dvc.filing import guard
from hanam.dvc.filing.drafting import settings
from hanam.dvc.filing.drafting import told
from hanam.dvc.identity import codes
from hanam.dvc.identity import contacts
from hanam.dvc.notify import queue
from hanam.dvc.register import draft_keys
from hanam.dvc.rules import vietnamese
from plone import api

import hmac
import re
import secrets


# Letters that nobody takes for another letter or a digit, and that spell no words.
LETTERS = "BCDFGHJKMNPQRTVWXY"
LENGTH = 8
DIGITS = 6
BETWEEN = re.compile(r"[\s.\-]+")
PURPOSE = "draft"
PAGE = "lam-tiep"
MOST_MARKS = 5


def contact_of(draft):
    """Where the applicant can be reached now, e-mail first; None where nowhere."""
    found = contacts.of_person(draft.applicant)
    found.sort(key=lambda contact: contact.kind != contacts.EMAIL)
    return next((contact for contact in found if contacts.reachable(contact)), None)


def until() -> datetime:
    return moment.now() + timedelta(hours=settings.value("link_hours"))


# -- a link


def new_link(draft, ends: datetime) -> str:
    """The address that opens the draft until ``ends``; for an account's draft, its own."""
    portal_url = api.portal.get().absolute_url()
    if draft.filed_by:
        return f"{portal_url}/ho-so-cua-toi"
    token = secrets.token_urlsafe(24)
    draft_keys.put(draft_keys.LINK, token, draft.getId(), ends)
    return f"{portal_url}/{PAGE}/{token}"


def send_link(draft, event=told.LINK, ends=None, day=None, key="") -> bool:
    """Send a link to the contact of the draft; whether there is one to send it to."""
    contact = contact_of(draft)
    if contact is None:
        return False
    ends = ends or until()
    values = {
        "thu_tuc": draft.procedure_title,
        "duong_dan": new_link(draft, ends),
        "ngay": vietnamese.short_date(day or ends.date()),
    }
    queue.put(event, contact.to, values, procedure=draft.procedure_code, key=key)
    return True


def by_link(token: str):
    """The draft a link opens, or None."""
    row = draft_keys.find(draft_keys.LINK, token, moment.now())
    return None if row is None else drafts.get(row.draft)


# -- a short code


def new_code(draft) -> tuple[str, str]:
    """A new short code in place of the one before, and the number that goes with it; the
    number is "" where a one-time code to the contact takes its place."""
    draft_keys.forget(draft.getId(), draft_keys.CODE)
    code = "".join(secrets.choice(LETTERS) for _ in range(LENGTH))
    pin = ""
    if contact_of(draft) is None:
        pin = f"{secrets.randbelow(10**DIGITS):0{DIGITS}}"
    ends = datetime.combine(draft.expires, datetime.max.time())
    draft_keys.put(draft_keys.CODE, code, draft.getId(), ends, pin=digest_of(code, pin))
    return code, pin


def digest_of(code: str, pin: str) -> str:
    return draft_keys.digest(f"{code}:{pin}") if pin else ""


def bare(typed) -> str:
    """What was typed, in capitals without blanks and hyphens; "" for nothing."""
    return BETWEEN.sub("", typed).upper() if isinstance(typed, str) else ""


def in_groups(code: str) -> str:
    """A code as it is read out: "BCDF-GHJK"."""
    return f"{code[:4]}-{code[4:]}"


def ask(code: str, browser: str, address: str) -> str:
    """Send a one-time code where the draft of a short code has a contact.

    Returns the challenge; who asks cannot tell whether there is such a draft at all.
    """
    row = draft_keys.find(draft_keys.CODE, code, moment.now())
    draft = None if row is None else drafts.get(row.draft)
    contact = None if draft is None or row.pin else contact_of(draft)
    if contact is None:
        return secrets.token_urlsafe(32)
    try:
        return codes.send(contact, PURPOSE, browser=browser, address=address)
    except (codes.TooMany, codes.NotReachable):
        return secrets.token_urlsafe(32)


def by_code(code: str, number: str, challenge: str, browser: str):
    """The draft that a short code and its second proof open, or None."""
    row = draft_keys.find(draft_keys.CODE, code, moment.now())
    number = BETWEEN.sub("", number)
    if row is None:
        codes.check(challenge, number, PURPOSE, browser=browser)
        return None
    name, pin = row.draft, row.pin
    if pin:
        good = hmac.compare_digest(pin, digest_of(code, number))
    else:
        good = codes.check(challenge, number, PURPOSE, browser=browser)
    return drafts.get(name) if good else None


# -- opening and revoking


def open_here(draft, request) -> None:
    """Let this browser work on the draft as the one that began it does."""
    mark = guard.ensure_mark(request)
    known = getattr(draft, "marks", ())
    mine = guard.digest(mark)
    if mine and mine != draft.guest and mine not in known:
        draft.marks = (*known, mine)[-MOST_MARKS:]
    guard.remember(request, draft.getId())


def revoke(draft, request) -> int:
    """Nothing opens the draft any more but the browser it is open in now."""
    draft.guest = guard.digest(guard.mark_of(request)) or draft.guest
    draft.marks = ()
    return draft_keys.forget(draft.getId())


def is_open_elsewhere(draft) -> bool:
    """Whether anything can be revoked."""
    if getattr(draft, "marks", ()):
        return True
    return bool(draft_keys.of_draft(draft.getId(), moment.now()))
