"""What the pages of staff have in common."""

from AccessControl import Unauthorized
from functools import cached_property
from hanam.dvc.counter.desk import Desk
from hanam.dvc.counter.desk import desk_of
from hanam.dvc.counter.lines import Reader
from hanam.dvc.dossiers import moment
from hanam.dvc.i18n import _
from plone import api
from Products.Five import BrowserView
from Products.Five.browser.pagetemplatefile import ViewPageTemplateFile
from zope.component import getMultiAdapter
from zope.i18n import translate


class StaffView(BrowserView):
    """A page for staff: a guest is asked to log in, others are told kindly.

    A subclass offers `page_title` and `page()`.
    """

    page_title = _("Work")
    # Said to staff whose role the page is not for.
    for_whom = _("Your account has no role that uses this page.")
    elsewhere = ViewPageTemplateFile("../templates/elsewhere.pt")

    def __call__(self):
        response = self.request.response
        response.setHeader("Cache-Control", "private, no-store")
        response.setHeader("Referrer-Policy", "same-origin")
        if api.user.is_anonymous():
            raise Unauthorized("staff only")
        if not self.may_enter():
            response.setStatus(403)
            return self.elsewhere()
        return self.page()

    def may_enter(self) -> bool:
        """Whether the page is for this user."""
        return self.desk.is_staff

    @cached_property
    def desk(self) -> Desk:
        return desk_of()

    @cached_property
    def now(self):
        return moment.now()

    def today(self) -> str:
        """The day as a field for a day takes it."""
        return self.now.date().isoformat()

    @cached_property
    def reader(self) -> Reader:
        return Reader(self.desk, self.now, self.request)

    @cached_property
    def frames(self):
        """The macros around a page, by name."""
        return getMultiAdapter((self.context, self.request), name="frame").macros

    @cached_property
    def portal_url(self) -> str:
        return api.portal.get().absolute_url()

    @property
    def is_post(self) -> bool:
        return self.request.get("REQUEST_METHOD") == "POST"

    def say(self, message) -> str:
        """A message in the reader's language."""
        return translate(message, context=self.request)

    def is_genuine(self) -> bool:
        """Whether the form was sent from a page of this portal shown to this user."""
        context = (self.context, self.request)
        return getMultiAdapter(context, name="authenticator").verify()

    def tell(self, message, kind: str = "info") -> None:
        """A message for the next page."""
        api.portal.show_message(self.say(message), self.request, type=kind)

    def go(self, url: str) -> str:
        """Redirect after a success (303: a reload sends nothing again).

        `static/keep.js` is told the address instead: followed by a script, the page would
        be read once in vain, and its messages with it.
        """
        response = self.request.response
        if self.request.getHeader("X-Keep"):
            response.setStatus(204)
            response.setHeader("X-Location", url)
        else:
            response.redirect(url, status=303)
        return ""
