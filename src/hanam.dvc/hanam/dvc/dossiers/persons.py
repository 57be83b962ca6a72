"""Checking the person who files and the one the dossier is for."""

from datetime import date
from hanam.dvc.dossiers.content import blank_person
from hanam.dvc.dossiers.content import PERSON_KINDS
from hanam.dvc.dossiers.errors import Problem
from hanam.dvc.rules import identity

import re
import unicodedata


LONGEST = {"address": 500}
LONGEST_LINE = 200
# Many people know only the year of their birth.
BIRTH = re.compile(r"\d{4}(-\d{2}(-\d{2})?)?")
COMMUNE = re.compile(r"\d{5}")


def check(person, prefix, today, needs_id=True):
    """The person in normal form, and the problems found (fields ``<prefix>.<key>``).

    ``needs_id``: the applicant must be identified, an owner may have no number yet (a
    new-born child).
    """
    problems: list[Problem] = []
    if not isinstance(person, dict):
        return blank_person(), [Problem("person.missing", prefix)]
    clean = blank_person(**{key: _text(value) for key, value in person.items()})

    def wrong(key, code, **facts):
        problems.append(Problem(code, f"{prefix}.{key}", facts))

    if clean["kind"] not in PERSON_KINDS:
        wrong("kind", "person.kind")
    if not clean["name"]:
        wrong("name", "person.name_missing")
    for key, value in clean.items():
        most = LONGEST.get(key, LONGEST_LINE)
        if len(value) > most:
            wrong(key, "text.too_long", most=most)
    _check_birth(clean, today, wrong)
    _check_numbers(clean, today, needs_id, wrong)
    if clean["commune"] and not COMMUNE.fullmatch(clean["commune"]):
        wrong("commune", "person.commune")
    return clean, problems


def _text(value) -> str:
    if not isinstance(value, str):
        return "" if value is None else str(value)
    return " ".join(unicodedata.normalize("NFC", value).split())


def _check_birth(person, today, wrong):
    birth = person["birth_date"]
    if not birth:
        return
    if not BIRTH.fullmatch(birth):
        wrong("birth_date", "person.birth_date")
        return
    try:
        day = date.fromisoformat((birth + "-01-01")[:10])
    except ValueError:
        wrong("birth_date", "person.birth_date")
        return
    if day > today:
        wrong("birth_date", "person.birth_future")


def _check_numbers(person, today, needs_id, wrong):
    citizen = person["kind"] != "organisation"
    birth = person["birth_date"][:4]
    year = int(birth) if citizen and birth.isdigit() else None

    def id_number(value):
        if value[:1].isalpha():
            return identity.passport(value, foreign=True)
        return identity.personal_id(value, birth_year=year, today=today)

    readers = {
        "id_number": id_number,
        "tax_code": lambda value: identity.tax_code(value, personal=citizen),
        "phone": identity.phone,
        "email": identity.email,
    }
    for key, read in readers.items():
        if not person[key]:
            continue
        try:
            person[key] = read(person[key])
        except identity.Invalid as error:
            wrong(key, error.code, **error.facts)
    if needs_id and citizen and not person["id_number"]:
        wrong("id_number", "personal_id_empty")
    if needs_id and not citizen and not person["tax_code"]:
        wrong("tax_code", "tax_code_empty")
