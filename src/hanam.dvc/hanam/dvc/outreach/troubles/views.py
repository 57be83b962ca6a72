"""`/bao-loi`: report a problem, read its answer; `/bao-loi-can-xu-ly`: those who work on it."""

from hanam.dvc.cards import Card
from hanam.dvc.catalogue.audit.desk import DeskEntry
from hanam.dvc.i18n import _
from hanam.dvc.outreach import moment
from hanam.dvc.outreach.feedback import origin
from hanam.dvc.outreach.page import Asking
from hanam.dvc.outreach.page import may
from hanam.dvc.outreach.page import Page
from hanam.dvc.outreach.troubles import taking
from hanam.dvc.outreach.troubles import words
from hanam.dvc.outreach.troubles.settings import value
from hanam.dvc.register import troubles
from hanam.dvc.register.session import for_writing
from hanam.dvc.rules.addresses import without_secrets
from hanam.dvc.rules.vietnamese import clock_time
from hanam.dvc.rules.vietnamese import short_date
from plone import api
from plone.protect import CheckAuthenticator
from Products.Five.browser.pagetemplatefile import ViewPageTemplateFile
from urllib.parse import urlencode
from zExceptions import Forbidden
from zExceptions import NotFound
from zope.interface import implementer
from zope.publisher.interfaces import IPublishTraverse


HANDLE = "hanam.dvc: Handle reports of problems"
TRAP = "website"
REPORT, WORK = "bao-loi", "bao-loi-can-xu-ly"
BUSY = _("Too many reports came from your network. Try again in some minutes.")
ENTRY = DeskEntry(
    _("Reports of problems"),
    _("What citizens met on pages, and what became of it."),
    WORK,
    90,
    HANDLE,
)


def shown(row) -> dict:
    """A report for a reader."""
    return {
        "id": row.id,
        "page": row.page,
        "text": row.text,
        "contact": row.contact,
        "state": row.state,
        "title": words.TITLES[row.state],
        "look": words.LOOKS[row.state],
        "answer": row.answer,
        "at": f"{clock_time(row.at)} {short_date(row.at)}",
        "changed": f"{clock_time(row.changed)} {short_date(row.changed)}",
        "version": row.version,
    }


class Link(Card):
    """Below every page for citizens: where to report a problem with it."""

    template = ViewPageTemplateFile("templates/link.pt")
    weight = 60

    @property
    def is_shown(self) -> bool:
        return not isinstance(self.view, Report)

    @property
    def url(self) -> str:
        page = self.request.get("ACTUAL_URL", "")[len(self.portal_url) :]
        query = urlencode({"page": without_secrets(page)})
        return f"{self.portal_url}/{REPORT}?{query}"


@implementer(IPublishTraverse)
class Report(Asking):
    """The form; behind its address and a token, the report with its answer."""

    index = ViewPageTemplateFile("templates/report.pt")
    kept_page = ViewPageTemplateFile("templates/kept.pt")
    page_title = _("Report a problem")
    guest_cache = 0
    token = ""

    def publishTraverse(self, request, name):
        if self.token:
            raise NotFound(self, name, request)
        self.token = name
        return self

    def __call__(self):
        response = self.request.response
        response.setHeader("Cache-Control", "private, no-store")
        if self.token:
            return self.kept()
        # Only the origin says that the form is ours; the page itself has no secret.
        response.setHeader("Referrer-Policy", "same-origin")
        self.page = without_secrets(self.asked("page", 2000))
        self.longest = value("length")
        if self.request.method == "POST":
            return self.take()
        return self.index()

    def typed(self, name: str) -> str:
        found = self.request.form.get(name, "")
        return found if isinstance(found, str) else ""

    def take(self):
        if not origin.is_ours(self.request):
            raise Forbidden
        if self.request.form.get(TRAP):
            return self.go("cam-on")
        taken = taking.take(
            self.request, self.page, self.typed("text"), self.typed("contact")
        )
        if taken.wait:
            self.request.response.setHeader("Retry-After", str(taken.wait))
            return self.again(429, [taking.Problem("text", BUSY)])
        if taken.problems:
            return self.again(400, taken.problems)
        return self.go(taken.token)

    def go(self, token: str):
        self.request.response.redirect(f"{self.portal_url}/{REPORT}/{token}", 303)
        return ""

    def kept(self):
        """What became of a report, for who holds its token."""
        self.request.response.setHeader("Referrer-Policy", "no-referrer")
        self.request.response.setHeader("X-Robots-Tag", "noindex")
        row = troubles.by_token(self.token)
        if row is None:
            raise NotFound(self.request.getURL())
        self.report = shown(row)
        return self.kept_page()


class Work(Page):
    """The reports by state; each has a form for its state and answer."""

    index = ViewPageTemplateFile("templates/work.pt")
    page_title = _("Reports of problems")
    guest_cache = 0
    problems = ()

    def __call__(self):
        if not may(HANDLE, self.context):
            raise NotFound(self.request.getURL())
        self.request.response.setHeader("Cache-Control", "private, no-store")
        if self.request.method == "POST":
            return self.save()
        taking.forget_contacts()
        return self.index()

    @property
    def state(self) -> str:
        asked = self.asked("state")
        return asked if asked in troubles.STATES else ""

    def tabs(self) -> list[dict]:
        """{url, title, number, current}: what is open, then each state."""
        counts = troubles.counts()
        found = [("", _("Open"), sum(counts[state] for state in troubles.OPEN))]
        found += [(state, words.TITLES[state], counts[state]) for state in counts]
        return [
            {
                "url": f"{self.portal_url}/{WORK}?state={state}",
                "title": title,
                "number": number,
                "current": "page" if state == self.state else None,
            }
            for state, title, number in found
        ]

    def rows(self) -> list[dict]:
        states = (self.state,) if self.state else troubles.OPEN
        return [shown(row) for row in troubles.listed(states)]

    def states(self) -> list[dict]:
        return [{"key": key, "title": words.TITLES[key]} for key in troubles.STATES]

    def save(self):
        """Note state and answer; who lost against another is told."""
        CheckAuthenticator(self.request)
        number, version = self.asked("id"), self.asked("version")
        state = self.asked("new_state")
        answer = taking.clean(self.request.form.get("answer", ""))
        if not number.isdecimal() or state not in troubles.STATES:
            raise NotFound(self.request.getURL())
        for_writing()
        row = troubles.by_id(int(number), for_update=True)
        if row is None:
            raise NotFound(self.request.getURL())
        if version != str(row.version):
            text = _("Somebody else changed this report meanwhile; look at it again.")
            return self.refuse(409, row, text)
        if state in (troubles.SOLVED, troubles.CLOSED) and not answer:
            text = _("Write an answer: whoever reported it reads it.")
            return self.refuse(400, row, text)
        row.state, row.answer = state, answer[: value("length")]
        row.handled_by = api.user.get_current().getId()
        row.changed = moment.now()
        api.portal.show_message(_("The report is saved."), self.request)
        self.request.response.redirect(f"{self.portal_url}/{WORK}", status=303)
        return ""

    def refuse(self, status, row, text):
        self.request.response.setStatus(status)
        self.problems = [{"field": f"answer-{row.id}", "message": text}]
        return self.index()

    def typed_answer(self, row) -> str:
        """What was typed for this report and could not be saved, else what is kept."""
        if self.problems and self.asked("id") == str(row["id"]):
            return taking.clean(self.request.form.get("answer", ""))
        return row["answer"]
