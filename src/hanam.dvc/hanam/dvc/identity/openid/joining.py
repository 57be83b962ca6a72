"""From who logged in at a provider to an account here: keyed by (issuer, subject) alone.

An equal phone or e-mail never joins two accounts by itself: it takes being signed in to the
local account, or a code to its contact.
"""

from hanam.dvc.dossiers import drafts
from hanam.dvc.dossiers import moment
from hanam.dvc.identity import accounts
from hanam.dvc.identity import contacts
from hanam.dvc.identity import profile
from hanam.dvc.identity.openid.client import Identity
from hanam.dvc.register import accounts as store
from hanam.dvc.register import queries
from hanam.dvc.rules import identity as numbers
from hanam.dvc.rules.identity import Invalid

import re


DAY = re.compile(r"\d{4}-\d\d-\d\d")


class Taken(Exception):
    """The provider's account belongs to another account here that holds dossiers."""


def known(who: Identity) -> str:
    """The user id of who has logged in this way before, or ""."""
    row = store.foreign(who.issuer, who.subject)
    return row.user_id if row is not None else ""


def candidate(who: Identity) -> contacts.Contact | None:
    """A contact told by the provider that an account here has, and that a code can reach."""
    for name in ("phone", "email"):
        contact = contacts.known(who.facts[name]) if who.facts[name] else None
        if contact is None or store.by_login(contact.value) is None:
            continue
        if contacts.reachable(contact):
            return contact
    return None


def create(who: Identity) -> str:
    """A new account for who logs in for the first time."""
    user_id = accounts.create(None, who.facts["name"])
    join(who, user_id)
    return user_id


def join(who: Identity, user_id: str) -> None:
    """Let the provider's account open this one from now on; raises `Taken`."""
    before = known(who)
    if before and before != user_id:
        if not is_empty(before):
            raise Taken
        accounts.delete(before)
    store.join(who.issuer, who.subject, user_id, who.facts["level"], moment.now())
    fill(user_id, who)


def is_empty(user_id: str) -> bool:
    """Whether an account was made by the provider's login only and holds nothing."""
    row = store.by_id(user_id)
    return (
        row is not None
        and row.login == user_id
        and not queries.of_person(user_id, size=1)
        and not drafts.of_user(user_id)
    )


def fill(user_id: str, who: Identity) -> None:
    """Put what the provider knows into what is still empty in the profile."""
    told = profile.of(user_id)
    for name, text in clean(who.facts).items():
        if text and not told.person[name]:
            told.person[name] = text
    profile.save(user_id, told)


def clean(facts: dict) -> dict:
    """The facts in the forms of a person; what has no right form is left out."""
    rules = {
        "id_number": numbers.personal_id,
        "phone": numbers.modern_phone,
        "email": numbers.email,
    }
    found = {"name": facts["name"].strip()[:200]}
    for name, rule in rules.items():
        try:
            found[name] = rule(facts[name])
        except Invalid:
            found[name] = ""
    birth = facts["birth_date"]
    found["birth_date"] = birth if DAY.fullmatch(birth) else ""
    return found
