"""The months of a year as tables: each day with what is special about it."""

from calendar import Calendar as Weeks
from datetime import date
from hanam.dvc.counter.calendars import words
from hanam.dvc.i18n import _
from hanam.dvc.rules.calendar_edit import entries
from zope.i18n import translate


def of_year(data, calendar, year: int, request) -> list[dict]:
    """[{title, weeks: [[day or None]]}]; a day is {number, iso, look, short, title}."""
    special: dict[str, list] = {}
    for entry in entries(data, year):
        special.setdefault(entry.day, []).append(entry)
    weeks = Weeks(firstweekday=0)
    return [
        {
            "title": translate(
                _("Month ${month}, ${year}", mapping={"month": month, "year": year}),
                context=request,
            ),
            "weeks": [
                [
                    a_day(date(year, month, number), special, calendar, request)
                    if number
                    else None
                    for number in week
                ]
                for week in weeks.monthdayscalendar(year, month)
            ],
        }
        for month in range(1, 13)
    ]


def a_day(day: date, special, calendar, request) -> dict:
    found = special.get(day.isoformat(), ())
    kind = found[0].kind if found else ""
    looks = {"holiday": "cal-off", "working": "cal-made", "hours": "cal-hours"}
    look = looks.get(kind, "")
    if not look and not calendar.is_working_day(day):
        look = "cal-rest"
    return {
        "number": day.day,
        "iso": day.isoformat(),
        "look": look,
        "short": translate(words.SHORT[kind], context=request) if kind else "",
        "title": "; ".join(entry.name for entry in found),
    }
