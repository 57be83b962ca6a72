"""Handing the camera to a phone: a code bound to one draft, for a short time.

The code stands in a QR at the desk and in the address of the phone's page. Who holds it may
send photos into the slots of that draft and take back what the same phone has sent; nothing
else of the draft is shown. It ends with its time, by hand, and when the draft is filed.
"""

from datetime import timedelta
from hanam.dvc.dossiers import drafts
from hanam.dvc.dossiers import moment
from hanam.dvc.dossiers import paper_settings
from hanam.dvc.dossiers.secrets import KEY
from hanam.dvc.limiter import Limiter
from hanam.dvc.register import session
from hanam.dvc.register.model_papers import HandOff
from hashlib import sha256
from plone import api
from sqlalchemy import select
from zope.annotation.interfaces import IAnnotations

import base64
import hmac
import re
import secrets


CODE = re.compile(r"[A-Za-z0-9_-]{22}")
BYTES = 16
WINDOW = 600
MISSES = Limiter()
UPLOADS = Limiter()


def code_of(row) -> str:
    """The code of a row: 128 bits that only this portal can compute."""
    key = IAnnotations(api.portal.get())[KEY]
    text = f"hand-off:{row.draft}:{row.nonce}".encode()
    whole = hmac.new(key, text, sha256).digest()[:BYTES]
    return base64.urlsafe_b64encode(whole).decode().rstrip("=")


def digest(code: str) -> str:
    return sha256(code.encode()).hexdigest()


def current(draft, now=None):
    """The row of a draft's code while it holds, or None."""
    row = session.session().get(HandOff, draft.getId())
    return row if row is not None and row.until > (now or moment.now()) else None


def begin(draft, now=None):
    """The draft's row: the one that holds, for longer, or a new code."""
    now = now or moment.now()
    database = session.for_writing()
    row = database.get(HandOff, draft.getId())
    until = now + timedelta(minutes=paper_settings.rules().hand_minutes)
    if row is None or row.until <= now:
        if row is not None:
            database.delete(row)
            database.flush()
        row = HandOff(draft=draft.getId(), nonce=secrets.token_hex(BYTES), digest="")
        row.digest = digest(code_of(row))
        database.add(row)
    row.until = until
    database.flush()
    return row


def end(draft) -> None:
    """Whoever holds the draft's code can do nothing with it any more."""
    database = session.for_writing()
    row = database.get(HandOff, draft.getId())
    if row is not None:
        database.delete(row)


def find(code: str, now=None):
    """(row, draft) of a code that holds, or (None, None)."""
    if not CODE.fullmatch(code or ""):
        return None, None
    query = select(HandOff).where(HandOff.digest == digest(code))
    row = session.session().scalar(query)
    if row is None or row.until <= (now or moment.now()):
        return None, None
    draft = drafts.get(row.draft)
    return (None, None) if draft is None else (row, draft)


def see(row, now=None) -> None:
    """Note that a phone has opened the code."""
    if row.seen is not None:
        return
    database = session.for_writing()
    row = database.get(HandOff, row.draft)
    if row is not None and row.seen is None:
        row.seen = now or moment.now()


def clear(portal, now) -> None:
    """Forget codes whose time is over. For the worker."""
    query = select(HandOff.draft).where(HandOff.until <= now)
    if not session.session().scalars(query).all():
        return
    database = session.for_writing()
    for row in database.scalars(select(HandOff).where(HandOff.until <= now)).all():
        database.delete(row)


def url_of(row) -> str:
    return f"{api.portal.get().absolute_url()}/chup/{code_of(row)}"


# -- the brakes


def seconds_for_misses(address: str) -> int:
    """Seconds until this address may try a code again; 0 if it may now."""
    return MISSES.wait(address, paper_settings.rules().hand_misses, WINDOW)


def seconds_for_upload(draft) -> int:
    """Seconds until one more photo may come into this draft; 0 if it may now."""
    return UPLOADS.wait(draft.getId(), paper_settings.rules().hand_uploads, WINDOW)
