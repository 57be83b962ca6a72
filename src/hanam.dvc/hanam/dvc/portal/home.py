"""The front page: one question, and below it what most people come for."""

from hanam.dvc import spoken
from hanam.dvc.catalogue import lookup
from hanam.dvc.catalogue import search
from hanam.dvc.catalogue import settings
from hanam.dvc.i18n import _
from hanam.dvc.outreach.places import GUIDES
from hanam.dvc.portal import figures
from hanam.dvc.portal.pages import NEWS
from hanam.dvc.portal.teasers import teasers
from Products.Five import BrowserView
from Products.Five.browser.pagetemplatefile import ViewPageTemplateFile


TILES = 8
TEASERS = 3
AUDIENCES = (("citizen", _("Citizens")), ("organisation", _("Businesses")))
DEFAULT_ICON = "file-earmark-text"
# A picture beside the word for the events that most provinces will have.
ICONS = {
    "birth": "emoji-smile",
    "education": "mortarboard",
    "work": "briefcase",
    "residence": "person-vcard",
    "marriage": "hearts",
    "health": "heart-pulse",
    "vehicle": "car-front",
    "housing": "house-door",
    "death": "flower1",
    "dispute": "hammer",
    "business-start": "shop",
    "business-change": "door-closed",
    "business-labour": "people",
    "business-build": "cone-striped",
    "business-trade": "truck",
    "business-licence": "patch-check",
    "business-food": "cup-hot",
    "business-environment": "tree",
}


class Home(BrowserView):
    """The front page; the same for all guests, so a cache may keep it for a minute."""

    template = ViewPageTemplateFile("templates/home.pt")
    page_title = _("Home")
    guest_cache = 60

    def __call__(self):
        return self.template()

    def audiences(self) -> list[dict]:
        """{title, tiles}; a tile is {url, title, icon, count} of an event with procedures."""
        counts = search.look(search.Query(size=1)).facets["life_event"]
        return [
            {"title": title, "tiles": self.tiles(audience, counts)}
            for audience, title in AUDIENCES
        ]

    def tiles(self, audience, counts) -> list[dict]:
        url = f"{self.context.absolute_url()}/{lookup.PROCEDURES}?life_event="
        return [
            {
                "url": url + event["key"],
                "title": event["title"],
                "icon": ICONS.get(event["key"], DEFAULT_ICON),
                "count": counts[event["key"]],
            }
            for event in settings.life_events()
            if event["audience"] == audience and counts.get(event["key"])
        ][:TILES]

    def most_filed(self) -> list[dict]:
        """{url, title} of the procedures most filed of late."""
        url = f"{self.context.absolute_url()}/{lookup.PROCEDURES}/"
        return [
            {"url": url + code, "title": title or code}
            for code, title in figures.most_filed()
        ]

    def quarter(self):
        """The figures of the quarter, or None before there is anything to tell."""
        return figures.quarter()

    def count(self, number: int) -> str:
        """Thousands as the reader's language groups them."""
        return spoken.grouped(number)

    def percent(self, share) -> str:
        """A share in percent with one decimal."""
        return spoken.decimal(f"{share:.1f} %")

    def news(self) -> list[dict]:
        """The latest news; see `teasers.teasers`."""
        return self.texts(NEWS)

    def guides(self) -> list[dict]:
        """The first guides, in the order their editors gave them."""
        return self.texts(GUIDES)

    def texts(self, name) -> list[dict]:
        place = self.context.get(name)
        return [] if place is None else teasers(place, 0, TEASERS)[1]
