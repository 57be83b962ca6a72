"""`/lich-lam-viec-xem-truoc`: which open dossiers a draft would move, and the decision."""

from functools import cached_property
from hanam.dvc.catalogue import lookup
from hanam.dvc.counter import words as staff
from hanam.dvc.counter.calendars import words
from hanam.dvc.counter.calendars.page import CalendarPage
from hanam.dvc.counter.calendars.page import EDITOR
from hanam.dvc.counter.calendars.page import PREVIEW
from hanam.dvc.dossiers.recount import deciding
from hanam.dvc.i18n import _
from hanam.dvc.notify import waking
from hanam.dvc.register import calendar_changes as changes
from Products.Five.browser.pagetemplatefile import ViewPageTemplateFile
from urllib.parse import urlencode

import json


LOOKS = {"later": "warn", "earlier": "bad", "kept": ""}


class Preview(CalendarPage):
    """Counts per agency, then the dossiers page by page; with numbers, never with names."""

    page_title = _("What the changed calendar moves")
    template = ViewPageTemplateFile("templates/preview.pt")

    def page(self):
        if not self.is_post:
            return self.template()
        if self.typed("do") == "preview":
            return self.done(self.count, _("The dossiers are counted anew."))
        if self.typed("do") == "decide":
            return self.done(self.decide, _("The calendar is in force."))
        self.refuse([("", _("There is no such action."))], 400)
        return self.template()

    def done(self, task, message):
        if not self.try_to(task):
            return self.template()
        waking.after_commit()
        self.tell(message)
        return self.go(self.url_of(PREVIEW))

    def count(self) -> None:
        deciding.preview(self.shortens, version=self.sent_version())

    def decide(self) -> None:
        deciding.decide(
            self.typed("scope"),
            self.typed("decision"),
            self.typed("reason"),
            self.actor,
            self.now,
            version=self.sent_version(),
        )

    @property
    def shortens(self) -> bool:
        return self.typed("shorten") == "1"

    # -- what is shown

    @property
    def here(self) -> str:
        return self.url_of(PREVIEW)

    @property
    def editor_url(self) -> str:
        return self.url_of(EDITOR)

    @cached_property
    def shown(self):
        """The change at hand, or the last one that came to an end."""
        return self.change or changes.last_done()

    @property
    def stage(self) -> str:
        return "" if self.shown is None else self.shown.stage

    @property
    def is_counting(self) -> bool:
        return self.stage in changes.WORKED_ON

    @property
    def is_applying(self) -> bool:
        return self.stage == changes.APPLYING

    @property
    def is_ready(self) -> bool:
        return self.stage == changes.READY

    @property
    def is_done(self) -> bool:
        return self.stage == changes.DONE

    @property
    def has_effects(self) -> bool:
        return self.stage not in ("", changes.DRAFT)

    def progress(self) -> dict:
        most = max(self.shown.total, self.shown.seen, 1)
        return {"seen": self.shown.seen, "most": most}

    @cached_property
    def counts(self) -> dict:
        return {
            "later": 0,
            "earlier": 0,
            "kept": 0,
        } | changes.counts(self.shown.id)

    @property
    def moves(self) -> int:
        return self.counts["later"] + self.counts["earlier"]

    def agencies(self) -> list[dict]:
        """{title, url, current, later, earlier, kept} of each agency with an effect."""
        return [
            {
                "title": lookup.title_of_agency(slug),
                "url": f"{self.here}?{urlencode({'agency': slug})}",
                "current": "true" if slug == self.agency else None,
                "later": turns.get("later", 0),
                "earlier": turns.get("earlier", 0),
                "kept": turns.get("kept", 0),
            }
            for slug, turns in changes.by_agency(self.shown.id)
        ]

    @property
    def agency(self) -> str:
        return self.typed("agency")

    @cached_property
    def listed(self) -> dict:
        """{rows, more}: a page of dossiers, and the address of the next."""
        found, after = changes.effects(
            self.shown.id, self.agency, self.typed("after"), changes.SIZE
        )
        query = {"agency": self.agency, "after": after}
        asked = urlencode({key: value for key, value in query.items() if value})
        more = f"{self.here}?{asked}" if after else ""
        return {"rows": [self.row(one) for one in found], "more": more}

    def row(self, effect) -> dict:
        moved = ""
        if self.stage in (changes.APPLYING, changes.DONE) and effect.turn != "kept":
            moved = _("moved") if effect.done else _("not moved")
            if effect.failed:
                moved = _("could not be moved")
        return {
            "code": effect.code,
            "agency": lookup.title_of_agency(effect.agency),
            "kind": self.say(words.KINDS_OF_LIMIT[effect.kind]),
            "old": staff.day_and_time(effect.old),
            "new": staff.day_and_time(effect.new),
            "turn": self.say(words.TURNS[effect.turn]),
            "look": LOOKS[effect.turn],
            "moved": self.say(moved) if moved else "",
        }

    def ended(self) -> dict:
        """What became of a change that is over: {moved, failed}."""
        log = changes.ended(self.shown.id)
        counts = json.loads(log.counts) if log is not None else {}
        return {
            "moved": counts.get("moved", 0),
            "failed": counts.get("failed", 0),
            "scope": self.say(words.SCOPES[self.shown.scope]),
            "decision": self.shown.decision,
        }

    def error(self, name: str) -> str:
        found = (row["message"] for row in self.problems if row["field"] == name)
        return next(found, "")

    def scopes(self) -> list[dict]:
        chosen = self.typed("scope")
        return [
            {"key": key, "title": self.say(title), "chosen": key == chosen}
            for key, title in words.SCOPES.items()
            if key
        ]
