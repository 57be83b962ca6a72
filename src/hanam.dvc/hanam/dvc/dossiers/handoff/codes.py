"""Handing the camera to a phone: a code bound to one draft or form, for a short time.

The code stands in a QR at the desk and in the address of the phone's page. Who holds it may
send photos into the slots of that draft or form (`holders`) and take back what the same phone
has sent; nothing else of it is shown. It ends with its time, by hand, and with the filing.
"""

from datetime import timedelta
from hanam.dvc.dossiers import moment
from hanam.dvc.dossiers import paper_settings
from hanam.dvc.dossiers.handoff import holders
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


def current(holder, now=None):
    """The row of the code of a draft or form while it holds, or None."""
    row = session.session().get(HandOff, holder.getId())
    return row if row is not None and row.until > (now or moment.now()) else None


def begin(holder, now=None):
    """The row of a draft or form: the one that holds, for longer, or a new code."""
    now = now or moment.now()
    database = session.for_writing()
    row = database.get(HandOff, holder.getId())
    until = now + timedelta(minutes=paper_settings.rules().hand_minutes)
    if row is None or row.until <= now:
        if row is not None:
            database.delete(row)
            database.flush()
        row = HandOff(draft=holder.getId(), nonce=secrets.token_hex(BYTES), digest="")
        row.digest = digest(code_of(row))
        database.add(row)
    row.until = until
    database.flush()
    return row


def end(holder) -> None:
    """Whoever holds its code can do nothing with it any more."""
    database = session.for_writing()
    row = database.get(HandOff, holder.getId())
    if row is not None:
        database.delete(row)


def find(code: str, now=None):
    """(row, `holders.Slots`) of a code that holds, or (None, None)."""
    if not CODE.fullmatch(code or ""):
        return None, None
    query = select(HandOff).where(HandOff.digest == digest(code))
    row = session.session().scalar(query)
    if row is None or row.until <= (now or moment.now()):
        return None, None
    slots = holders.find(row.draft)
    return (None, None) if slots is None else (row, slots)


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


def seconds_for_upload(holder) -> int:
    """Seconds until one more photo may come into it; 0 if it may now."""
    return UPLOADS.wait(holder.getId(), paper_settings.rules().hand_uploads, WINDOW)
