"""The persons of a profile in a draft, and those of a draft in the profile: only when asked."""

from hanam.dvc.filing.answers import answers_of
from hanam.dvc.filing.answers import is_for_other
from hanam.dvc.filing.answers import OTHER
from hanam.dvc.filing.answers import said
from hanam.dvc.filing.answers import set_person
from hanam.dvc.filing.drafting.earlier import Person
from hanam.dvc.identity import profile

import secrets


ORGANISATION, SOMEBODY = "org", "person"


def of(user_id: str) -> list[dict]:
    """Whom the user may act for, by the profile: {value of the button, name}."""
    if not user_id:
        return []
    known = profile.of(user_id)
    rows = [(ORGANISATION, row) for row in known.organisations]
    rows += [(SOMEBODY, row) for row in known.others]
    return [
        {"value": f"{kind}.{row['key']}", "name": row["name"]}
        for kind, row in rows
        if row["name"]
    ]


def choose(draft, user_id: str, value: str) -> bool:
    """Make an organisation or a person of the profile the owner; whether it is there."""
    kind, _dot, key = value.partition(".")
    known = profile.of(user_id) if user_id else profile.Profile()
    found = None
    if kind == ORGANISATION:
        found = known.organisation_as_person(key)
    elif kind == SOMEBODY:
        found = known.other_as_person(key)
    if found is None:
        return False
    answers_of(draft)["for"] = OTHER
    set_person(draft, "owner", found)
    return True


def save(draft, user_id: str) -> None:
    """Keep the persons of a filed draft in the profile, if the applicant asked for it.

    What the profile knows and the draft leaves empty stays as it is.
    """
    if not user_id or not said(draft).get("save") or draft.practice:
        return
    known = profile.of(user_id)
    known.person = merged(known.person, draft.applicant)
    if is_for_other(draft) and Person.of(draft.owner):
        rows = known.organisations
        if draft.owner["kind"] != "organisation":
            rows = known.others
        keep_in(rows, draft.owner)
    profile.save(user_id, known)


def keep_in(rows: list[dict], person: dict) -> None:
    """Put a person among rows, or bring the row of the same number up to date."""
    for number, row in enumerate(rows):
        if Person.of(row) == Person.of(person):
            rows[number] = merged(row, person)
            return
    rows.append({**person, "key": secrets.token_hex(4)})


def merged(row: dict, person: dict) -> dict:
    """A row with what a person says; empty answers change nothing."""
    return {**row, **{name: text for name, text in person.items() if text}}
