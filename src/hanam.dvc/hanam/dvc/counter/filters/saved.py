"""What the worklist shows of saved filters, of all its filters, and its other pages."""

from dataclasses import replace
from functools import cached_property
from hanam.dvc.counter import asking
from hanam.dvc.counter import searching
from hanam.dvc.counter.asking import Asked
from hanam.dvc.counter.asking import BadRequest
from hanam.dvc.counter.filters import fields
from hanam.dvc.counter.filters import looks
from hanam.dvc.counter.views.base import StaffView
from hanam.dvc.register import saved_filters
from urllib.parse import parse_qsl
from urllib.parse import urlencode


FIRST_PAGE = {"after": "", "before": ""}
PASSING = FIRST_PAGE | {"more": ""}


class SavedFilters(StaffView):
    """Mixed into the worklist, which has ``asked`` and ``page_of_rows``."""

    def saved_first(self) -> str:
        """The address of the saved filter that the reader begins with."""
        number = looks.first_in(self.choice)[1]
        found = {row.id: row for row in self.saved_rows} if number else {}
        row = found.get(number)
        return filter_address(self.portal_url, row) if row is not None else ""

    @cached_property
    def choice(self):
        """What the reader chose of columns and of the list to begin with, or None."""
        return saved_filters.choice(self.desk.user_id)

    @cached_property
    def saved_rows(self) -> list:
        return saved_filters.of(self.desk.user_id, self.desk.duties)

    def saved(self) -> list[dict]:
        """The saved filters with their numbers."""
        return [one for row in self.saved_rows if (one := self.saved_one(row))]

    def saved_one(self, row) -> dict | None:
        try:
            asked = asking.read(dict(parse_qsl(row.query)), self.desk)
            asked = of_filter(asked, row)
            count, many = asking.total_of(asked, self.desk, self.now)
        except BadRequest:
            return None  # of an agency the reader has left
        return {
            "title": row.title,
            "url": self.address(asked),
            "count": f"{count}+" if many else str(count),
            "current": asked.whole(**PASSING) == self.asked.whole(**PASSING),
        }

    @property
    def shares(self) -> list[dict]:
        """The agencies at which the reader may share a filter."""
        return [
            {"value": slug, "title": self.reader.agency(slug)}
            for slug in self.desk.agencies_as("leader")
        ]

    @property
    def shows_more(self) -> bool:
        """Whether all filters are shown."""
        return bool(self.asked.more or self.asked.detailed)

    def more_filters(self) -> list[dict]:
        return fields.of(self.asked, self.reader) if self.shows_more else []

    @property
    def more_url(self) -> str:
        return self.address(self.asked, more="1", **FIRST_PAGE)

    def address(self, asked: Asked, **changes) -> str:
        query = urlencode(asked.parameters(**changes))
        return f"{self.portal_url}/viec?{query}"

    @property
    def here(self) -> str:
        return urlencode(self.asked.parameters())

    @property
    def plain_url(self) -> str:
        return self.address(Asked(tab=self.asked.tab))

    @property
    def first_url(self) -> str:
        return self.address(self.asked, **FIRST_PAGE)

    @property
    def next_url(self) -> str:
        after = self.page_of_rows.after
        return self.address(self.asked, after=after, before="") if after else ""

    @property
    def back_url(self) -> str:
        before = self.page_of_rows.before
        return self.address(self.asked, before=before, after="") if before else ""


def of_filter(asked: Asked, row) -> Asked:
    """What a saved filter asks, with the key of what it searches for."""
    return (
        replace(asked, s=searching.key_of_filter(row.id)) if asked.is_loose else asked
    )


def filter_address(portal_url: str, row) -> str:
    """The address of the list of a saved filter."""
    known = vars(Asked())
    query = {name: v for name, v in parse_qsl(row.query) if name in known}
    asked = of_filter(Asked(**query), row)
    return f"{portal_url}/viec?{urlencode(asked.parameters())}"
