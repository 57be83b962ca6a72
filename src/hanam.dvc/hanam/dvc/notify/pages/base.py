"""What the pages of this room have in common."""

from hanam.dvc.catalogue.views.page import Page
from hanam.dvc.dossiers import moment
from hanam.dvc.i18n import _
from hanam.dvc.notify import events
from hanam.dvc.notify.channels import CHANNELS
from hanam.dvc.rules import vietnamese
from pathlib import Path
from plone import api
from Products.Five.browser.pagetemplatefile import ViewPageTemplateFile
from zope.component import getMultiAdapter
from zope.interface import implementer
from zope.publisher.interfaces import IPublishTraverse


TEMPLATES = Path(__file__).parent.parent / "templates"
TOO_OLD = _("This form is too old or was sent from elsewhere. Send it again.")
STATES = {
    "queued": (_("waiting to be sent"), "wait"),
    "sending": (_("being sent"), "wait"),
    "failed": (_("tried, will be tried again"), "warn"),
    "sent": (_("sent"), "good"),
    "delivered": (_("arrived"), "good"),
    "dead": (_("given up"), "bad"),
}
LANGUAGES = {"vi": _("Vietnamese"), "en": _("English")}


def template(name: str) -> ViewPageTemplateFile:
    """A page template of this room."""
    return ViewPageTemplateFile(str(TEMPLATES / f"{name}.pt"))


@implementer(IPublishTraverse)
class RoomPage(Page):
    """A page for one person, never kept by a cache; ``path`` are the names behind it."""

    guest_cache = 0
    longest_path = 0
    problems = ()
    crumbs = ()

    def __init__(self, context, request):
        super().__init__(context, request)
        self.path: list[str] = []

    def publishTraverse(self, request, name):
        if len(self.path) >= self.longest_path:
            return super().publishTraverse(request, name)
        self.path.append(name)
        return self

    def keep_private(self) -> None:
        self.request.response.setHeader("Cache-Control", "private, no-store")
        self.request.response.setHeader("Referrer-Policy", "same-origin")

    @property
    def is_post(self) -> bool:
        return self.request.get("REQUEST_METHOD") == "POST"

    def is_genuine(self) -> bool:
        """Whether the form was sent from a page of this portal shown to this user."""
        pair = self.context, self.request
        return getMultiAdapter(pair, name="authenticator").verify()

    def typed(self, name: str, default: str = "") -> str:
        value = self.request.form.get(name)
        return value if isinstance(value, str) else default

    def chosen(self, name: str) -> list[str]:
        """The values of a row of check boxes."""
        value = self.request.form.get(name, [])
        values = [value] if isinstance(value, str) else value
        return [one for one in values if isinstance(one, str)]

    def tell(self, message, kind: str = "info") -> None:
        """A message for the next page."""
        api.portal.show_message(self.say(message), self.request, type=kind)

    def go(self, url: str) -> str:
        """Show another page; a reload sends nothing again."""
        self.request.response.redirect(url, status=303)
        return ""

    def again(self, status: int, *problems) -> None:
        """What is wrong, each as (field, message), on the page shown once more."""
        self.request.response.setStatus(status)
        self.problems = [
            {"field": field, "message": self.say(message)}
            for field, message in problems
        ]

    def error(self, name: str) -> str:
        """What is wrong with a field, or ""."""
        return next(
            (row["message"] for row in self.problems if row["field"] == name), ""
        )

    # -- words

    def channel_title(self, name: str) -> str:
        known = CHANNELS.get(name)
        return name if known is None else self.say(known.title)

    def event_title(self, name: str) -> str:
        """What an event is called; its id where the code that knew it is gone."""
        known = events.find(name)
        return name if known is None else self.say(known.title)

    def state(self, row) -> dict:
        """{title, look} of the state of a message."""
        title, look = STATES[row.state]
        return {"title": self.say(title), "look": look}

    def when(self, value) -> str:
        """ "09:00 06/9/2018", only the time for today; "" for None."""
        if value is None:
            return ""
        time = vietnamese.clock_time(value)
        if value.date() == moment.now().date():
            return time
        return f"{time} {vietnamese.short_date(value.date())}"
