"""Lateness: how a dossier stands to its limits, and which rules of escalation apply to it.

A dossier has up to three terms: to be accepted, to finish the step it is at, and to be resolved. A
rule names a term and a moment of it: so much before its end, so much after it, or a share of it
passed. It applies once to a term; a term that ends at another moment (after papers were asked for,
or after an extension) is another one.

Days are counted from date to date, as everywhere in the portal: "1 working day left" begins when the
offices open on the working day before the due one.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from dataclasses import field
from datetime import date
from datetime import datetime
from datetime import time
from datetime import timedelta
from enum import StrEnum
from hanam.dvc.rules.calendar import Calendar
from hanam.dvc.rules.clock_left import Left
from hanam.dvc.rules.clock_left import working_time_left
from hanam.dvc.rules.hours import add_working_time
from hanam.dvc.rules.hours import working_time
from hanam.dvc.rules.hours import working_time_before
from hanam.dvc.rules.states import CLOCK_RUNNING
from hanam.dvc.rules.states import State


class What(StrEnum):
    """The terms of a dossier."""

    ACCEPTANCE = "acceptance"
    STEP = "step"
    WHOLE = "whole"


class When(StrEnum):
    """Before the end of a term, after it, or when a share of it has passed."""

    BEFORE = "before"
    AFTER = "after"
    PASSED = "passed"


class Unit(StrEnum):
    """``percent`` is for `When.PASSED` only, the others for the rest."""

    WORKING_DAY = "working_day"
    WORKING_HOUR = "working_hour"
    PERCENT = "percent"


class Whom(StrEnum):
    """Who is told: by what they are to the dossier."""

    ASSIGNEE = "assignee"
    STEP_ROLE = "step_role"
    CLERKS = "clerks"
    UNIT = "unit"
    LEADER = "leader"
    SUPERVISOR = "supervisor"


class How(StrEnum):
    """The ways of a rule; ``mark`` and ``digest`` stay inside the portal and its daily mail."""

    EMAIL = "email"
    SMS = "sms"
    ZALO = "zalo"
    MARK = "mark"
    DIGEST = "digest"


class Level(StrEnum):
    """How late a term is, in this order."""

    CALM = "calm"
    SOON = "soon"
    TODAY = "today"
    LATE = "late"


LEVELS = tuple(Level)
SOON_DAYS = 1


@dataclass(frozen=True, slots=True)
class Rule:
    """``value`` counts in ``unit``; ``since`` and ``until`` are its first and last day.

    ``agency`` is the slug of whose own rule it is, "" for one of the province. ``draft``: an
    apology is prepared when it applies.
    """

    id: str
    title: str
    what: What
    when: When
    value: int
    unit: Unit
    whom: tuple[Whom, ...]
    how: tuple[How, ...]
    since: date | None = None
    until: date | None = None
    law: str = ""
    agency: str = ""
    draft: bool = False
    off: bool = False

    def holds(self, day: date) -> bool:
        """Whether the rule is in force on a day."""
        begun = self.since is None or self.since <= day
        return begun and not self.off and (self.until is None or day <= self.until)


@dataclass(frozen=True, slots=True)
class Term:
    """One term of a dossier: from ``start`` to ``due``; ``no`` is the number of a step."""

    what: What
    start: datetime
    due: datetime
    no: int = 0

    @property
    def occasion(self) -> str:
        """What makes this term of a dossier another than one it had before."""
        return f"{self.what}:{self.no}:{self.due.isoformat()}"


@dataclass(frozen=True, slots=True)
class Standing:
    """What the terms of a dossier depend on; ``step`` is the number of the present one."""

    state: State
    filed: datetime
    practice: bool = False
    received: datetime | None = None
    accept_due: datetime | None = None
    due: datetime | None = None
    step: int = 0
    step_started: datetime | None = None
    step_due: datetime | None = None


@dataclass(frozen=True, slots=True)
class Passed:
    """A rule whose moment has come, and that moment."""

    at: datetime
    rule: Rule = field(compare=False)


def terms_of(standing: Standing) -> tuple[Term, ...]:
    """The terms that run now: none while a dossier waits for its applicant, when it is closed,
    and for practice."""
    if standing.practice:
        return ()
    found = []
    if standing.state is State.SUBMITTED and standing.accept_due is not None:
        found.append(Term(What.ACCEPTANCE, standing.filed, standing.accept_due))
    if standing.state in CLOCK_RUNNING:
        begun = standing.received or standing.filed
        if standing.step and standing.step_due is not None:
            started = standing.step_started or begun
            found.append(Term(What.STEP, started, standing.step_due, standing.step))
        if standing.due is not None:
            found.append(Term(What.WHOLE, begun, standing.due))
    return tuple(found)


def level(term: Term, now: datetime, calendar: Calendar) -> tuple[Level, Left]:
    """How late a term is at a moment, and the working time left of it or passed since."""
    left = working_time_left(now, term.due, calendar)
    if left.overdue:
        return Level.LATE, left
    if now.date() == term.due.date():
        return Level.TODAY, left
    return (Level.SOON if left.days <= SOON_DAYS else Level.CALM), left


def threshold(rule: Rule, term: Term, calendar: Calendar) -> datetime | None:
    """When a rule comes to apply to a term; None where it never does: another kind of term, or
    one that is shorter than the warning."""
    if rule.what != term.what:
        return None
    if rule.when is When.PASSED:
        whole = working_time(term.start, term.due, calendar)
        return add_working_time(term.start, whole * rule.value / 100, calendar)[0]
    if rule.when is When.AFTER:
        return _after(rule, term.due, calendar)
    at = _before(rule, term.due, calendar)
    return at if at > term.start else None


def _before(rule: Rule, due: datetime, calendar: Calendar) -> datetime:
    if rule.unit is Unit.WORKING_HOUR:
        return working_time_before(due, timedelta(hours=rule.value), calendar)
    day, _closed = calendar.add_working_days(due.date(), -rule.value)
    return _morning(day, calendar)


def _after(rule: Rule, due: datetime, calendar: Calendar) -> datetime:
    if not rule.value:
        return due
    if rule.unit is Unit.WORKING_HOUR:
        return add_working_time(due, timedelta(hours=rule.value), calendar)[0]
    day, _closed = calendar.add_working_days(due.date(), rule.value)
    return _morning(day, calendar)


def _morning(day: date, calendar: Calendar) -> datetime:
    if calendar.is_working_day(day):
        return calendar.opening(day)
    return datetime.combine(day, time())


def applies(rule: Rule, at: datetime, term: Term, now: datetime) -> bool:
    """Whether a rule with its moment ``at`` applies to a term now: nothing is overdue at its
    due moment itself."""
    if not rule.holds(at.date()):
        return False
    return now > at if rule.when is When.AFTER and at == term.due else now >= at


def passed(
    rules: Iterable[Rule], term: Term, now: datetime, calendar: Calendar
) -> tuple[Passed, ...]:
    """The rules that apply to a term by now, in the order in which they came to apply."""
    found = []
    for rule in rules:
        at = threshold(rule, term, calendar)
        if at is not None and applies(rule, at, term, now):
            found.append(Passed(at, rule))
    return tuple(sorted(found, key=lambda one: (one.at, one.rule.id)))


def in_force(
    common: Iterable[Rule], own: Iterable[Rule], agency: str
) -> tuple[Rule, ...]:
    """The rules for the dossiers of an agency: its own ones take the place of those of the
    province with the same id; one that is switched off applies to nothing."""
    found = {rule.id: rule for rule in common if not rule.agency}
    found |= {rule.id: rule for rule in own if rule.agency == agency}
    return tuple(rule for rule in found.values() if not rule.off)


def reach(
    rules: Iterable[Rule], what: What, calendar: Calendar, now: datetime
) -> tuple[datetime, datetime | None] | None:
    """(from, until): terms of this kind that are due between these moments may have come to a
    rule lately; None for ``until`` where even the farthest may. None for a kind without rules.

    ``from`` reaches back over the longest "after" only; who looks adds how long it was away.
    """
    chosen = [rule for rule in rules if rule.what is what]
    if not chosen:
        return None
    shares = any(rule.when is When.PASSED for rule in chosen)
    ahead = max((_days(rule) for rule in chosen if rule.when is When.BEFORE), default=0)
    behind = max((_days(rule) for rule in chosen if rule.when is When.AFTER), default=0)
    first, _closed = calendar.add_working_days(now.date(), -behind - 1)
    last, _closed = calendar.add_working_days(now.date(), ahead + 1)
    until = None if shares else datetime.combine(last, time.max)
    return datetime.combine(first, time()), until


def _days(rule: Rule) -> int:
    """Working days that the distance of a rule lies within; a day is never shorter than half a
    morning."""
    return rule.value if rule.unit is Unit.WORKING_DAY else rule.value // 2 + 1
