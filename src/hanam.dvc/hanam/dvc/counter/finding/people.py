"""Who has filed here before: found by id number, tax code, phone or name, from dossiers of the
clerk's own agencies only.

Accounts of citizens are not searched: what somebody keeps in their profile is theirs alone.
Each look-up is entered in the history of the dossiers it rests on.
"""

from dataclasses import dataclass
from datetime import datetime
from hanam.dvc.dossiers import access
from hanam.dvc.dossiers import reads
from hanam.dvc.register import queries
from hanam.dvc.rules import identity
from hanam.dvc.rules.vietnamese import fold


SHOWN = 9  # one digit of the keyboard each
LOOKED_AT = 60
LEAST_LETTERS = 2
BOTH, OWNER = "both", "owner"


@dataclass(frozen=True)
class Match:
    """Somebody who may be the one at the counter.

    ``token`` names them for `pick`. ``name``, ``number`` and ``phone`` are of the person,
    ``owner`` for whom they filed, empty for themselves; ``filed`` and ``procedure_title``
    are of the last dossier they are known from.
    """

    token: str
    name: str
    number: str
    phone: str
    owner: str
    filed: datetime
    procedure_title: str


@dataclass(frozen=True)
class Search:
    """What was looked for: whole numbers (one may be a tax code or a phone), or the folded
    beginning of a name; neither where it is nothing to look for."""

    numbers: tuple[str, ...] = ()
    name: str = ""

    def fits(self, name: str, number: str, phone: str) -> bool:
        """Whether a person of a dossier is meant."""
        if self.numbers:
            return number in self.numbers or phone in self.numbers
        return f" {self.name}" in f" {fold(name)}"


RULES = (identity.personal_id, identity.tax_code, identity.passport, identity.phone)


def read(text: str) -> Search:
    """A whole number or phone, or a name from two letters on; parts of numbers find nobody."""
    numbers: dict[str, None] = {}
    for rule in RULES:
        try:
            numbers.setdefault(rule(text))
        except identity.Invalid:
            continue
    if numbers:
        return Search(tuple(numbers))
    name = fold(text)
    if len(name) < LEAST_LETTERS or any(c.isdigit() for c in name):
        return Search()
    return Search(name=name)


def find(text: str, agencies: tuple[str, ...]) -> list[Match]:
    """The people that fit, the last seen first, at most `SHOWN`; enters the reading."""
    search = read(text)
    found: dict[tuple, Match] = {}
    seen = {}
    for row in rows_of(search, agencies):
        for key, match in matches(row, search):
            if key not in found and len(found) < SHOWN:
                found[key] = match
                seen[row.code] = row
    reads.note_all(seen.values(), reads.PERSON)
    return list(found.values())


def rows_of(search: Search, agencies: tuple[str, ...]) -> list:
    """The last dossiers of these agencies in which what is looked for stands."""
    found = []
    for text in (search.numbers or (search.name,)) if agencies else ():
        asked = queries.WorklistQuery(
            agencies=agencies, text=text, sort="-filed", size=LOOKED_AT
        )
        found += queries.worklist(asked).rows if text else ()
    return sorted(found, key=lambda row: row.filed, reverse=True)


def matches(row, search: Search):
    """(what makes them the same, match) for each person of a dossier who is meant."""
    own = (row.owner_name, row.owner_id) == (row.applicant_name, row.applicant_id)
    if search.fits(row.applicant_name, row.applicant_id, row.phone):
        whose = "" if own else row.owner_name
        person = fold(row.applicant_name), row.applicant_id or row.phone
        match = Match(
            f"{BOTH}:{row.code}",
            row.applicant_name,
            row.applicant_id,
            row.phone,
            whose,
            row.filed,
            row.procedure_title,
        )
        yield (*person, fold(whose), "" if own else row.owner_id), match
    if not own and search.fits(row.owner_name, row.owner_id, ""):
        match = Match(
            f"{OWNER}:{row.code}",
            row.owner_name,
            row.owner_id,
            "",
            "",
            row.filed,
            row.procedure_title,
        )
        yield (fold(row.owner_name), row.owner_id, "", ""), match


def pick(token: str, agencies: tuple[str, ...]) -> tuple[dict, dict | None] | None:
    """(applicant, owner or None) as known from the dossier of a match; None where there is no
    such dossier with these agencies. Enters the reading."""
    what, colon, code = token.partition(":")
    dossier = access.dossier_for(code) if colon and what in (BOTH, OWNER) else None
    if dossier is None or dossier.agency not in agencies:
        return None
    reads.note(dossier, reads.PERSON)
    if what == OWNER:
        return dict(dossier.owner), None
    owner = dict(dossier.owner) if dossier.is_for_another() else None
    return dict(dossier.applicant), owner


def hidden(number: str, shown: int = 4) -> str:
    """The end of a number, enough to tell people apart: "•••0001"."""
    return f"•••{number[-shown:]}" if len(number) > shown else number
