"""How well a set of citizens' phrases is answered: `data/relevance.json`.

A row has the phrase ``q``, the ``codes`` of the procedures it means, a ``kind`` and, where
the dictionary of the sample was not made with it in sight, ``unseen``.
"""

from dataclasses import dataclass
from dataclasses import field
from pathlib import Path

import json


ROWS = Path(__file__).parent / "data" / "relevance.json"
PAGE = 20
FIRST = 3


def rows() -> list[dict]:
    """All phrases."""
    return json.loads(ROWS.read_text("utf-8"))


@dataclass
class Measured:
    """Shares over all phrases; ``failed``: (phrase, place of the first hit or None)."""

    asked: int = 0
    first: float = 0.0
    among_three: float = 0.0
    on_page: float = 0.0
    precision: float = 0.0
    reciprocal: float = 0.0
    failed: list = field(default_factory=list)

    def add(self, row: dict, found: list[str]) -> None:
        """Count one phrase with the codes that were found, best first."""
        hits = [at for at, code in enumerate(found[:PAGE]) if code in row["codes"]]
        place = hits[0] if hits else None
        self.asked += 1
        self.first += place == 0
        self.among_three += place is not None and place < FIRST
        self.on_page += place is not None
        self.reciprocal += 0 if place is None else 1 / (place + 1)
        wanted = min(FIRST, len(row["codes"]))
        self.precision += sum(at < FIRST for at in hits) / wanted
        if place is None or place >= FIRST:
            self.failed.append((row["q"], place))

    def share(self, name: str) -> float:
        return getattr(self, name) / self.asked if self.asked else 0.0


def measure(given: list[dict], ask) -> Measured:
    """``ask(phrase)`` gives the codes found, best first."""
    measured = Measured()
    for row in given:
        measured.add(row, ask(row["q"]))
    return measured
