"""What two calendars have that the other has not, entry by entry."""

from collections.abc import Mapping
from dataclasses import dataclass
from hanam.dvc.rules.calendar_edit import DAYS


ADDED, REMOVED, CHANGED = "added", "removed", "changed"
PLAIN = ("cutoff", "cutoff_basis", "cutoff_units", "weekend", "covers")


@dataclass(frozen=True, slots=True)
class Difference:
    """``kind`` of entry (a key of `DAYS`, "season", "cutoffs" or one of `PLAIN`), the
    ``key`` it is known by, and its rows before and after; None where there is none."""

    kind: str
    key: str
    before: object
    after: object

    @property
    def what(self) -> str:
        if self.before is None:
            return ADDED
        return REMOVED if self.after is None else CHANGED


def differences(before: Mapping, after: Mapping) -> list[Difference]:
    """Days first, then office hours and the rest; each kind in the order of its keys."""
    found = []
    for kind, (name, _label) in DAYS.items():
        found += rows(kind, by_key(before, name), by_key(after, name))
    found += rows("season", seasons(before), seasons(after))
    found += rows("cutoffs", by_key(before, "cutoffs"), by_key(after, "cutoffs"))
    for name in PLAIN:
        old, new = before.get(name), after.get(name)
        if old != new:
            found.append(Difference(name, "", old, new))
    return found


def rows(kind: str, old: Mapping, new: Mapping) -> list[Difference]:
    return [
        Difference(kind, key, old.get(key), new.get(key))
        for key in sorted({*old, *new})
        if old.get(key) != new.get(key)
    ]


def by_key(data: Mapping, name: str) -> dict[str, Mapping]:
    return {row["date"]: dict(row) for row in data.get(name, ())}


def seasons(data: Mapping) -> dict[str, Mapping]:
    """By the day from which they hold, and their first day."""
    return {
        f"{row.get('since', '')} {row['start']}": dict(row)
        for row in data.get("seasons", ())
    }
