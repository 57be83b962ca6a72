"""The site search of Plone and its API: what is written with the same marks comes first.

Their index ignores marks, so that everything is found; here the order is put right.
"""

from hanam.dvc.portal.finding.snippets import exactness
from plone.restapi.search.handler import SearchHandler
from plone.restapi.search.utils import unflatten_dotted_dict
from plone.restapi.services import Service
from Products.CMFPlone.browser.search import AjaxSearch
from ZTUtils.Lazy import LazyMap


# So many of the first are put into order; a reader sees no more of them.
MOST = 500


def exact_first(brains, question: str):
    """The same results, those with the phrase in title or description first."""
    question = question.replace("*", " ").replace('"', " ")
    if not question.strip():
        return brains
    first = list(brains[:MOST])
    first.sort(key=lambda brain: -closeness(brain, question))
    rest = list(brains[MOST:]) if len(brains) > MOST else []
    return LazyMap(lambda brain: brain, first + rest)


def closeness(brain, question) -> int:
    title = exactness(brain.Title or "", question)
    return 4 * title + exactness(brain.Description or "", question)


class Catalog:
    """The catalogue, its answers in our order."""

    def __init__(self, catalog, question):
        self.catalog = catalog
        self.question = question

    def searchResults(self, **query):
        return exact_first(self.catalog.searchResults(**query), self.question)


class Handler(SearchHandler):
    """plone.restapi's, where it sorts by relevance."""

    def search(self, query=None):
        question = (query or {}).get("SearchableText") or (query or {}).get("Title")
        if isinstance(question, str) and not (query or {}).get("sort_on"):
            self.catalog = Catalog(self.catalog, question)
        return super().search(query)


class SearchGet(Service):
    """``GET @search``."""

    def reply(self):
        query = unflatten_dotted_dict(self.request.form.copy())
        return Handler(self.context, self.request).search(query)


class LiveSearch(AjaxSearch):
    """``@@ajax-search``, what Plone's search field shows while one types."""

    def results(self, *args, **options):
        found = super().results(*args, **options)
        question = self.request.form.get("SearchableText", "")
        if self.request.form.get("sort_on") or not isinstance(question, str):
            return found
        return exact_first(found, question)
