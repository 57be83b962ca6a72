"""Searching the whole portal: procedures first, then guides, news and pages."""

from functools import cached_property
from hanam.dvc.catalogue import lookup
from hanam.dvc.catalogue import search
from hanam.dvc.catalogue.interfaces import IMissed
from hanam.dvc.i18n import _
from hanam.dvc.portal.finding import texts
from hanam.dvc.portal.finding.snippets import pieces
from Products.Five import BrowserView
from Products.Five.browser.pagetemplatefile import ViewPageTemplateFile
from urllib.parse import urlencode
from zope.component import queryUtility


LONGEST = 200
PROCEDURES = 5


class Search(BrowserView):
    """Answers to ``SearchableText`` (or ``q``); what is private stays unseen."""

    template = ViewPageTemplateFile("templates/search.pt")
    page_title = _("Search the portal")

    def __call__(self):
        if self.question:
            self.count()
        return self.template()

    @property
    def question(self) -> str:
        form = self.request.form
        asked = form.get("SearchableText") or form.get("q") or ""
        return asked.strip()[:LONGEST] if isinstance(asked, str) else ""

    def count(self) -> None:
        """Have it counted that nothing was found."""
        missed = queryUtility(IMissed)
        if missed is not None and not self.found.total and not self.groups:
            missed.add(self.question, 0)

    @cached_property
    def found(self) -> search.Found:
        return search.look(search.Query(q=self.question, size=PROCEDURES))

    @cached_property
    def words(self):
        return texts.words_of(self.found.instead or self.question)

    @cached_property
    def groups(self) -> list[dict]:
        """Guides, news and pages; see `texts.groups`."""
        return texts.groups(self.question) if self.question else []

    def procedures(self) -> list[dict]:
        """The best procedures as {url, title, code}; title is a list of pieces."""
        url = f"{self.context.absolute_url()}/{lookup.PROCEDURES}/"
        return [
            {
                "url": url + item["id"],
                "title": pieces(item["title"], self.words),
                "code": item["code"],
            }
            for item in self.found.items
        ]

    @property
    def all_procedures_url(self) -> str:
        query = urlencode({"q": self.question})
        return f"{self.context.absolute_url()}/{lookup.PROCEDURES}?{query}"
