"""Extension of a time limit: once, and announced before the limit is over.

NĐ 61/2018/NĐ-CP, art. 19.9: who cannot keep the appointment says so, with an apology and a
new appointment, at the latest one day before the limit ends, and appoints anew no more than
once. A "day" here is a day of the calendar, counted from date to date (Bộ luật Dân sự 2015,
art. 145 to 148): what is due on a Thursday can be extended until the end of Wednesday,
whatever the hour. A province that reads it as a working day says so in its terms.
"""

from collections.abc import Mapping
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from datetime import datetime
from datetime import timedelta
from hanam.dvc.rules.calendar import Calendar
from hanam.dvc.rules.hours import is_open
from hanam.dvc.rules.limits import Limit
from hanam.dvc.rules.units import Unit


DAY_UNITS = (Unit.CALENDAR_DAY, Unit.WORKING_DAY)


class TermsError(ValueError):
    """What is wrong with terms: ``key`` is the place in their data."""

    def __init__(self, key: str) -> None:
        super().__init__(key)
        self.key = key


@dataclass(frozen=True, slots=True)
class Extension:
    """A new appointment: made ``at``, from one due moment ``to`` a later one."""

    at: datetime
    to: datetime


@dataclass(frozen=True, slots=True)
class Terms:
    """What the law asks of an extension from the day ``since`` on.

    ``days`` in ``unit`` (calendar_day, working_day) lie at least between the announcement
    and the due day; ``times`` is how often a dossier may be extended; ``proposed`` is the
    time that is offered first; ``basis`` names the article.
    """

    since: date
    days: int
    unit: Unit
    times: int
    proposed: Limit
    basis: str = ""


def terms_from_data(rows: Sequence[Mapping[str, object]]) -> tuple[Terms, ...]:
    """Terms by the day from which they hold, the first first; `TermsError` if bad.

    ::

        [{"since": "2018-06-21", "days": 1, "unit": "calendar_day", "times": 1,
          "proposed": {"value": 3, "unit": "working_day"}, "basis": "…"}]
    """
    found = []
    for number, row in enumerate(rows, 1):
        try:
            proposed = row["proposed"]
            terms = Terms(
                since=date.fromisoformat(row["since"]),
                days=whole(row["days"]),
                unit=Unit(row["unit"]),
                times=whole(row["times"]),
                proposed=Limit(whole(proposed["value"]), Unit(proposed["unit"])),
                basis=str(row.get("basis", "")),
            )
        except (KeyError, TypeError, ValueError, AttributeError) as error:
            raise TermsError(str(number)) from error
        if terms.unit not in DAY_UNITS or terms.proposed.unit == Unit.SAME_DAY:
            raise TermsError(str(number))
        found.append(terms)
    return tuple(sorted(found, key=lambda terms: terms.since))


def whole(value: object) -> int:
    if isinstance(value, bool) or not isinstance(value, int) or value < 0:
        raise ValueError(value)
    return value


def terms_on(terms: Sequence[Terms], day: date) -> Terms | None:
    """Those in force on a day; None before the first."""
    past = [one for one in terms if one.since <= day]
    return past[-1] if past else None


def last_day(due: datetime, terms: Terms, calendar: Calendar) -> date:
    """The last day on which an extension of what is ``due`` can be announced."""
    if terms.unit == Unit.WORKING_DAY:
        return calendar.add_working_days(due.date(), -terms.days)[0]
    return due.date() - timedelta(days=terms.days)


def refusal(
    now: datetime, due: datetime, made: int, terms: Terms | None, calendar: Calendar
) -> str:
    """Why what is ``due`` cannot be extended ``now``, after ``made`` extensions: "none"
    (no law allows it), "used_up", "too_late", or "" where it can."""
    if terms is None or not terms.times:
        return "none"
    if made >= terms.times:
        return "used_up"
    if now > due or now.date() > last_day(due, terms, calendar):
        return "too_late"
    return ""


def wrong_moment(to: datetime, now: datetime, due: datetime, calendar: Calendar) -> str:
    """What is wrong with a new appointment: "not_later", "closed", or ""."""
    if to <= due or to <= now:
        return "not_later"
    return "" if is_open(to, calendar) else "closed"
