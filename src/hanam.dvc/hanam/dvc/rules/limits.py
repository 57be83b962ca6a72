"""Time limits, and the pauses in which they do not run."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from hanam.dvc.rules.frozen import FrozenMap
from hanam.dvc.rules.units import Unit


# Pause reasons that leave the dossier full, so that no policy starts the limit anew.
RESUMED_ALWAYS = frozenset({"payment", "post", "opinion"})
MOST = 9999


class ClockError(ValueError):
    """What cannot be computed: ``code`` is a stable key, ``facts`` its values."""

    def __init__(self, code: str, **facts: str | int) -> None:
        self.code = code
        self.facts: FrozenMap[str, str | int] = FrozenMap(facts)
        super().__init__(code, facts)


class Policy(StrEnum):
    """What a supplement does to the limit."""

    RECOUNT = "recount"
    RESUME = "resume"


@dataclass(frozen=True, slots=True)
class Limit:
    """A time limit; ``value`` is 1 to 9999, of no meaning with ``same_day``."""

    value: int
    unit: Unit

    def __post_init__(self) -> None:
        object.__setattr__(self, "unit", Unit(self.unit))
        if self.unit != Unit.SAME_DAY and not 1 <= self.value <= MOST:
            raise ClockError("limit_range", value=self.value, least=1, most=MOST)


@dataclass(frozen=True, slots=True)
class Pause:
    """A time in which the clock stands; ``end`` is None while it lasts.

    ``reason`` is "supplement", "payment" or "post"; any other is a supplement's.
    """

    start: datetime
    end: datetime | None
    reason: str

    def __post_init__(self) -> None:
        if self.end is not None and self.end < self.start:
            raise ClockError("pause_backwards", start=self.start.isoformat())
