"""`/lich-lam-viec?year=2019`: the working calendar of a year and its draft."""

from functools import cached_property
from hanam.dvc.catalogue import settings
from hanam.dvc.counter.calendars import months
from hanam.dvc.counter.calendars import seasons
from hanam.dvc.counter.calendars import words
from hanam.dvc.counter.calendars.making import Making
from hanam.dvc.counter.calendars.page import CalendarPage
from hanam.dvc.counter.calendars.page import EDITOR
from hanam.dvc.counter.calendars.page import PREVIEW
from hanam.dvc.counter.calendars.page import VERSIONS
from hanam.dvc.dossiers.recount import deciding
from hanam.dvc.i18n import _
from hanam.dvc.notify import waking
from hanam.dvc.register import calendar_changes as changes
from hanam.dvc.rules import calendar_edit as edit
from hanam.dvc.rules.calendar_differences import differences
from Products.Five.browser.pagetemplatefile import ViewPageTemplateFile

import json


FIELDS = ("kind", "day", "last", "name", "basis")
HOURS = ("from1", "to1", "from2", "to2")
YEARS = range(2000, 2100)
KEPT = _("Kept in the draft. Nothing is counted by it before it is decided.")
FILE_HINT = _(
    "CSV with a line for each day: date; kind (nghỉ, làm bù, nửa ngày); name; legal basis; "
    "hours such as 07:00-11:30. Or JSON. All special days of the year are replaced."
)


class Editor(Making, CalendarPage):
    """Each form changes the draft, never the calendar in force."""

    page_title = _("Working calendar")
    template = ViewPageTemplateFile("templates/editor.pt")
    parts = ViewPageTemplateFile("templates/editor_parts.pt")
    hours_parts = ViewPageTemplateFile("templates/hours_parts.pt")

    def page(self):
        if not self.is_post:
            return self.template()
        name = self.typed("do")
        if name == "preview":
            return self.to_preview()
        if name == "drop":
            if self.try_to(self.drop):
                self.tell(_("The draft is discarded; the calendar is as it was."))
                return self.go(self.here())
            return self.template()
        make = self.MAKING.get(name)
        if make is None:
            self.refuse([("", _("There is no such action."))], 400)
            return self.template()
        if self.try_to(lambda: self.keep(make)):
            self.tell(KEPT)
            return self.go(self.here())
        return self.template()

    def file_hint(self) -> str:
        return self.say(FILE_HINT)

    def keep(self, make) -> None:
        deciding.edit(
            lambda data: make(self, data),
            self.actor,
            self.now,
            version=self.sent_version(),
        )

    def drop(self) -> None:
        deciding.drop(version=self.sent_version(), now=self.now)

    def to_preview(self):
        def begin():
            deciding.preview(version=self.sent_version())
            waking.after_commit()

        if self.try_to(begin):
            return self.go(self.url_of(PREVIEW))
        return self.template()

    # -- what is shown

    def here(self) -> str:
        return f"{self.url_of(EDITOR)}?year={self.year}"

    @property
    def preview_url(self) -> str:
        return self.url_of(PREVIEW)

    @property
    def versions_url(self) -> str:
        return self.url_of(VERSIONS)

    @cached_property
    def year(self) -> int:
        value = self.typed("year")
        known = value.isdigit() and int(value) in YEARS
        return int(value) if known else self.now.year

    def years(self) -> list[dict]:
        """The years next to this one and those that are known: {year, url, current}."""
        near = {self.year - 1, self.year, self.year + 1, *self.calendar.years}
        return [
            {
                "year": year,
                "url": f"{self.url_of(EDITOR)}?year={year}",
                "current": "page" if year == self.year else None,
            }
            for year in sorted(near)
        ]

    @cached_property
    def text(self) -> str:
        return deciding.draft_text()

    @cached_property
    def data(self) -> dict:
        return json.loads(self.text)

    @cached_property
    def calendar(self):
        return settings.parse_calendar(self.text)

    @property
    def is_known(self) -> bool:
        return self.calendar.covers(self.year)

    @property
    def stage(self) -> str:
        return "" if self.change is None else self.change.stage

    @property
    def is_applying(self) -> bool:
        return self.stage == changes.APPLYING

    @property
    def has_draft(self) -> bool:
        return self.stage in changes.PREPARED

    def draft_of(self) -> dict:
        """Who prepared the draft, and what it changes."""
        before = json.loads(settings.record("calendar"))
        found = differences(before, self.data)
        return {
            "who": self.change.actor_name,
            "lines": [words.difference(one, self.request) for one in found],
        }

    def weekdays(self) -> list[dict]:
        return [
            {"short": self.say(short), "title": self.say(title)}
            for short, title in words.WEEKDAYS
        ]

    def months(self) -> list[dict]:
        return months.of_year(self.data, self.calendar, self.year, self.request)

    def entries(self) -> list[dict]:
        """The special days of the year: {key, day, kind, name, hours, basis, url}."""
        return [
            {
                "key": f"{entry.kind} {entry.day}",
                "day": words.day(entry.day),
                "kind": self.say(words.KINDS[entry.kind]),
                "name": entry.name,
                "hours": words.hours(entry.periods),
                "basis": entry.basis,
                "url": f"{self.here()}&edit={entry.kind}+{entry.day}#entry",
            }
            for entry in edit.entries(self.data, self.year)
        ]

    def kinds(self) -> list[dict]:
        chosen = self.given["kind"] or "holiday"
        return [
            {"key": key, "title": self.say(title), "chosen": key == chosen}
            for key, title in words.KINDS.items()
        ]

    @cached_property
    def given(self) -> dict[str, str]:
        """What stands in the form of a day: what was typed, or the entry to be changed."""
        if self.is_post and self.typed("do") == "put":
            return {name: self.typed(name) for name in (*FIELDS, *HOURS)}
        blank = dict.fromkeys((*FIELDS, *HOURS), "")
        kind, _mark, day = self.typed("edit").partition(" ")
        for entry in edit.entries(self.data):
            if (entry.kind, entry.day) == (kind, day):
                blank |= {"kind": kind, "day": day, "name": entry.name}
                blank["basis"] = entry.basis
                for number, pair in enumerate(entry.periods[:2], 1):
                    blank[f"from{number}"], blank[f"to{number}"] = pair
        return blank

    def sets(self) -> list[dict]:
        """The sets of office hours, each as a form; see `seasons.forms`."""
        sent = self.is_post and self.typed("do") == "hours"
        found = seasons.forms(self.data, self.request.form if sent else None)
        for one in found:
            one["title"] = self.title_of_set(one)
        return found

    def title_of_set(self, one) -> str:
        if one["is_new"]:
            return self.say(_("Other office hours from a day on"))
        if one["since"]:
            facts = {"day": words.day(one["since"])}
            return self.say(_("Office hours from ${day} on", mapping=facts))
        return self.say(_("Office hours"))

    def cutoffs(self) -> list[dict]:
        """The hours of the cut-off: {since, day, hour, basis}, the first without a day."""
        first = {
            "since": "",
            "day": "",
            "hour": self.data["cutoff"],
            "basis": self.data.get("cutoff_basis", ""),
        }
        later = [
            {
                "since": row["date"],
                "day": words.day(row["date"]),
                "hour": row["time"],
                "basis": row.get("basis", ""),
            }
            for row in self.data.get("cutoffs", ())
        ]
        return [first, *later]
