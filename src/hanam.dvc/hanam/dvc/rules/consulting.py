"""Opinions asked of others (NĐ 61/2018 art. 19.5): their limit, reminders, what silence means."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from hanam.dvc.rules.calendar import Calendar
from hanam.dvc.rules.clock import compute
from hanam.dvc.rules.limits import Limit


class Verdict(StrEnum):
    """What an opinion comes to."""

    AGREE = "agree"
    CONDITIONS = "conditions"
    DISAGREE = "disagree"
    NOT_COMPETENT = "not_competent"


class OpinionState(StrEnum):
    """``silent``: the limit passed and silence counts as agreement; ``escalated``: it passed
    and the leaders decide how to go on."""

    ASKED = "asked"
    ANSWERED = "answered"
    WITHDRAWN = "withdrawn"
    SILENT = "silent"
    ESCALATED = "escalated"


class Silence(StrEnum):
    """The rule for who does not answer in time."""

    AGREEMENT = "agreement"
    ESCALATE = "escalate"


# An answer may come late: it is kept, and marked.
ANSWERABLE = frozenset(
    {OpinionState.ASKED, OpinionState.SILENT, OpinionState.ESCALATED}
)


@dataclass(frozen=True, slots=True)
class Term:
    """Until when an opinion is asked for. ``capped``: less than was asked for, so that at
    least a working day of the whole is left; ``remind`` is when to remind, or None."""

    due: datetime
    capped: bool
    remind: datetime | None


def latest(whole: datetime, calendar: Calendar) -> datetime:
    """The last moment of an opinion: the end of the working day before the whole is due."""
    return calendar.closing(calendar.add_working_days(whole.date(), -1)[0])


def term(
    limit: Limit, now: datetime, calendar: Calendar, whole: datetime | None
) -> Term | None:
    """The term of an opinion asked for ``now``; None where the whole leaves no time for one."""
    due = compute(now, limit, calendar).due
    if due is None:
        return None
    last = due if whole is None else latest(whole, calendar)
    if last <= now:
        return None
    kept = min(due, last)
    return Term(kept, kept < due, reminder(now, kept, calendar))


def reminder(asked: datetime, due: datetime, calendar: Calendar) -> datetime | None:
    """When to remind: as the offices open on the working day before the due one; None where
    that is past already."""
    day = calendar.add_working_days(due.date(), -1)[0]
    moment = calendar.opening(day)
    return moment if moment > asked else None


def after_silence(rule: Silence) -> OpinionState:
    """The state of an opinion that nobody gave in time."""
    if rule is Silence.AGREEMENT:
        return OpinionState.SILENT
    return OpinionState.ESCALATED
