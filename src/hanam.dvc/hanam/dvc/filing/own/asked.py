"""What is asked about oneself, about organisations one acts for and about other persons."""

from dataclasses import dataclass
from dataclasses import replace
from hanam.dvc.filing import person
from hanam.dvc.filing.formfield import FormField
from hanam.dvc.i18n import _
from hanam.dvc.identity import profile
from hanam.dvc.identity.profile import Profile

import secrets


COMMON = {field.name: field for field in person.FIELDS}
MOST = 30
RELATIONS = (
    ("child", _("My child")),
    ("parent", _("My father or mother")),
    ("spouse", _("My husband or wife")),
    ("other", _("Another person")),
)


def common(name: str, **changes) -> FormField:
    """A field as it is asked of an applicant, without its conditions."""
    usual = {"required": False, "condition": None}
    return replace(COMMON[name], **(usual | changes))


@dataclass(frozen=True)
class Part:
    """A list of the profile, or the person; ``name`` is part of the address of its form."""

    name: str
    attribute: str
    title: str
    new: str
    fields: tuple[FormField, ...]


OWN = Part(
    "ban-than",
    "person",
    _("About me"),
    "",
    (
        common("name", required=True),
        common("id_number"),
        common("birth_date"),
        common("phone"),
        common("email"),
        common("address"),
        common("commune"),
    ),
)
ORGANISATIONS = Part(
    "to-chuc",
    "organisations",
    _("Organisations I act for"),
    _("Add an organisation"),
    (
        common("name", required=True, help="", autocomplete="organization"),
        common("tax_code", required=True),
        common("phone", help="", autocomplete=""),
        common("email", autocomplete=""),
        common("address", autocomplete=""),
        common("commune"),
        FormField("role", "text", _("What I am there"), max_length=100),
    ),
)
OTHERS = Part(
    "nguoi-than",
    "others",
    _("Persons I often file for"),
    _("Add a person"),
    (
        common("name", required=True, help="", autocomplete="off"),
        FormField(
            "relation",
            "choice",
            _("Who is it to you?"),
            required=True,
            choices=RELATIONS,
        ),
        common("id_number"),
        common("birth_date", autocomplete="off"),
        common("phone", help="", autocomplete="off"),
        common("email", autocomplete="off"),
        common("address", autocomplete="off"),
        common("commune"),
    ),
)
LISTS = {part.name: part for part in (ORGANISATIONS, OTHERS)}


def rows_of(told: Profile, part: Part) -> list[dict]:
    """The rows of a list of the profile."""
    return getattr(told, part.attribute)


def row_of(told: Profile, part: Part, key: str) -> dict | None:
    """One row by its key, or None."""
    return next((row for row in rows_of(told, part) if row["key"] == key), None)


def keep(user_id: str, part: Part, key: str, data: dict) -> bool:
    """Save what was told; a new row without ``key``. False where the list is full."""
    told = profile.of(user_id)
    data = {name: str(text or "") for name, text in data.items()}
    if part is OWN:
        told.person = told.person | data
    elif key:
        rows = [row | data if row["key"] == key else row for row in rows_of(told, part)]
        setattr(told, part.attribute, rows)
    elif len(rows_of(told, part)) >= MOST:
        return False
    else:
        rows_of(told, part).append(data | {"key": secrets.token_hex(6)})
    profile.save(user_id, told)
    return True


def remove(user_id: str, part: Part, key: str) -> None:
    """Take a row away; a second call changes nothing."""
    told = profile.of(user_id)
    rows = [row for row in rows_of(told, part) if row["key"] != key]
    setattr(told, part.attribute, rows)
    profile.save(user_id, told)
