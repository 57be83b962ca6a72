"""How much each press organisation published in a quarter."""

from dataclasses import dataclass
from DateTime import DateTime
from hanam.dvc.outreach import places
from hanam.dvc.outreach.moment import local_day
from hanam.dvc.outreach.press.content import KINDS
from hanam.dvc.rules.rates import quarter_bounds
from plone import api


COLUMNS = (
    "organisation",
    "title",
    *(kind for kind, _title in KINDS),
    "video",
    "audio",
    "total",
    "withdrawn",
)


@dataclass
class Line:
    """Numbers of one organisation; ``total`` counts what is published today."""

    organisation: str
    title: str
    news: int = 0
    article: int = 0
    reportage: int = 0
    video: int = 0
    audio: int = 0
    total: int = 0
    withdrawn: int = 0

    def count(self, article, state: str) -> None:
        if state == "withdrawn":
            self.withdrawn += 1
            return
        self.total += 1
        setattr(self, article.kind, getattr(self, article.kind) + 1)
        self.video += article.video is not None
        self.audio += article.audio is not None

    def as_row(self) -> dict:
        return {name: getattr(self, name) for name in COLUMNS}


def lines(year: int, quarter: int) -> list[Line]:
    """A line for each organisation, by the day an article was first published."""
    place = api.portal.get().get(places.PRESS)
    if place is None:
        return []
    found = {
        item.getId(): Line(item.getId(), item.title)
        for item in place.objectValues()
        if item.portal_type == "PressOrganisation"
    }
    start, after = quarter_bounds(year, quarter)
    # Days of the province; the index knows moments, so a day more is asked for and dropped.
    span = {
        "query": (DateTime(str(start)) - 1, DateTime(str(after)) + 1),
        "range": "minmax",
    }
    brains = api.portal.get_tool("portal_catalog").unrestrictedSearchResults(
        portal_type="PressArticle",
        path="/".join(place.getPhysicalPath()),
        review_state=["published", "withdrawn"],
        effective=span,
    )
    for brain in brains:
        article = brain._unrestrictedGetObject()
        day = local_day(article.effective_date)
        if day is not None and start <= day < after:
            found[article.aq_parent.getId()].count(article, brain.review_state)
    return list(found.values())
