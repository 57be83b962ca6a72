"""`/huu-ich`: takes the answer to “Was this useful?”, and a remark; `/y-kien-trang`: what
editors learn from it."""

from datetime import timedelta
from hanam.dvc.cards import Card
from hanam.dvc.i18n import _
from hanam.dvc.outreach.feedback import known
from hanam.dvc.outreach.feedback import origin
from hanam.dvc.outreach.feedback import taking
from hanam.dvc.outreach.page import Page
from hanam.dvc.outreach.settings import value
from hanam.dvc.register import opinions
from hanam.dvc.rules.opinions import trouble
from hanam.dvc.rules.vietnamese import short_date
from plone import api
from plone.protect import CheckAuthenticator
from Products.Five.browser.pagetemplatefile import ViewPageTemplateFile
from urllib.parse import urlencode
from zExceptions import Forbidden
from zExceptions import NotFound


PERIODS = (30, 90, 365)
REMARKS = 200
# Each line is looked up: those that fail their readers most are enough.
PAGES = 200
# A field that people do not see; what fills it in is no person.
TRAP = "website"
PROBLEMS = {
    400: _("Choose yes or no."),
    429: _("Too many answers came from your network. Try again in some minutes."),
}


class Question(Card):
    """The question below a public page; the same for all readers."""

    template = ViewPageTemplateFile("templates/question.pt")
    weight = 50

    @property
    def is_shown(self) -> bool:
        if self.request.get("REQUEST_METHOD", "GET") not in ("GET", "HEAD"):
            return False
        return known.is_public_view(self.view) and not isinstance(self.view, Useful)

    @property
    def path(self) -> str:
        return known.path_of(self.request)


class Useful(Page):
    """POST takes an answer or a remark, GET says thanks and offers to write more."""

    index = ViewPageTemplateFile("templates/useful.pt")
    page_title = _("Thank you for your answer")
    guest_cache = 0
    problems = ()

    def __call__(self):
        self.page = self.asked("page")
        self.useful = self.asked("useful")
        self.text = self.asked("text", 5000)
        self.done = self.asked("done")
        self.longest = value("comment_length")
        if self.request.method == "POST":
            return self.take()
        self.title = known.title_of(self.page, self.request)
        if self.title is None or (self.useful not in taking.ANSWERS and not self.done):
            raise NotFound(self.request.getURL())
        return self.index()

    def take(self):
        if not origin.is_ours(self.request):
            raise Forbidden
        has_text = "text" in self.request.form
        if self.request.form.get(TRAP):
            return self.go(done="1")
        taken = taking.take(
            self.request, self.page, self.useful, self.text, vote=not has_text
        )
        if taken.status == 404:
            raise NotFound(self.request.getURL())
        if taken.status != 200:
            return self.again(taken)
        return self.go(done="1") if has_text else self.go(useful=self.useful)

    def go(self, **query):
        query = urlencode({"page": self.page, **query})
        url = f"{self.portal_url}/huu-ich?{query}"
        self.request.response.redirect(url, status=303)
        return ""

    def again(self, taken):
        """The page once more, with what was typed and what is wrong."""
        self.title = taken.title
        self.request.response.setStatus(taken.status)
        if taken.wait:
            self.request.response.setHeader("Retry-After", str(taken.wait))
        self.problems = [{"field": "text", "message": PROBLEMS[taken.status]}]
        return self.index()

    @property
    def back_url(self) -> str:
        return self.portal_url + self.page


class Opinions(Page):
    """Pages ranked by trouble, and the latest remarks; for editors."""

    index = ViewPageTemplateFile("templates/opinions.pt")
    page_title = _("What readers say of the pages")
    guest_cache = 0

    def update(self):
        asked = self.asked("days")
        days = int(asked) if asked.isdecimal() else 0
        self.days = days if days in PERIODS else PERIODS[1]
        since = self.now.date() - timedelta(days=self.days)
        lines = opinions.pages(since)
        lines.sort(
            key=lambda line: (
                -trouble(line.useful, line.not_useful),
                -line.not_useful,
                line.page,
            )
        )
        self.lines = [self.line(line) for line in lines[:PAGES]]
        self.remarks = [
            {
                "id": row.id,
                "page": row.page,
                "url": self.portal_url + row.page,
                "day": short_date(row.day),
                "useful": row.useful,
                "text": row.text,
            }
            for row in opinions.remarks(since, REMARKS)
        ]

    def line(self, line) -> dict:
        total = line.useful + line.not_useful
        return {
            "page": line.page,
            "url": self.portal_url + line.page,
            "title": known.title_of(line.page, self.request) or line.page,
            "useful": line.useful,
            "not_useful": line.not_useful,
            "share": round(100 * line.not_useful / total),
        }

    def periods(self) -> list[dict]:
        """{url, days, current} of the choices."""
        url = f"{self.portal_url}/y-kien-trang?days="
        return [
            {
                "url": f"{url}{days}",
                "days": days,
                "current": "true" if days == self.days else None,
            }
            for days in PERIODS
        ]


class Hide(Page):
    """`/an-gop-y`: an editor hides a remark, for good."""

    def __call__(self):
        if self.request.method != "POST":
            raise NotFound(self.request.getURL())
        CheckAuthenticator(self.request)
        number = self.asked("id")
        if not number.isdecimal() or not opinions.hide(int(number)):
            raise NotFound(self.request.getURL())
        api.portal.show_message(_("The remark is hidden."), self.request)
        self.request.response.redirect(f"{self.portal_url}/y-kien-trang", status=303)
        return ""
