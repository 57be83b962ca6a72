"""The way to a higher level: for each procedure what it offers, lacks and is asked for."""

from dataclasses import dataclass
from hanam.dvc.catalogue.audit import settings
from hanam.dvc.catalogue.audit.records import level_facts
from hanam.dvc.catalogue.audit.records import Record
from hanam.dvc.catalogue.audit.records import records
from hanam.dvc.oversight.reviews.volumes import volumes
from hanam.dvc.rules.levels import applies
from hanam.dvc.rules.levels import blockers
from hanam.dvc.rules.levels import CONDITIONS
from hanam.dvc.rules.levels import HIGHEST
from hanam.dvc.rules.levels import LevelFacts
from hanam.dvc.rules.levels import online_level
from hanam.dvc.rules.readiness import Gain
from hanam.dvc.rules.readiness import readiness
from hanam.dvc.rules.readiness import Service
from hanam.dvc.rules.readiness import simulate


@dataclass(frozen=True, slots=True)
class Standing:
    """Where a procedure stands. ``level`` is computed, ``readiness`` from 0 to 100,
    ``dossiers`` those of a year, ``gain`` those that become fully online if all that
    blocks level 4 is done."""

    record: Record
    facts: LevelFacts
    level: int
    blockers: tuple[str, ...]
    readiness: int
    by_channel: dict[str, int]

    @property
    def dossiers(self) -> int:
        return sum(self.by_channel.values())

    @property
    def gain(self) -> int:
        return self.dossiers if self.level < HIGHEST else 0

    @property
    def is_mismatch(self) -> bool:
        """Whether more is declared than is offered."""
        return self.record.level > self.level

    @property
    def service(self) -> Service:
        return Service(self.facts, self.by_channel)


def standings() -> list[Standing]:
    """Every published procedure."""
    found = [record for record in records() if record.is_published]
    facts, filed = level_facts(found), volumes()
    weights = settings.readiness_weights()
    return [
        standing_of(record, facts[record.id], filed.get(record.id, {}), weights)
        for record in found
    ]


def standing_of(record, facts, by_channel, weights) -> Standing:
    return Standing(
        record=record,
        facts=facts,
        level=online_level(facts),
        blockers=blockers(facts, HIGHEST),
        readiness=readiness(facts, weights),
        by_channel=by_channel,
    )


def gain_of(found: list[Standing], done, wanted: int = HIGHEST) -> Gain:
    """What measures bring for the procedures given."""
    return simulate([item.service for item in found], frozenset(done), wanted)


def measures(
    found: list[Standing], wanted: int = HIGHEST
) -> dict[str, tuple[int, Gain]]:
    """For each condition how many procedures lack it, and what meeting it alone brings."""
    return {
        name: (
            sum(applies(item.facts, name) and name in item.blockers for item in found),
            gain_of(found, [name], wanted),
        )
        for name in CONDITIONS
    }
