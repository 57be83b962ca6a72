"""Searching the whole portal: procedures first, then news, guides and pages."""

from hanam.dvc.catalogue import lookup
from hanam.dvc.catalogue import search
from hanam.dvc.i18n import _
from hanam.dvc.portal.teasers import teaser
from hanam.dvc.portal.teasers import TEXTS
from plone import api
from plone.base.utils import munge_search_term
from Products.Five import BrowserView
from Products.Five.browser.pagetemplatefile import ViewPageTemplateFile
from urllib.parse import urlencode


LONGEST = 200
PROCEDURES = 5
PAGES = 25


class Search(BrowserView):
    """Answers to ``SearchableText`` (or ``q``); what is private stays unseen."""

    template = ViewPageTemplateFile("templates/search.pt")
    page_title = _("Search the portal")

    def __call__(self):
        return self.template()

    @property
    def question(self) -> str:
        form = self.request.form
        asked = form.get("SearchableText") or form.get("q") or ""
        return asked.strip()[:LONGEST] if isinstance(asked, str) else ""

    def procedures(self) -> tuple[int, list[dict]]:
        """How many procedures answer, and the best as {url, title}."""
        if not self.question:
            return 0, []
        total, items = search.find(self.question, size=PROCEDURES)
        url = f"{self.context.absolute_url()}/{lookup.PROCEDURES}/"
        return total, [
            {"url": url + item["id"], "title": item["title"]} for item in items
        ]

    @property
    def all_procedures_url(self) -> str:
        query = urlencode({"q": self.question})
        return f"{self.context.absolute_url()}/{lookup.PROCEDURES}?{query}"

    def texts(self) -> list[dict]:
        """News, guides and pages; see `teasers.teaser`."""
        if not self.question:
            return []
        words = munge_search_term(self.question)
        brains = api.content.find(SearchableText=words, portal_type=TEXTS)
        return [teaser(brain) for brain in brains[:PAGES]]
