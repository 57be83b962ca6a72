"""What the citizen's pages have in common."""

from functools import cached_property
from hanam.dvc.filing import guard
from pathlib import Path
from plone import api
from Products.Five import BrowserView
from Products.Five.browser.pagetemplatefile import ViewPageTemplateFile
from zlib import crc32
from zope.i18n import translate
from zope.interface import implementer
from zope.publisher.interfaces import IPublishTraverse


TEMPLATES = Path(__file__).parent / "templates"
STATIC = Path(__file__).parent / "static"
VERSION = f"{crc32(b''.join(path.read_bytes() for path in sorted(STATIC.iterdir()))):x}"
FIELDS = ViewPageTemplateFile(str(TEMPLATES / "fields.pt"))
DRAFTING = Path(__file__).parent / "drafting" / "templates"


def template(name: str) -> ViewPageTemplateFile:
    """A template of this room."""
    return ViewPageTemplateFile(str(TEMPLATES / f"{name}.pt"))


@implementer(IPublishTraverse)
class Page(BrowserView):
    """A page with a path of its own behind it: ``path`` are the names after the view's.

    ``problems`` is what the frame lists at the top; ``guest_cache`` is unset, so nothing
    of it is kept by a shared cache.
    """

    page_title = ""
    problems = ()
    longest_path = 2
    # Macros of drafts; the mark of practice stands on every page of a filing.
    draft_parts = ViewPageTemplateFile(str(DRAFTING / "parts.pt"))
    is_practice = False

    def __init__(self, context, request):
        super().__init__(context, request)
        self.path = []

    def publishTraverse(self, request, name):
        if len(self.path) >= self.longest_path:
            return super().publishTraverse(request, name)
        self.path.append(name)
        return self

    @cached_property
    def portal_url(self) -> str:
        return api.portal.get().absolute_url()

    @property
    def static_url(self) -> str:
        """Where the room's own style sheet and script are served."""
        return f"{self.portal_url}/++resource++dvc-filing"

    static_version = VERSION

    @property
    def macros(self):
        """The macros that draw form controls."""
        return FIELDS.macros

    def guide_url(self, guide: str) -> str:
        """The address of a guide: a path of this portal, or another site's page."""
        return f"{self.portal_url}{guide}" if guide.startswith("/") else guide

    def token(self) -> str:
        """The hidden field that binds a form to its visitor."""
        return guard.token(self.request)

    def is_genuine(self) -> bool:
        return guard.is_genuine(self.context, self.request)

    def say(self, message) -> str:
        """A message in the reader's language."""
        return translate(message, context=self.request)

    def go(self, url: str) -> str:
        """Send the browser to ``url`` by GET, after a POST as well."""
        self.request.response.redirect(url, status=303)
        return ""

    def tell(self, problems) -> None:
        """Put problems where the frame's summary finds them."""
        self.problems = [
            {"field": problem.field, "message": problem.message} for problem in problems
        ]

    def problem_of(self, field: str):
        """What is wrong with a control, or None."""
        found = [row["message"] for row in self.problems if row["field"] == field]
        return found[0] if found else None
