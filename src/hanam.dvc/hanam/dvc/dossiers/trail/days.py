"""`/nhat-ky`: the published seals of the days, for people, programs and newspapers.

/nhat-ky                      the list, newest first
/nhat-ky/<yyyy-mm-dd>.json    the seal of a day (docs/history.md)
/nhat-ky/<yyyy-mm-dd>.txt     the same as a line to be printed
/nhat-ky/tat-ca.json          all seals, oldest first
"""

from datetime import date
from functools import cached_property
from hanam.dvc.catalogue.views.page import Page
from hanam.dvc.dossiers.trail.proof import published
from hanam.dvc.i18n import _
from hanam.dvc.interfaces import IOpenDataFile
from hanam.dvc.register import trail
from hanam.dvc.rules.seals import in_groups
from hanam.dvc.rules.vietnamese import short_date
from pathlib import Path
from Products.Five.browser.pagetemplatefile import ViewPageTemplateFile
from zExceptions import NotFound
from zope.interface import implementer
from zope.publisher.interfaces import IPublishTraverse

import json


TEMPLATES = Path(__file__).parent / "templates"
SIZE = 31
ALL = "tat-ca.json"
KINDS = {"json": "application/json", "txt": "text/plain"}


def day_in(text) -> date | None:
    """A day as addresses have it."""
    try:
        found = date.fromisoformat(text)
    except (TypeError, ValueError):
        return None
    return found if found.isoformat() == text else None


@implementer(IPublishTraverse)
class Days(Page):
    """The page; with a name behind it, a file."""

    page_title = _("Seals of the histories")
    template = ViewPageTemplateFile(str(TEMPLATES / "days.pt"))
    name = ""

    def publishTraverse(self, request, name):
        stem, _dot, kind = name.rpartition(".")
        known = name == ALL or (day_in(stem) is not None and kind in KINDS)
        if self.name or not known:
            raise NotFound(name)
        self.name = name
        return self

    def __call__(self):
        return self.file() if self.name else self.template()

    # -- files

    def file(self) -> str:
        stem, _dot, kind = self.name.rpartition(".")
        response = self.request.response
        if self.name == ALL:
            text = as_json([published(row) for row in reversed(trail.seals())])
        else:
            row = trail.seal_of(day_in(stem))
            if row is None:
                raise NotFound(self.name)
            text = as_json(published(row)) if kind == "json" else self.line(row)
        response.setHeader("Content-Type", f"{KINDS[kind]}; charset=utf-8")
        response.setHeader("Access-Control-Allow-Origin", "*")
        return text

    def line(self, row) -> str:
        """What a newspaper may print."""
        facts = {"day": short_date(row.day), "hash": in_groups(row.hash)}
        message = _("Seal of the histories of dossiers, ${day}: ${hash}", mapping=facts)
        return self.say(message) + "\n"

    # -- what the page shows

    @cached_property
    def found(self) -> list:
        """The seals shown, and one more where there are older ones."""
        asked = self.request.form.get("truoc")
        before = day_in(asked) if isinstance(asked, str) else None
        return trail.seals(before, SIZE + 1)

    def rows(self) -> list[dict]:
        """{id, day, count, hash, url} of each seal, newest first."""
        return [
            {
                "id": f"day-{row.day.isoformat()}",
                "day": short_date(row.day),
                "count": row.count,
                "hash": in_groups(row.hash),
                "url": f"{self.portal_url}/nhat-ky/{row.day.isoformat()}",
            }
            for row in self.found[:SIZE]
        ]

    def older_url(self) -> str:
        """Where older seals are; empty at the end."""
        if len(self.found) <= SIZE:
            return ""
        return f"{self.portal_url}/nhat-ky?truoc={self.found[SIZE - 1].day.isoformat()}"


def as_json(value) -> str:
    return json.dumps(value, ensure_ascii=False, indent=1)


@implementer(IOpenDataFile)
class AllSeals:
    """The entry among the open data."""

    title = _("Seals of the histories of dossiers, for programs")
    format = "JSON"
    path = f"nhat-ky/{ALL}"
