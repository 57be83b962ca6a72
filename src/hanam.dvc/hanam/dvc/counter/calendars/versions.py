"""`/lich-lam-viec-phien-ban`: the calendars there were, compared and taken up again."""

from functools import cached_property
from hanam.dvc.catalogue import settings
from hanam.dvc.counter import words as staff
from hanam.dvc.counter.calendars import words
from hanam.dvc.counter.calendars.page import CalendarPage
from hanam.dvc.counter.calendars.page import EDITOR
from hanam.dvc.counter.calendars.page import VERSIONS
from hanam.dvc.dossiers.recount import deciding
from hanam.dvc.i18n import _
from hanam.dvc.register import calendar_changes as changes
from hanam.dvc.rules.calendar_differences import differences
from Products.Five.browser.pagetemplatefile import ViewPageTemplateFile

import json


class Versions(CalendarPage):
    """Who changed the calendar when, by which decision, and how many appointments moved."""

    page_title = _("Versions of the calendar")
    template = ViewPageTemplateFile("templates/versions.pt")

    def page(self):
        if self.is_post and self.try_to(self.restore):
            self.tell(
                _("That calendar is the draft now. Look at what it moves, then decide.")
            )
            return self.go(self.url_of(EDITOR))
        return self.template()

    def restore(self) -> None:
        number = self.number("restore")
        deciding.restore(number, self.actor, self.now, version=self.sent_version())

    def number(self, name: str) -> int:
        value = self.typed(name)
        return int(value) if value.isdigit() and len(value) < 10 else 0

    @property
    def here(self) -> str:
        return self.url_of(VERSIONS)

    @property
    def editor_url(self) -> str:
        return self.url_of(EDITOR)

    @cached_property
    def rows(self):
        return changes.versions(self.number("before"))

    def more_url(self) -> str:
        full = len(self.rows) == changes.SIZE
        return f"{self.here}?before={self.rows[-1].id}" if full else ""

    def versions(self) -> list[dict]:
        """The newest first: {id, at, who, decision, reason, counts, compare_url}."""
        return [
            {
                "id": row.id,
                "at": staff.day_and_time(row.at),
                "who": row.actor_name,
                "decision": row.decision,
                "reason": row.reason
                or self.say(_("As it was before the first change.")),
                "scope": self.say(words.SCOPES[row.scope]),
                "moved": self.moved(row),
                "compare_url": f"{self.here}?version={row.id}#differences",
            }
            for row in self.rows
        ]

    def moved(self, row) -> str:
        """How many appointments moved by it; "" where none was to."""
        ended = changes.ended(row.change) if row.change else None
        if ended is None:
            return ""
        counts = json.loads(ended.counts)
        facts = {"moved": counts.get("moved", 0), "kept": counts.get("kept", 0)}
        return self.say(_("${moved} appointments moved, ${kept} kept", mapping=facts))

    @cached_property
    def chosen(self):
        """The version that is compared with the calendar in force, or None."""
        return changes.version(self.number("version"))

    def differences(self) -> list[dict]:
        """What the calendar in force has otherwise than the chosen version."""
        before = json.loads(self.chosen.text)
        found = differences(before, json.loads(settings.record("calendar")))
        return [words.difference(one, self.request) for one in found]
