"""`sitemap.xml` and `sitemap.xml.gz`: all public pages with their last change."""

from DateTime import DateTime
from hanam.dvc.catalogue import search
from plone import api
from plone.base.interfaces import ISiteSchema
from plone.registry.interfaces import IRegistry
from Products.Five import BrowserView
from xml.sax.saxutils import escape
from zExceptions import NotFound
from zope.component import getUtility

import gzip


NAMESPACE = "http://www.sitemaps.org/schemas/sitemap/0.9"
# Content with a page of its own; forms and files belong to the page that shows them.
TYPES = (
    "Agency",
    "Collection",
    "Decision",
    "Document",
    "Event",
    "Folder",
    "Guide",
    "News Item",
    "PressArticle",
    "PressOrganisation",
    "Procedure",
    "Question",
    "Sector",
    "SupportPoint",
)
# Pages without content of their own.
VIEWS = ("tra-cuu", "thong-ke", "so-do", "du-lieu", "lich-su-muc-do")
MOST = 50_000  # sitemaps.org


class SiteMap(BrowserView):
    """What guests may see; procedures only while they are in force."""

    guest_cache = 3600

    def __call__(self) -> bytes:
        settings = getUtility(IRegistry).forInterface(ISiteSchema, prefix="plone")
        if not settings.enable_sitemap:
            raise NotFound(self.__name__)
        body = self.text().encode("utf-8")
        kind = "application/xml; charset=utf-8"
        if self.__name__.endswith(".gz"):
            body, kind = gzip.compress(body, mtime=0), "application/gzip"
        self.request.response.setHeader("Content-Type", kind)
        return body

    def text(self) -> str:
        urls = "\n".join(
            f"<url><loc>{escape(url)}</loc>"
            + (f"<lastmod>{changed}</lastmod>" if changed else "")
            + "</url>"
            for url, changed in self.pages()[:MOST]
        )
        head = '<?xml version="1.0" encoding="UTF-8"?>'
        return f'{head}\n<urlset xmlns="{NAMESPACE}">\n{urls}\n</urlset>\n'

    def pages(self) -> list[tuple[str, str]]:
        """(address, when it last changed) of each page."""
        home = self.context.absolute_url()
        found = [(home, stamp(self.context.modified()))]
        found += [(f"{home}/{name}", "") for name in VIEWS]
        closed = self.closed()
        for brain in self.brains():
            if brain.getPath() not in closed:
                found.append((brain.getURL(), stamp(brain.modified)))
        return found

    def brains(self):
        catalog = api.portal.get_tool("portal_catalog")
        return catalog.unrestrictedSearchResults(
            portal_type=TYPES,
            allowedRolesAndUsers=["Anonymous"],
            effectiveRange=DateTime(),
            sort_on="path",
            path="/".join(self.context.getPhysicalPath()),
        )

    def closed(self) -> set[str]:
        """Paths of procedures that are not in force."""
        index = search.current()
        day = search.Query().day
        return {entry.data.path for entry in index.entries if entry.data.closed(day)}


def stamp(date) -> str:
    """A W3C date and time."""
    return date.ISO8601()
