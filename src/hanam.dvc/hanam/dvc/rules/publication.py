"""How soon a publication decision came: NĐ 63/2010 art. 15 (before the legal document
takes effect) and 24 (entered after it was signed)."""

from dataclasses import dataclass
from datetime import date
from datetime import timedelta
from hanam.dvc.rules.calendar import Calendar


# A decision that came years late needs no exact count.
MOST = 3660


@dataclass(frozen=True, slots=True)
class Terms:
    """``notice``: at least so many days (working days if ``notice_working``) before the
    legal document takes effect; ``entry``: at most so many working days after it was
    signed."""

    notice: int
    notice_working: bool
    entry: int


@dataclass(frozen=True, slots=True)
class Delays:
    """``notice``: days from the signature to the effect of the legal document (negative:
    signed after it; None: not known); ``entry``: working days from the signature to the
    publication; ``effect``: days from the signature to the effect of the decision;
    ``ahead``: days from the publication to that effect, negative where it came first."""

    notice: int | None
    notice_late: bool
    entry: int
    entry_late: bool
    effect: int
    ahead: int


def days_between(first: date, last: date, calendar: Calendar | None = None) -> int:
    """Days after ``first`` up to ``last`` and with it, negative if it lies before; only
    working days if there is a ``calendar``."""
    count = (last - first).days
    if calendar is None or not count:
        return count
    step = 1 if count > 0 else -1
    start = first if count > 0 else last
    working = sum(
        calendar.is_working_day(start + timedelta(days=n))
        for n in range(1, min(abs(count), MOST) + 1)
    )
    return step * working


def delays(
    signed: date,
    effective: date,
    published: date,
    document_effective: date | None,
    calendar: Calendar,
    terms: Terms,
) -> Delays:
    """How the days of one decision lie to each other."""
    notice = None
    if document_effective is not None:
        counted = calendar if terms.notice_working else None
        notice = days_between(signed, document_effective, counted)
    entry = days_between(signed, published, calendar)
    return Delays(
        notice=notice,
        notice_late=notice is not None and notice < terms.notice,
        entry=entry,
        entry_late=entry > terms.entry,
        effect=days_between(signed, effective),
        ahead=days_between(published, effective),
    )
