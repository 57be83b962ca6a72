"""The daily seal: one hash for all dossiers that changed, hung on that of the day before."""

from dataclasses import dataclass
from datetime import date
from hanam.dvc.rules.chain import canonical
from hanam.dvc.rules.chain import digest


FORMAT = "hanam.dvc/day/1"


@dataclass(frozen=True, slots=True)
class Day:
    """A sealed day: the number of dossiers, the Merkle root over their heads, and the hash of
    the sealed day before (`chain.START` for the first)."""

    day: date
    count: int
    root: str
    previous: str

    def facts(self) -> dict:
        """What is published, and hashed."""
        return {
            "format": FORMAT,
            "day": self.day.isoformat(),
            "count": self.count,
            "root": self.root,
            "previous": self.previous,
        }

    @property
    def hash(self) -> str:
        """By which the next day holds on to this one."""
        return digest(canonical(self.facts()))


def in_groups(value: str, size: int = 8) -> str:
    """A hash as it is printed in a newspaper and compared by eye."""
    return " ".join(value[at : at + size] for at in range(0, len(value), size))
