"""`/chup/<code>`: the page of a phone that takes photos for a draft or form at a desk.

GET  …/<code>               the slots, with what this phone has sent
POST …/<code>               photos: component, file (one by a script, several without)
POST …/<code>/bo            take back what this phone has sent: remove
GET  …/<code>/nho/<paper>   a small picture of what this phone has sent
"""

from dataclasses import replace
from hanam.dvc.catalogue import settings
from hanam.dvc.dossiers import download
from hanam.dvc.dossiers.handoff import adding
from hanam.dvc.dossiers.handoff import codes
from hanam.dvc.dossiers.handoff import slots
from hanam.dvc.filing import guard
from hanam.dvc.filing import uploads
from hanam.dvc.filing.braked import address
from hanam.dvc.filing.papers import answering
from hanam.dvc.filing.papers import words
from hanam.dvc.filing.papers.answering import Answering
from hanam.dvc.filing.wording import told
from hanam.dvc.i18n import _
from hanam.dvc.identity import browser
from zExceptions import NotFound

import secrets


COOKIE = "dvc_may"
PICTURES = ("image/jpeg", "image/png")
ENDED = _(
    "This code does not hold any more: its time is over, it was ended at the computer, or "
    "the dossier has been filed. Show a new code at the computer and scan it."
)
TOO_OFTEN = _("That was too often. Wait a few minutes, then try again.")


class Phone(Answering):
    """See the module."""

    longest_path = 3
    page_title = _("Take photos of papers")
    page = answering.template("phone")
    ended_page = answering.template("phone_ended")
    row = desk = None
    message = ""

    def __call__(self):
        guard.keep_private(self.request.response)
        guard.ensure_mark(self.request)
        who = address(self.request)
        wait = codes.seconds_for_misses(who)
        code = self.path[0] if self.path else ""
        if not wait:
            self.row, self.desk = codes.find(code)
            if self.desk is None:
                codes.MISSES.count(who, codes.WINDOW)
        if wait or self.desk is None:
            return self.ended(wait)
        self.phone = self.own_mark()
        if len(self.path) == 3 and self.path[1] == "nho":
            return self.small(self.path[2])
        if self.request.method != "POST":
            codes.see(self.row)
            return self.state() if self.is_script else self.page()
        if not self.is_genuine():
            return self.wrong(403, answering.FORGED)
        return self.take_back() if self.path[1:] == ["bo"] else self.add()

    def own_mark(self) -> str:
        """The digest of this phone's mark: what it has sent is its own."""
        mark = self.request.cookies.get(COOKIE) or ""
        if not browser.MARK.fullmatch(mark):
            mark = secrets.token_urlsafe(32)
            browser.set_cookie(self.request, COOKIE, mark)
        return browser.digest(mark)

    @property
    def is_script(self) -> bool:
        return "application/json" in (self.request.getHeader("Accept") or "")

    @property
    def url(self) -> str:
        return f"{self.portal_url}/chup/{self.path[0]}"

    def ended(self, wait: int):
        """The code is not, or not any more, or not now."""
        status, self.message = (429, TOO_OFTEN) if wait else (410, ENDED)
        if wait:
            self.request.response.setHeader("Retry-After", str(wait))
        if self.is_script:
            return self.fail(status, self.message)
        self.request.response.setStatus(status)
        return self.ended_page()

    def wrong(self, status: int, message):
        if self.is_script:
            return self.fail(status, message)
        self.request.response.setStatus(status)
        self.message = message
        return self.page()

    def own(self, papers) -> list:
        return [paper for paper in papers if getattr(paper, "hand", "") == self.phone]

    def small(self, paper_id: str):
        paper = next((p for p in self.own(self.papers) if p.id == paper_id), None)
        if paper is None:
            raise NotFound(self.request.getURL())
        return download.respond_small(paper, self.request)

    def add(self):
        """Each photo by itself: one that cannot be taken does not keep the others out."""
        known, holder = self.desk.known(), self.desk.holder
        component = self.request.form.get("component")
        sent = uploads.files_in(self.request, "file")
        if component not in known or not sent:
            return self.wrong(400, answering.NO_FILE)
        problems = []
        for upload in sent:
            if codes.seconds_for_upload(holder):
                return self.wrong(429, TOO_OFTEN)
            codes.UPLOADS.count(holder.getId(), codes.WINDOW)
            limits = settings.limits()
            new = uploads.as_paper(upload, component, limits)
            added = adding.add(
                holder,
                new,
                known,
                limits,
                added_by=self.desk.added_by,
                hand=self.phone,
            )
            problems += added.problems
        self.desk.touch()
        if problems and self.is_script:
            return self.refuse(problems)
        return self.done(told(problems[0]) if problems else "", added.again)

    def take_back(self):
        paper = self.papers.get(self.request.form.get("remove"))
        if paper is not None and self.own([paper]):
            self.papers.discard(paper.id)
            self.desk.touch()
        return self.done()

    def state(self) -> str:
        """What this phone has sent, for its script."""
        return self.answer(
            slots={slot["name"]: self.html_of(slot) for slot in self.slots()}
        )

    def done(self, message="", again=False):
        if self.is_script:
            return self.answer(again=again)
        if message:
            self.message = message
            return self.page()
        return self.go(self.url)

    @property
    def papers(self):
        return self.desk.holder.papers

    def words(self) -> str:
        """What the script says and checks before sending, as JSON."""
        limits = replace(settings.limits(), content_types=PICTURES)
        return words.as_json(limits)

    def slots(self) -> list[dict]:
        """The slots with what this phone has sent; of the rest nothing is told."""
        return [
            {
                **slots.slot(row, self.own(self.papers.of(row["key"])), self.url),
                "phone": True,
            }
            for row in self.desk.rows()
        ]

    def html_of(self, slot) -> str:
        return self.phone_slot(slot=slot)

    phone_slot = answering.template("phone_slot")
