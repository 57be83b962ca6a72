"""`/diem-ho-tro`: the directory of support points, and the page of each."""

from functools import cached_property
from hanam.dvc.i18n import _
from hanam.dvc.outreach import tables
from hanam.dvc.outreach.fields import title_of
from hanam.dvc.outreach.page import Item
from hanam.dvc.outreach.page import may
from hanam.dvc.outreach.page import Page
from hanam.dvc.outreach.points import directory
from hanam.dvc.outreach.points import drawing
from hanam.dvc.outreach.points import facts
from hanam.dvc.outreach.points import state
from hanam.dvc.outreach.points import terms
from hanam.dvc.rules.vietnamese import short_date
from Products.Five import BrowserView
from Products.Five.browser.pagetemplatefile import ViewPageTemplateFile

import json


RECORDS = "hanam.dvc: View records of outreach"
STATE_CLASSES = {True: "dvc-state-good", False: "dvc-state-done"}
NEAR = {
    directory.SAME_COMMUNE: _("In your commune"),
    directory.SAME_DISTRICT: _("In your district"),
}


class Cards:
    """What lists tell of a point; needs ``now``, ``request`` and ``say`` of a page."""

    @cached_property
    def communes(self):
        return directory.Communes()

    def card(self, point, number: int = 0, near="") -> dict:
        """A point for the macro ``point``."""
        place = directory.place_of(point)
        is_open = state.is_open(point, self.now)
        return {
            "number": number,
            "id": point.getId(),
            "url": point.absolute_url(),
            "title": point.title,
            "partner": facts.partner_words(point),
            "address": ", ".join(
                filter(None, (point.address, self.communes.full_name(point.commune)))
            ),
            "state": state.in_words(point, self.now),
            "state_class": "dvc-state " + STATE_CLASSES[bool(is_open)],
            "week": state.week(point, self.request),
            "hours_note": point.hours_note,
            "phone": point.phone,
            "tel": "".join(c for c in point.phone if c.isdigit() or c == "+"),
            "near": near,
            "latitude": place[0] if place else None,
            "longitude": place[1] if place else None,
        }


class Points(Cards, Page):
    """All points of today; ``?commune=`` (a name or code) or ``?district=`` order them."""

    index = ViewPageTemplateFile("templates/points.pt")

    def update(self):
        self.typed = self.asked("commune")
        self.district = self.asked("district")
        self.matched = self.communes.matching(self.typed) if self.typed else []
        found = directory.points()
        if self.matched:
            ordered = directory.around(self.matched, self.communes, found)
        else:
            ordered = [directory.Found(point) for point in found]
        if self.district:
            ordered = [f for f in ordered if self.in_district(f.point)]
        self.cards = [
            self.card(f.point, number, NEAR.get(f.rank, ""))
            for number, f in enumerate(ordered, 1)
        ]
        self.map = drawing.draw(
            [(number, f.point) for number, f in enumerate(ordered, 1)], self.communes
        )
        self.is_staff = may(RECORDS, self.context)

    def in_district(self, point) -> bool:
        return self.communes.district(point.commune) == self.district

    def districts(self) -> list[dict]:
        """{slug, title, selected} for the choice."""
        return [
            {**row, "selected": row["slug"] == self.district}
            for row in self.communes.districts
        ]

    def commune_names(self) -> list[str]:
        return [self.communes.full_name(code) for code in self.communes.by_code]

    def said(self):
        """What was done with the commune that was typed; "" if none was."""
        if not self.typed:
            return ""
        if not self.matched:
            return _(
                "No commune is called “${name}”. All points are shown.",
                mapping={"name": self.typed},
            )
        names = "; ".join(self.communes.full_name(code) for code in self.matched[:3])
        return _("The points nearest to ${name} come first.", mapping={"name": names})


class Point(Cards, Item):
    """One support point: where, when, what and who."""

    index = ViewPageTemplateFile("templates/point.pt")

    def update(self):
        self.here = self.card(self.context)
        self.is_staff = may(RECORDS, self.context)
        self.missing = facts.missing_equipment(self.context) if self.is_staff else []

    def closed_text(self):
        """Why nobody is there today; "" if the point is open in these days."""
        today = self.now.date()
        start, end = self.context.valid_from, self.context.valid_to
        if end is not None and end < today:
            return _(
                "This support point closed on ${day}.",
                mapping={"day": short_date(end)},
            )
        if start is not None and start > today:
            return _(
                "This support point opens on ${day}.",
                mapping={"day": short_date(start)},
            )
        return ""

    def wheelchair(self):
        value = self.context.wheelchair
        return title_of(terms.WHEELCHAIR, value) if value else ""

    def inspections(self) -> list[dict]:
        """{day, by, outcome, note}, the latest first; only staff ask."""
        rows = sorted(
            self.context.inspections or (), key=lambda row: row["date"], reverse=True
        )
        return [
            {
                "day": "/".join(reversed(row["date"].split("-"))),
                "by": row["by"],
                "outcome": title_of(terms.OUTCOMES, row["outcome"]),
                "note": row["note"],
            }
            for row in rows
        ]


class Records(BrowserView):
    """The open data of the points."""

    guest_cache = 300  # seconds

    def records(self) -> list[dict]:
        communes = directory.Communes()
        return [facts.record(point, communes) for point in directory.points()]


class PointsTable(Records):
    """`/diem-ho-tro.csv`."""

    def __call__(self):
        rows = map(facts.flat, self.records())
        response = self.request.response
        return tables.answer(response, "diem-ho-tro.csv", facts.COLUMNS, rows)


class PointsFile(Records):
    """`/diem-ho-tro.json`."""

    def __call__(self):
        self.request.response.setHeader("Content-Type", "application/json")
        return json.dumps({"items": self.records()}, ensure_ascii=False)
