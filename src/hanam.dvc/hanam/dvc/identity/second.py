"""The second factor: a code of an authenticator app, or one sent to a phone or e-mail."""

from datetime import timedelta
from hanam.dvc.dossiers import access
from hanam.dvc.dossiers import moment
from hanam.dvc.identity import browser
from hanam.dvc.identity import codes
from hanam.dvc.identity import contacts
from hanam.dvc.identity import keys
from hanam.dvc.identity.settings import value
from hanam.dvc.register import second_factors as store
from plone import api

import pyotp
import re
import secrets
import time


TOTP, CONTACT = "totp", "contact"
STEP = 30
# Clocks of phones are a little wrong (RFC 6238, 5.2).
AROUND = (0, -1, 1)
RECOVERY_CODES = 10
READABLE = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
MISREAD = str.maketrans("ILO", "110", " -")
DEVICE = "dvc_thiet_bi"
PURPOSE = "second"


def kind_of(user_id: str) -> str:
    """`TOTP`, `CONTACT`, or "" for a user without a second factor."""
    row = store.get(user_id)
    return row.kind if row is not None else ""


def is_demanded(user) -> bool:
    """Whether a setting demands a second factor of a user (PAS)."""
    wanted = {role.strip() for role in value("demand_second") or () if role.strip()}
    if not wanted:
        return False
    local = {
        role.capitalize() for role, slugs in access.agencies_of(user).items() if slugs
    }
    return bool(wanted & (set(user.getRoles()) | local))


# -- the app


def new_secret() -> str:
    """A secret for an authenticator app, 160 bits in base 32."""
    return pyotp.random_base32()


def app_link(secret: str, name: str) -> str:
    """What the QR code says to the app."""
    issuer = api.portal.get().title
    return pyotp.TOTP(secret, interval=STEP).provisioning_uri(name, issuer)


def step_of(secret: str, typed: str, now: float | None = None) -> int:
    """The time step whose code was typed; 0 where none of those around is."""
    code = codes.bare(typed)
    if len(code) != codes.DIGITS:
        return 0
    at = int(time.time() if now is None else now) // STEP
    made = pyotp.TOTP(secret, interval=STEP)
    for offset in AROUND:
        if keys.same(made.generate_otp(at + offset), code):
            return at + offset
    return 0


def turn_on_app(user_id: str, secret: str, typed: str) -> bool:
    """Turn the app on, if its first code is right."""
    step = step_of(secret, typed)
    if step:
        store.put(user_id, TOTP, keys.seal(secret), step, moment.now())
    return bool(step)


def turn_on_contact(user_id: str, contact: contacts.Contact) -> None:
    """Turn codes to a contact on; the caller has seen its proof."""
    store.put(user_id, CONTACT, keys.seal(contact.value), 0, moment.now())


def contact_of(user_id: str) -> contacts.Contact | None:
    """Where the code of the second factor goes, or None."""
    row = store.get(user_id)
    if row is None or row.kind != CONTACT:
        return None
    return contacts.known(keys.unseal(row.secret))


# -- checking


def send(user_id: str, request) -> str:
    """Send the code of the second factor; returns the challenge. Raises as `codes.send`."""
    return codes.send(
        contact_of(user_id),
        PURPOSE,
        browser=browser.digest(browser.mark_of(request)),
        address=browser.address(request),
    )


def is_right(user_id: str, typed: str, request, challenge: str = "") -> bool:
    """Whether the code typed is right now; it is worth this once. Recovery codes count too."""
    row = store.get(user_id)
    if row is None:
        return False
    if not codes.bare(typed):
        return store.use_recovery(user_id, _recovery_digest(user_id, typed))
    if row.kind == CONTACT:
        mark = browser.digest(browser.mark_of(request))
        return codes.check(challenge, typed, PURPOSE, browser=mark)
    step = step_of(keys.unseal(row.secret), typed)
    return bool(step) and store.use_step(user_id, step)


# -- recovery codes


def new_recovery(user_id: str) -> list[str]:
    """Ten new recovery codes; they are shown once, only digests are kept."""
    found = []
    while len(found) < RECOVERY_CODES:
        text = "".join(secrets.choice(READABLE) for _ in range(10))
        # All digits would look like a code of the app.
        if re.search("[A-Z]", text):
            found.append(f"{text[:5]}-{text[5:]}")
    store.put_recovery(user_id, [_recovery_digest(user_id, text) for text in found])
    return found


def _recovery_digest(user_id: str, typed: str) -> str:
    text = typed.strip().upper().translate(MISREAD)[:20]
    return keys.digest("recovery", user_id, text)


# -- devices


def is_remembered(user_id: str, request) -> bool:
    """Whether this browser was remembered for this user."""
    mark = request.cookies.get(DEVICE) or ""
    if not mark or not value("device_days"):
        return False
    return store.is_remembered(keys.digest("device", mark), user_id, moment.now())


def remember(user_id: str, request) -> None:
    """Remember this browser for the days of the setting."""
    days = value("device_days")
    if not days:
        return
    mark = keys.token()
    now = moment.now()
    name = (request.getHeader("User-Agent") or "")[:120]
    until = now + timedelta(days=days)
    store.remember(keys.digest("device", mark), user_id, name, now, until)
    browser.set_cookie(request, DEVICE, mark, max_age=days * 86400)


def clean(portal, now) -> int:
    """Forget devices whose time is over; called by the worker."""
    return store.forget_devices_before(now)
