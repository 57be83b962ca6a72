"""`/du-lieu`: what the open data are, and their files at stable addresses."""

from hanam.dvc.catalogue import search
from hanam.dvc.catalogue.opendata import files
from hanam.dvc.catalogue.opendata.settings import setting
from hanam.dvc.catalogue.views.page import Page
from hanam.dvc.i18n import _
from hanam.dvc.interfaces import IOpenDataFile
from hanam.dvc.rules.vietnamese import short_date
from pathlib import Path
from plone import api
from Products.Five.browser.pagetemplatefile import ViewPageTemplateFile
from zExceptions import NotFound
from zope.component import getUtilitiesFor
from zope.interface import implementer
from zope.publisher.interfaces import IPublishTraverse


TEMPLATE = Path(__file__).parent / "templates" / "data.pt"
# File: what is in it, and its format as people call it.
TOLD = {
    "thu-tuc.csv": (_("Procedures, for spreadsheets"), "CSV"),
    "thu-tuc.json": (_("Procedures, for programs"), "JSON"),
    "thu-tuc.ttl": (_("Procedures in the vocabulary CPSV-AP"), "Turtle"),
    "thu-tuc.jsonld": (_("Procedures in the vocabulary CPSV-AP"), "JSON-LD"),
    "thu-tuc.rdf": (_("Procedures in the vocabulary CPSV-AP"), "RDF/XML"),
    "co-quan.csv": (_("Agencies, for spreadsheets"), "CSV"),
    "co-quan.json": (_("Agencies, for programs"), "JSON"),
    "danh-muc.ttl": (_("All data sets in the vocabulary DCAT"), "Turtle"),
}
WHILE_MADE = 10  # seconds
SERVICES = (
    ("@procedures?q=khai+sinh", _("Search procedures")),
    ("@agencies", _("Agencies that exist today")),
    ("@sectors", _("Sectors")),
    ("@online-rate", _("Online rate of each agency in a quarter")),
)


@implementer(IPublishTraverse)
class OpenData(Page):
    """The page; with a name behind it, a file."""

    template = ViewPageTemplateFile(str(TEMPLATE))
    page_title = _("Open data")
    name = ""

    def publishTraverse(self, request, name):
        if self.name or name not in files.FILES:
            raise NotFound(name)
        self.name = name
        return self

    def __call__(self):
        return self.file() if self.name else self.template()

    def file(self) -> bytes:
        response = self.request.response
        response.setHeader(
            "Content-Type", f"{files.FILES[self.name].kind}; charset=utf-8"
        )
        response.setHeader("Access-Control-Allow-Origin", "*")
        if self.name.endswith(".csv"):
            disposition = f'attachment; filename="{self.name}"'
            response.setHeader("Content-Disposition", disposition)
        body, fresh = files.content(self.name, self.portal_url)
        if not fresh:
            # What is made anew now is not to be missed for minutes.
            self.guest_cache = WHILE_MADE
        return body

    # -- what the page shows

    def rows(self) -> list[dict]:
        """{url, name, title, format} of each file."""
        return [
            {
                "url": f"{self.portal_url}/du-lieu/{name}",
                "name": name,
                "title": title,
                "format": form,
            }
            for name, (title, form) in TOLD.items()
        ] + [
            {
                "url": f"{self.portal_url}/{item.path}",
                "name": item.path,
                "title": item.title,
                "format": item.format,
            }
            for _name, item in sorted(getUtilitiesFor(IOpenDataFile))
        ]

    def services(self) -> list[dict]:
        """{url, path, title} of the services."""
        return [
            {"url": f"{self.portal_url}/{path}", "path": f"/{path}", "title": title}
            for path, title in SERVICES
        ]

    def counts(self) -> dict:
        """How many there are, from the indexes: nothing is woken."""
        entries = search.current().entries
        open_ones = [e for e in entries if not e.data.closed(self.today)]
        catalog = api.portal.get_tool("portal_catalog")
        agencies = catalog.unrestrictedSearchResults(portal_type="Agency")
        # An agency without a workflow has no state and is public.
        public = [b for b in agencies if (b.review_state or "published") == "published"]
        return {"procedures": len(open_ones), "agencies": len(public)}

    def updated(self) -> str:
        """The day on which a published procedure last changed."""
        catalog = api.portal.get_tool("portal_catalog")
        brains = catalog.unrestrictedSearchResults(
            portal_type="Procedure",
            review_state="published",
            sort_on="modified",
            sort_order="reverse",
            sort_limit=1,
        )
        return short_date(brains[0].modified.asdatetime().date()) if brains else ""

    def about(self) -> dict:
        """What is known of publisher, licence and contact."""
        names = ("publisher", "licence", "licence_url", "contact")
        return {name: setting(name) for name in names}
