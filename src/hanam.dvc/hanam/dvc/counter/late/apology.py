"""Apologies as work: which dossiers need one, until when, and deciding on several at once."""

from dataclasses import dataclass
from dataclasses import replace
from datetime import datetime
from datetime import time
from datetime import timedelta
from hanam.dvc.counter import jobs
from hanam.dvc.dossiers import apologies
from hanam.dvc.dossiers import extending
from hanam.dvc.i18n import _
from hanam.dvc.register import late_apologies as register
from hanam.dvc.register import late_lists
from hanam.dvc.register.model_late import LateApology
from hanam.dvc.rules import clock


APPROVE = "late.approve"
MOST = 500
SHOWN = 25
BLOCK = 500
# Whoever has to decide is told so many working days before the last one.
AHEAD = 2


@dataclass(frozen=True)
class Needed:
    """A dossier that will not be ready in time unless it is soon: until when an apology must be
    out, what is proposed, and what stands in the way."""

    case: object
    until: datetime | None
    row: LateApology | None = None
    extended: bool = False
    apologised: bool = False

    def can(self, now: datetime) -> bool:
        """Whether the limit can still be extended at a moment."""
        return not self.extended and self.until is not None and now <= self.until


def approve(dossier, parameters):
    """Extend the limit as its officer proposed."""
    apologies.approve(dossier)
    return _("The limit is extended; the applicant gets the apology.")


jobs.declare(
    jobs.Job(
        APPROVE,
        _("Approve apologies"),
        approve,
        states=("accepted", "processing"),
        roles=("leader",),
        offered=False,
    )
)


def cases(scope, calendar, ahead: int = AHEAD) -> list:
    """The dossiers due from now on for which the last moment of an apology comes within
    ``ahead`` working days, or is over, by their appointments."""
    terms = extending.terms_of(scope.now)
    horizon, far = reach(scope.now, calendar, ahead, terms)
    wide = replace(scope, until=far)
    found = late_lists.listed(late_lists.SOON, wide, None, MOST).cases
    if terms is None:
        return list(found)
    return [
        case
        for case in found
        if apologies.last_moment(case.due, terms, calendar) <= horizon
    ]


def reach(now: datetime, calendar, ahead: int, terms) -> tuple[datetime, datetime]:
    """Until when the last moments of apologies are looked for, and what is due by then."""
    last, _closed = calendar.add_working_days(now.date(), ahead)
    far, _closed = calendar.add_working_days(last, 1 + (terms.days if terms else 0))
    return datetime.combine(last, time.max), datetime.combine(far, time.max)


@dataclass(frozen=True)
class Part:
    """A page of apologies; ``after`` is where the next one begins, None at the end."""

    needed: tuple[Needed, ...]
    after: tuple[datetime, str] | None


def near(scope, calendar, after=None, size: int = SHOWN) -> Part:
    """What can still be extended if its appointment is put off soon, the most urgent first."""
    terms = extending.terms_of(scope.now)
    if terms is None or not terms.times:
        return Part((), None)
    horizon, far = reach(scope.now, calendar, AHEAD, terms)
    wide = replace(scope, now=bound(scope.now, terms, calendar), until=far)
    page = late_lists.listed(late_lists.SOON, wide, after, size)
    found = [
        case
        for case in page.cases
        if apologies.last_moment(case.due, terms, calendar) <= horizon
    ]
    going_on = page.after if len(found) == len(page.cases) else None
    return Part(tuple(told(found, scope, calendar)), going_on)


def late(scope, calendar, after=None, size: int = SHOWN) -> Part:
    """What is past its appointment, or past the last moment of an extension: an apology is owed for
    each. What came last is first."""
    terms = extending.terms_of(scope.now)
    wide = replace(scope, now=bound(scope.now, terms, calendar))
    page = late_lists.listed("whole", wide, after, size, newest=True)
    return Part(tuple(told(page.cases, scope, calendar)), page.after)


def bound(now: datetime, terms, calendar) -> datetime:
    """What is due before this moment can be extended no more, what is due later still can."""
    if terms is None or not terms.times:
        return now
    day = now.date()
    while apologies.last_moment(datetime.combine(day, time()), terms, calendar) < now:
        day += timedelta(days=1)
    return max(now, datetime.combine(day, time()))


def every(scope, calendar):
    """All of `near`, then all of `late`, page by page."""
    for part in (near, late):
        after = None
        while True:
            page = part(scope, calendar, after, BLOCK)
            yield from page.needed
            after = page.after
            if after is None:
                break


def told(found, scope, calendar) -> list[Needed]:
    """Cases with what is known of their apologies."""
    terms = extending.terms_of(scope.now)
    done = register.done(case.code for case in found)
    rows = register.of_all((case.code, case.due) for case in found)
    return [
        Needed(
            case,
            apologies.last_moment(case.due, terms, calendar),
            rows.get((case.code, case.due)),
            register.EXTEND in done.get(case.code, ()),
            register.APOLOGISE in done.get(case.code, ()),
        )
        for case in found
    ]


def today(scope, calendar) -> tuple[int, datetime | None]:
    """How many dossiers need an apology before the offices close today, and when that is."""
    last = [
        one
        for one in told(cases(scope, calendar, 0), scope, calendar)
        if one.can(scope.now) and one.until.date() == scope.now.date()
    ]
    return len(last), min((one.until for one in last), default=None)


def offer(due: datetime, now: datetime, calendar) -> datetime | None:
    """The new appointment that is offered first; None where no law allows one."""
    terms = extending.terms_of(now)
    if terms is None:
        return None
    return clock.compute(max(due, now), terms.proposed, calendar).due
