"""What a signed-in person has told once, so that it need not be typed again.

Kept in the register by user id: no list, search or catalogue of the site sees it.
"""

from dataclasses import asdict
from dataclasses import dataclass
from dataclasses import field
from hanam.dvc.dossiers import moment
from hanam.dvc.dossiers.content import PERSON
from hanam.dvc.register import profiles


ORGANISATION = (
    "key",
    "name",
    "tax_code",
    "phone",
    "email",
    "address",
    "commune",
    "role",
)
OTHER = (
    "key",
    "name",
    "id_number",
    "birth_date",
    "relation",
    "phone",
    "email",
    "address",
    "commune",
)


@dataclass(slots=True)
class Profile:
    """``person`` has the keys `PERSON`; ``organisations`` those of `ORGANISATION` (``role``
    is the person's own role there), ``others`` those of `OTHER`. ``key`` names a row and
    stays the same. Unknown is the empty string.
    """

    person: dict = field(default_factory=dict)
    organisations: list[dict] = field(default_factory=list)
    others: list[dict] = field(default_factory=list)

    def __post_init__(self):
        self.person = _only({"kind": "citizen"} | self.person, PERSON)
        self.organisations = [_only(row, ORGANISATION) for row in self.organisations]
        self.others = [_only(row, OTHER) for row in self.others]

    def organisation_as_person(self, key: str) -> dict | None:
        """An organisation in the shape of a person, as a dossier wants it."""
        return _as_person(self.organisations, key, "organisation")

    def other_as_person(self, key: str) -> dict | None:
        """Another person in the shape of a person, as a dossier wants it."""
        return _as_person(self.others, key, "citizen")


def _only(row: dict, names: tuple[str, ...]) -> dict:
    return {name: str(row.get(name) or "") for name in names}


def _as_person(rows: list[dict], key: str, kind: str) -> dict | None:
    for row in rows:
        if row["key"] == key:
            return {name: row.get(name, "") for name in PERSON} | {"kind": kind}
    return None


def of(user_id: str) -> Profile:
    """The profile of a user; an empty one where nothing was told."""
    return Profile(**profiles.get(user_id))


def is_known(user_id: str) -> bool:
    """Whether the user has told anything."""
    return bool(profiles.get(user_id))


def save(user_id: str, profile: Profile) -> None:
    """Keep a profile instead of the one before; the caller has checked it."""
    profiles.put(user_id, asdict(profile), moment.now())


def forget(user_id: str) -> None:
    """Erase the profile of a user."""
    profiles.forget(user_id)
