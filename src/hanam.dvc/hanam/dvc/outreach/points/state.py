"""Whether a support point is open, in words."""

from datetime import datetime
from datetime import timedelta
from hanam.dvc.catalogue import settings
from hanam.dvc.i18n import _
from hanam.dvc.outreach.moment import WEEKDAYS
from hanam.dvc.rules import opening_hours
from hanam.dvc.rules.opening_hours import LAST_MINUTE
from hanam.dvc.rules.vietnamese import short_date
from zope.i18n import translate


def hours_of(point):
    """The opening hours of a point, or None where they are not known."""
    if not point.hours:
        return None
    try:
        return opening_hours.parse(point.hours)
    except opening_hours.OpeningError:
        return None


def is_open(point, now: datetime) -> bool | None:
    """Whether a point is open now; None where its hours are not known."""
    hours = hours_of(point)
    return None if hours is None else hours.is_open(now, settings.calendar())


def in_words(point, now: datetime):
    """A message: open until when, or when it opens; "" where the hours are unknown."""
    hours = hours_of(point)
    if hours is None:
        return ""
    calendar = settings.calendar()
    if hours.is_open(now, calendar):
        closes = hours.closes(now, calendar)
        if closes is None or closes == LAST_MINUTE:
            return _("Open now")
        return _("Open now, until ${time}", mapping={"time": f"{closes:%H:%M}"})
    return closed_words(hours.next_opening(now, calendar), now)


def closed_words(opens, now: datetime):
    if opens is None:
        return _("Closed now")
    time = f"{opens:%H:%M}"
    if opens.date() == now.date():
        return _("Closed now, opens today at ${time}", mapping={"time": time})
    if opens.date() == now.date() + timedelta(days=1):
        return _("Closed now, opens tomorrow at ${time}", mapping={"time": time})
    mapping = {"time": time, "day": short_date(opens.date())}
    return _("Closed now, opens at ${time} on ${day}", mapping=mapping)


def week(point, request) -> list[dict]:
    """{days, times} of the week, one line for neighbouring days of the same hours."""
    hours = hours_of(point)
    if hours is None:
        return []
    lines = [
        {"days": days_words(first, last, request), "times": times_words(periods)}
        for (first, last), periods in hours.groups()
    ]
    if hours.holiday:
        days = translate(_("Public holidays"), context=request)
        lines.append({"days": days, "times": times_words(hours.holiday)})
    return lines


def days_words(first: int, last: int, request) -> str:
    """ "thứ Hai đến thứ Sáu", with a capital."""
    start = translate(WEEKDAYS[first], context=request)
    if first == last:
        return start[0].upper() + start[1:]
    end = translate(WEEKDAYS[last], context=request)
    mapping = {"first": start, "last": end}
    words = translate(_("${first} to ${last}", mapping=mapping), context=request)
    return words[0].upper() + words[1:]


def times_words(periods) -> str:
    """ "07:30–11:30, 13:30–17:00"."""
    return ", ".join(f"{start:%H:%M}–{end:%H:%M}" for start, end in periods)
