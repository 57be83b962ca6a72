"""Areas of news and guides, and the map of the portal."""

from hanam.dvc.catalogue import lookup
from hanam.dvc.catalogue import search
from hanam.dvc.catalogue.moment import today
from hanam.dvc.i18n import _
from hanam.dvc.outreach.places import GUIDES
from hanam.dvc.portal.frame import FOOTER
from hanam.dvc.portal.frame import Frame
from hanam.dvc.portal.teasers import teasers
from Products.Five import BrowserView
from Products.Five.browser.pagetemplatefile import ViewPageTemplateFile


SIZE = 12


class Cards(BrowserView):
    """The public pages of a folder, news latest first, others in their editors' order."""

    template = ViewPageTemplateFile("templates/cards.pt")
    guest_cache = 60

    def __call__(self):
        total, self.items = teasers(self.context, self.start, SIZE)
        older = self.start + SIZE
        self.older = self.page_url(older) if older < total else ""
        self.newer = self.page_url(max(0, self.start - SIZE)) if self.start else ""
        return self.template()

    @property
    def start(self) -> int:
        """The first item of the page; what is no number is the first page."""
        given = self.request.form.get("b_start", "")
        number = int(given) if isinstance(given, str) and given.isdecimal() else 0
        return min(number, 1_000_000)

    def page_url(self, start: int) -> str:
        url = self.context.absolute_url()
        return f"{url}?b_start={start}" if start else url


class SiteMap(BrowserView):
    """All that the portal has, as words.

    A sector's page names all its procedures: from the front page over this one to any procedure it is
    three clicks, however many there are.
    """

    template = ViewPageTemplateFile("templates/sitemap.pt")
    page_title = _("Site map")
    guest_cache = 300

    def __call__(self):
        return self.template()

    def areas(self) -> list[dict]:
        """{title, entries} with entries {url, title}."""
        frame = Frame(self.context, self.request)
        home = frame.portal_url
        counts = search.look(search.Query(size=1)).facets["sector"]
        sectors = [
            {"url": item.absolute_url(), "title": item.title}
            for item in lookup.sectors()
            if counts.get(item.getId())
        ]
        agencies = [
            {"url": item.absolute_url(), "title": item.title}
            for item in lookup.agencies(at=today())
            if item.kind != "commune"
        ]
        pages = [
            {"url": f"{home}/{name}", "title": self.context[name].title}
            for name in FOOTER
            if name in self.context
        ]
        return [
            {"title": _("Main pages"), "entries": frame.menu()},
            {"title": _("Procedures by sector"), "entries": sectors},
            {"title": _("Agencies"), "entries": agencies},
            {"title": _("Guides"), "entries": self.texts(GUIDES)},
            {"title": _("About the portal"), "entries": pages},
        ]

    def texts(self, name) -> list[dict]:
        place = self.context.get(name)
        return [] if place is None else teasers(place, 0, 100)[1]
