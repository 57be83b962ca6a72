"""The versions of an agency's template of a form, and which of them is in force on a day.

Nothing is ever overwritten: each upload is a new version, each change of what is in force a new
entry. Agency "" is the province: its template holds wherever an agency has none of its own.
"""

from datetime import date
from datetime import datetime
from hanam.dvc.dossiers import moment
from hanam.dvc.letters import shelf
from hanam.dvc.letters.making import DOCX
from hashlib import sha256
from persistent import Persistent
from persistent.list import PersistentList
from plone.namedfile.file import NamedBlobFile


NONE = 0  # the number that stands for "no template of our own any more"


class Version(Persistent):
    """One upload; ``faults`` are (message, place) pairs, none where it passed the check.

    ``tried`` are entries (code or "", moment, user's name) of what it was tried with.
    """

    def __init__(self, number: int, data: bytes, filename: str, **facts):
        self.number = number
        self.filename = filename
        self.file = NamedBlobFile(data=data, contentType=DOCX, filename=filename)
        self.digest = sha256(data).hexdigest()
        self.size = len(data)
        self.at: datetime = facts["at"]
        self.by = facts.get("by", "")
        self.by_name = facts.get("by_name", "")
        self.note = facts.get("note", "")
        self.faults = tuple(facts.get("faults", ()))
        self.tried = ()

    def data(self) -> bytes:
        return self.file.data

    @property
    def passed(self) -> bool:
        return not self.faults


class Shelf(Persistent):
    """The versions of one form at one agency; ``reigns`` are (day, number, moment, user id,
    name) entries in the order in which they were made."""

    def __init__(self):
        self.versions = PersistentList()
        self.reigns = PersistentList()


class NotPassed(ValueError):
    """A version with faults, or one that is not there, cannot be in force."""


def kept(agency: str, kind: str, create: bool = False) -> Shelf | None:
    tree = shelf.shelf(create)
    key = f"template/{agency}/{kind}"
    if create and key not in tree:
        tree[key] = Shelf()
    return None if tree is None else tree.get(key)


def all_of(agency: str, kind: str) -> list[Version]:
    """Every version, newest first."""
    found = kept(agency, kind)
    return [] if found is None else list(reversed(found.versions))


def get(agency: str, kind: str, number: int) -> Version | None:
    return next((v for v in all_of(agency, kind) if v.number == number), None)


def reigns(agency: str, kind: str) -> list[tuple]:
    """What was put in force, when and by whom, newest entry first."""
    found = kept(agency, kind)
    return [] if found is None else list(reversed(found.reigns))


def add(agency: str, kind: str, data: bytes, filename: str, **facts) -> Version:
    """Keep an upload as the next version; the same file sent twice is one version."""
    place = kept(agency, kind, create=True)
    digest = sha256(data).hexdigest()
    if place.versions and place.versions[-1].digest == digest:
        return place.versions[-1]
    facts.setdefault("at", moment.now())
    version = Version(len(place.versions) + 1, data, filename, **facts)
    place.versions.append(version)
    return version


def put_in_force(agency: str, kind: str, number: int, day: date, by, now=None) -> None:
    """Have a version in force from a day on; number `NONE` takes the agency's away.

    ``by`` is a (user id, name) pair. Raises `NotPassed`.
    """
    found = get(agency, kind, number)
    if number != NONE and (found is None or not found.passed):
        raise NotPassed(number)
    place = kept(agency, kind, create=True)
    place.reigns.append((day, number, now or moment.now(), *by))


def number_in_force(agency: str, kind: str, day: date) -> int:
    """The number of the version in force on a day, `NONE` for none: of the entries whose
    day has come, the latest day's; of several of one day, the one made last."""
    found = kept(agency, kind)
    come = [] if found is None else [r for r in found.reigns if r[0] <= day]
    best = max(enumerate(come), key=lambda pair: (pair[1][0], pair[0]), default=None)
    return NONE if best is None else best[1][1]


def in_force(agency: str, kind: str, day: date) -> Version | None:
    """The version in force on a day, or None."""
    number = number_in_force(agency, kind, day)
    return get(agency, kind, number) if number else None
