"""The completeness of procedures: which gaps each has, worst first."""

from dataclasses import dataclass
from datetime import date
from datetime import timedelta
from functools import cached_property
from hanam.dvc.catalogue.audit import settings
from hanam.dvc.catalogue.audit.gaps import GAPS
from hanam.dvc.catalogue.audit.gaps import SEVERITIES
from hanam.dvc.catalogue.audit.guides import guided
from hanam.dvc.catalogue.audit.records import level_facts
from hanam.dvc.catalogue.audit.records import Record
from hanam.dvc.catalogue.audit.records import records
from hanam.dvc.catalogue.levels import FILED_ONLINE
from hanam.dvc.catalogue.moment import today
from hanam.dvc.rules.levels import LevelFacts
from hanam.dvc.rules.levels import online_level
from hanam.dvc.rules.red_tape import is_form


SOON = timedelta(days=30)
SAME_NAME = (
    "how_steps",
    "channels",
    "papers",
    "limits",
    "subjects",
    "agencies",
    "legal_basis",
    "code",
    "sector",
    "results",
    "fees",
    "plan",
    "effective_from",
    "decision",
    "synonyms",
)
RANK = {key: number for number, key in enumerate(SEVERITIES)}


@dataclass(frozen=True, slots=True)
class Finding:
    """A procedure and its gaps (keys of `GAPS`, worst first)."""

    record: Record
    level: int
    gaps: tuple[str, ...]


@dataclass(frozen=True)
class World:
    """What an audit must know beside the procedure itself."""

    day: date
    guided: frozenset[str]
    form_words: tuple[str, ...]
    severities: dict[str, str]

    @cached_property
    def order(self) -> list[str]:
        """The gaps that are looked for, worst first."""
        wanted = [key for key in GAPS if self.severities[key] != settings.OFF]
        return sorted(wanted, key=lambda key: RANK[self.severities[key]])


def world(ids) -> World:
    """Today's, for the procedures of these ids."""
    return World(today(), guided(ids), settings.form_words(), settings.severities())


def findings(around: World | None = None) -> list[Finding]:
    """Every procedure with its gaps; those without any have none."""
    found = records()
    around = around or world([record.id for record in found])
    facts = level_facts(found)
    return [finding_of(record, facts[record.id], around) for record in found]


def finding_of(record: Record, facts: LevelFacts, around: World) -> Finding:
    level = online_level(facts)
    has = set(gaps_of(record, level, around))
    return Finding(record, level, tuple(key for key in around.order if key in has))


def gaps_of(record: Record, level: int, around: World):
    """The gaps of a procedure whose computed online level is ``level``."""
    audit = record.audit
    yield from (name for name in SAME_NAME if name in audit["blank"])
    yield from (name for name in ("limit_words", "fee_words", "raw") if audit[name])
    if not record.is_published:
        yield "unpublished"
    if record.id not in around.guided:
        yield "guide"
    if record.level > level:
        yield "level"
    if audit["unoffered"]:
        yield "forms"
    if any(
        not has_form and is_form(title, around.form_words)
        for title, has_form, _held, _case in audit["papers"]
    ):
        yield "unnamed_form"
    yield from of_dates(record, around.day)
    yield from of_declaration(record)


def of_dates(record: Record, day: date):
    """What the dates of a published procedure say about it."""
    end = record.effective_to
    if end is None or not record.is_published:
        return
    if end < day:
        yield "expired"
    elif end <= day + SOON:
        yield "expiring"


def of_declaration(record: Record):
    """What is wrong with the declaration of a procedure that is filed online."""
    audit = record.audit
    if audit["declared"]:
        if not record.offers.online_form:
            yield "empty_declaration"
    elif record.level >= FILED_ONLINE and "online" in audit["channels"]:
        yield "declaration"
