"""Accounts of citizens: their ids are random, their login name is a phone or an e-mail."""

from hanam.dvc.dossiers import moment
from hanam.dvc.identity import contacts
from hanam.dvc.identity import passwords
from hanam.dvc.identity import profile
from hanam.dvc.identity.contacts import Contact
from hanam.dvc.register import accounts
from hanam.dvc.register import second_factors

import re
import secrets


USER_ID = re.compile(r"cd-[0-9a-f]{24}")


def is_ours(user_id) -> bool:
    """Whether a user id is that of a citizen's account."""
    return isinstance(user_id, str) and bool(USER_ID.fullmatch(user_id))


def login_of(typed: str) -> str:
    """The login name that somebody typed, in its normal form; "" where it is no contact."""
    found = contacts.known(typed)
    return found.value if found is not None else ""


def find(typed: str):
    """The account of a phone or e-mail as it was typed, or None."""
    login = login_of(typed)
    return accounts.by_login(login) if login else None


def contact_of(user_id: str) -> Contact | None:
    """The confirmed contact of an account."""
    row = accounts.by_id(user_id)
    return None if row is None else contacts.known(row.login)


def create(contact: Contact | None, name: str, password: str = "") -> str:
    """A new account; returns its user id. ``contact`` None: who comes from a provider only.

    The caller has seen the proof of the contact, and that no account has it.
    """
    user_id = f"cd-{secrets.token_hex(12)}"
    # The login name must be one of its own, also where there is no contact.
    login = contact.value if contact is not None else user_id
    kept = passwords.hashed(password) if password else ""
    accounts.add(user_id, login, kept, moment.now())
    person = {"name": name}
    if contact is not None:
        person[contact.kind] = contact.value
    profile.save(user_id, profile.Profile(person=person))
    return user_id


def set_password(user_id: str, password: str) -> None:
    """A new password; whoever is logged in elsewhere is logged out."""
    accounts.change(user_id, password=passwords.hashed(password))
    accounts.next_epoch(user_id)
    second_factors.forget_devices(user_id)


def delete(user_id: str) -> None:
    """Erase an account with its profile, factors and sessions. Dossiers are not touched:
    they are records of the agency."""
    second_factors.forget(user_id)
    profile.forget(user_id)
    accounts.forget(user_id)
