"""Apologies as work: which dossiers need one, until when, and deciding on several at once."""

from dataclasses import dataclass
from datetime import datetime
from datetime import time
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
SHOWN = 50
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
    last, _closed = calendar.add_working_days(scope.now.date(), ahead)
    horizon = datetime.combine(last, time.max)
    far, _closed = calendar.add_working_days(last, 1 + (terms.days if terms else 0))
    wide = late_lists.Scope(**vars(scope) | {"until": datetime.combine(far, time.max)})
    found = late_lists.listed(late_lists.SOON, wide, None, MOST).cases
    if terms is None:
        return list(found)
    return [
        case
        for case in found
        if apologies.last_moment(case.due, terms, calendar) <= horizon
    ]


def needed(scope, calendar) -> list[Needed]:
    """`cases` with what is known of their apologies."""
    return told(cases(scope, calendar), scope, calendar)


def overdue(scope, calendar) -> list[Needed]:
    """Those past their appointments, the latest of them: an apology is owed for each."""
    found = late_lists.listed("whole", scope, None, MOST).cases
    return told(found[-SHOWN:], scope, calendar)


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
