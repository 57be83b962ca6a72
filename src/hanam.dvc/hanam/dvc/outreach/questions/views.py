"""`/hoi-dap`: questions with their answers, the form to ask, the list of what waits."""

from datetime import date
from hanam.dvc.catalogue import lookup
from hanam.dvc.i18n import _
from hanam.dvc.outreach import explains
from hanam.dvc.outreach import places
from hanam.dvc.outreach import settings
from hanam.dvc.outreach.feedback import origin
from hanam.dvc.outreach.page import Asking
from hanam.dvc.outreach.page import Item
from hanam.dvc.outreach.page import may
from hanam.dvc.outreach.page import Page
from hanam.dvc.outreach.questions import asking
from hanam.dvc.outreach.questions import retention
from hanam.dvc.rules.vietnamese import fold
from hanam.dvc.rules.vietnamese import short_date
from plone import api
from plone.protect import CheckAuthenticator
from Products.Five.browser.pagetemplatefile import ViewPageTemplateFile
from textwrap import shorten
from zExceptions import Forbidden
from zExceptions import NotFound


RECORDS = "hanam.dvc: View records of outreach"
TRAP = "website"
EXCERPT = 160
WAIT = _("Too many questions came from your network. Try again in some minutes.")


def excerpt(text: str) -> str:
    """The beginning of a text on one line."""
    return shorten(text or "", EXCERPT, placeholder="…")


def is_answered(question) -> bool:
    return bool(question.answer and question.answer.raw.strip())


class Questions(Page):
    """The answered questions by topic; ``?q=`` finds words in them."""

    index = ViewPageTemplateFile("templates/questions.pt")

    def update(self):
        self.q = self.asked("q")
        self.is_staff = may(RECORDS, self.context)
        found = places.public_items(
            places.QUESTIONS, "Question", review_state="published"
        )
        self.found = [item for item in found if self.matches(item)]

    def matches(self, item) -> bool:
        """Whether all words asked for are in the question or its answer."""
        if not self.q:
            return True
        answer = item.answer.raw if item.answer else ""
        known = set(fold(f"{item.title} {answer}").split())
        return set(fold(self.q).split()) <= known

    def sections(self) -> list[dict]:
        """{title, questions} in the order of the settings; the rest comes last."""
        topics = list(settings.value("topics") or ())
        by_topic: dict = {topic: [] for topic in topics}
        for item in self.found:
            by_topic.setdefault(item.topic or "", []).append(self.shown(item))
        return [
            {"title": topic, "questions": rows}
            for topic, rows in by_topic.items()
            if rows
        ]

    def shown(self, item) -> dict:
        return {
            "id": item.getId(),
            "url": item.absolute_url(),
            "title": item.title,
            "answer": item.answer.output if item.answer else "",
            "procedures": explains.links(item),
        }


class Question(Item):
    """One question; staff see what was asked in its own words."""

    index = ViewPageTemplateFile("templates/question.pt")

    def update(self):
        self.procedures = explains.links(self.context)
        self.is_staff = may(RECORDS, self.context)
        day, refused = asking.due(self.context), self.context.refused
        self.due = "" if day is None or refused else short_date(day)
        self.refused = short_date(refused) if refused else ""
        self.may_publish = may("Review portal content", self.context)

    @property
    def answered(self) -> bool:
        return is_answered(self.context)


class Publish(Item):
    """`<question>/@@tra-loi-cong-khai`: publish an answered question."""

    def __call__(self):
        if self.request.method != "POST":
            raise NotFound(self.request.getURL())
        CheckAuthenticator(self.request)
        retention.erase_old()
        if not is_answered(self.context):
            api.portal.show_message(
                _("Write the answer first."), self.request, type="error"
            )
        elif not asking.has_own_title(self.context):
            text = _("Write the question in your own words first, without names.")
            api.portal.show_message(text, self.request, type="error")
        elif not self.is_public:
            api.content.transition(self.context, to_state=places.PUBLISHED)
            api.portal.show_message(_("The answer is public."), self.request)
        self.request.response.redirect(self.context.absolute_url(), status=303)
        return ""


class Ask(Asking):
    """`/hoi-dap/dat-cau-hoi`: the form; nothing typed is lost."""

    index = ViewPageTemplateFile("templates/ask.pt")
    page_title = _("Ask a question")
    guest_cache = 0

    def update(self):
        form = self.request.form
        self.typed = asking.Asked(
            self.asked("question", asking.LONGEST + 1),
            self.asked("topic"),
            self.asked("email"),
            self.asked("procedure"),
        )
        self.done = form.get("done") == "1"
        self.topics = settings.value("topics") or ()
        found = lookup.procedure(self.typed.procedure)
        self.procedure = found if found is not None and may("View", found) else None
        self.days = settings.value("answer_days")

    def __call__(self):
        if self.request.method != "POST":
            return super().__call__()
        self.update()
        CheckAuthenticator(self.request)
        if not origin.is_ours(self.request):
            raise Forbidden
        if self.request.form.get(TRAP):
            return self.go()
        wait = asking.seconds_to_wait(self.request)
        if wait:
            self.request.response.setHeader("Retry-After", str(wait))
            return self.again(429, [asking.Problem("question", WAIT)])
        problems = asking.problems_of(self.typed)
        if problems:
            return self.again(400, problems)
        asking.keep(self.typed, self.request)
        return self.go()

    def go(self):
        url = f"{self.context.absolute_url()}/dat-cau-hoi?done=1"
        self.request.response.redirect(url, status=303)
        return ""

    @property
    def crumbs(self):
        return [{"url": self.context.absolute_url(), "title": self.context.title}]


class Waiting(Page):
    """`/cau-hoi-cho-tra-loi`: what nobody has answered in public yet, the oldest first."""

    index = ViewPageTemplateFile("templates/waiting.pt")
    page_title = _("Questions that wait for an answer")
    guest_cache = 0

    def update(self):
        found = places.public_items(
            places.QUESTIONS, "Question", review_state=["private", "pending"]
        )
        found = [item for item in found if item.refused is None]
        found.sort(key=lambda item: asking.due(item) or date.max)
        self.lines = [self.line(item) for item in found]

    def line(self, item) -> dict:
        day, today = asking.due(item), self.now.date()
        return {
            "url": item.absolute_url(),
            "title": item.title,
            "excerpt": excerpt(item.asked_text),
            "topic": item.topic or "",
            "asked": "" if item.asked is None else short_date(item.asked),
            "due": "" if day is None else short_date(day),
            "late": day is not None and day < today,
            "answered": is_answered(item),
        }
