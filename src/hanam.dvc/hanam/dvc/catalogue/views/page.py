"""What the pages of the catalogue share."""

from functools import cached_property
from hanam.dvc.catalogue import fees
from hanam.dvc.catalogue import limits
from hanam.dvc.catalogue import lookup
from hanam.dvc.catalogue import search
from hanam.dvc.catalogue import terms
from hanam.dvc.catalogue.moment import today
from hanam.dvc.i18n import _
from pathlib import Path
from plone import api
from Products.Five import BrowserView
from Products.Five.browser.pagetemplatefile import ViewPageTemplateFile
from urllib.parse import urlencode
from zope.i18n import translate


TEMPLATES = Path(__file__).parent.parent / "templates"


def template(name: str) -> ViewPageTemplateFile:
    """A page template of the room."""
    return ViewPageTemplateFile(str(TEMPLATES / f"{name}.pt"))


class Page(BrowserView):
    """A public page without personal data."""

    guest_cache = 300  # seconds

    @cached_property
    def portal_url(self) -> str:
        return api.portal.get().absolute_url()

    @cached_property
    def today(self):
        return today()

    def say(self, message) -> str:
        """A message in the reader's language."""
        return translate(message, context=self.request)

    def crumb(self, name: str) -> dict:
        """A place of the catalogue on the way to a page."""
        place = lookup.folder(name)
        title = name if place is None else place.title
        return {"url": f"{self.portal_url}/{name}", "title": title}

    def procedures_url(self, **filters) -> str:
        """The list of procedures with filters."""
        chosen = {key: value for key, value in filters.items() if value}
        query = f"?{urlencode(chosen)}" if chosen else ""
        return f"{self.portal_url}/{lookup.PROCEDURES}{query}"

    def card(self, item: dict) -> dict:
        """An item of `search.look` as the macro ``card`` shows it."""
        return {
            "url": f"{self.portal_url}/{lookup.PROCEDURES}/{item['id']}",
            "title": item["title"],
            "code": item["code"],
            "agencies": ", ".join(self.agency_names(item["agencies"])),
            "level": terms.title_of(terms.ONLINE_LEVELS, item["level"]),
            "online": item["level"] >= 3,
            "limit": self.say(limits.in_words(item["limit"])),
            "fee": self.say(fees.summary(item["fee"])),
            "hidden": item["state"] != "published",
            "closed": item["closed"],
        }

    def agency_names(self, slugs) -> list[str]:
        return [self.say(search.facet_title("agency", slug)) for slug in slugs]


class Macros(BrowserView):
    """Macros ``card`` and ``pages`` for pages of the catalogue."""

    template = template("macros")

    @property
    def macros(self):
        return self.template.macros


class NotHere(Page):
    """In place of a procedure that does not exist or is not for the public."""

    template = template("not_here")
    page_title = _("This procedure is not here")
    guest_cache = 0
    name = ""

    def __call__(self):
        self.request.response.setStatus(404)
        return self.template()

    @property
    def crumbs(self):
        return [self.crumb(lookup.PROCEDURES)]

    def near(self) -> list[dict]:
        """Procedures whose code or name is like what was asked for."""
        words = self.name.replace("-", " ").strip()
        if not words:
            return []
        return [self.card(item) for item in search.find(words, size=5)[1]]
