"""What the pages of this room share."""

from AccessControl import getSecurityManager
from functools import cached_property
from hanam.dvc.outreach import moment
from plone import api
from Products.Five import BrowserView
from zExceptions import NotFound
from zope.i18n import translate


class Page(BrowserView):
    """A public page without personal data; what is not public looks as if not there."""

    guest_cache = 60  # seconds

    def __call__(self):
        if not may("View", self.context):
            raise NotFound(self.request.getURL())
        self.update()
        return self.index()

    def update(self) -> None:
        """Make ready what the template shows."""

    @cached_property
    def portal_url(self) -> str:
        return api.portal.get().absolute_url()

    @cached_property
    def now(self):
        return moment.now()

    @property
    def page_title(self):
        return self.context.title

    def say(self, message) -> str:
        """A message in the reader's language."""
        return translate(message, context=self.request)

    def asked(self, name: str, longest: int = 200) -> str:
        """A text of the query, without blanks around it; "" if it is none."""
        value = self.request.form.get(name, "")
        return value.strip()[:longest] if isinstance(value, str) else ""

    @property
    def may_edit(self) -> bool:
        return may("Modify portal content", self.context)

    @property
    def is_public(self) -> bool:
        return api.content.get_state(self.context, default="published") == "published"


class Asking(Page):
    """A page with a form that is shown again where something is wrong."""

    problems = ()

    def again(self, status: int, problems):
        """The page once more, with what was typed and what is wrong."""
        self.request.response.setStatus(status)
        self.problems = [
            {"field": problem.field, "message": problem.message} for problem in problems
        ]
        return self.index()

    def error(self, field: str) -> str | None:
        """What is wrong with a field, or None."""
        found = (row["message"] for row in self.problems if row["field"] == field)
        return next(found, None)


class Item(Page):
    """The page of one item, below its folder."""

    @property
    def guest_cache(self):
        return Page.guest_cache if self.is_public else 0

    @property
    def crumbs(self):
        place = self.context.aq_parent
        return [{"url": place.absolute_url(), "title": place.title}]


def may(permission: str, item) -> bool:
    """Whether the reader has a permission (by its title) on an item."""
    return bool(getSecurityManager().checkPermission(permission, item))
