"""How near a procedure is to a higher online level, and what doing something brings.

The readiness of a procedure is the weight of the conditions it meets in percent of the
weight of those that apply to it, rounded down: 100 exactly when nothing blocks level 4.
The weights are data of the province.
"""

from collections.abc import Collection
from collections.abc import Iterable
from collections.abc import Mapping
from dataclasses import dataclass
from dataclasses import field
from hanam.dvc.rules.frozen import FrozenMap
from hanam.dvc.rules.levels import applies
from hanam.dvc.rules.levels import blockers
from hanam.dvc.rules.levels import CONDITIONS
from hanam.dvc.rules.levels import HIGHEST
from hanam.dvc.rules.levels import is_met
from hanam.dvc.rules.levels import LevelFacts
from hanam.dvc.rules.levels import online_level
from hanam.dvc.rules.levels import with_done


FULL = 100


@dataclass(frozen=True, slots=True)
class Item:
    """A condition of the checklist, the level it belongs to and whether it is met."""

    condition: str
    level: int
    met: bool


@dataclass(frozen=True, slots=True)
class Service:
    """A procedure as a simulation sees it: what it offers, dossiers a year by channel."""

    facts: LevelFacts
    volumes: Mapping[str, int] = field(default_factory=FrozenMap)


@dataclass(frozen=True, slots=True)
class Gain:
    """What measures bring: ``procedures`` that reach the level and did not before, their
    dossiers a year, and of these the ones by channel."""

    procedures: int
    dossiers: int
    by_channel: Mapping[str, int]


def checklist(facts: LevelFacts) -> tuple[Item, ...]:
    """The conditions that apply, lowest level first."""
    return tuple(
        Item(name, level, is_met(facts, name))
        for name, level in CONDITIONS.items()
        if applies(facts, name)
    )


def readiness(facts: LevelFacts, weights: Mapping[str, int]) -> int:
    """0 to 100. A condition without a weight counts 0; ``ValueError`` for a weight below
    0 or where all weights are 0."""
    if min(weights.values(), default=0) < 0 or not any(weights.values()):
        raise ValueError("weights must be 0 or more, one above 0")
    if not blockers(facts, HIGHEST):
        return FULL
    items = checklist(facts)
    whole = sum(weights.get(item.condition, 0) for item in items)
    met = sum(weights.get(item.condition, 0) for item in items if item.met)
    # Something blocks, even if it weighs nothing.
    return min(FULL * met // whole, FULL - 1) if whole else 0


def raises(facts: LevelFacts, done: Collection[str], wanted: int) -> bool:
    """Whether meeting the conditions ``done`` lifts a procedure to the level it had not."""
    return online_level(facts) < wanted <= online_level(with_done(facts, done))


def simulate(services: Iterable[Service], done: Collection[str], wanted: int) -> Gain:
    """What meeting the conditions ``done`` everywhere brings for the level ``wanted``."""
    procedures, by_channel = 0, {}
    for service in services:
        if raises(service.facts, done, wanted):
            procedures += 1
            for channel, count in service.volumes.items():
                by_channel[channel] = by_channel.get(channel, 0) + count
    return Gain(procedures, sum(by_channel.values()), FrozenMap(by_channel))
