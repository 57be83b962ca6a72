"""`/chup/<code>`: the page of a phone that takes photos for a draft at a desk.

GET  …/<code>               the slots, with what this phone has sent
POST …/<code>               photos: component, file (one by a script, several without)
POST …/<code>/bo            take back what this phone has sent: remove
GET  …/<code>/nho/<paper>   a small picture of what this phone has sent
"""

from dataclasses import replace
from hanam.dvc.catalogue import settings
from hanam.dvc.dossiers import download
from hanam.dvc.dossiers import drafts
from hanam.dvc.dossiers import facts
from hanam.dvc.filing import guard
from hanam.dvc.filing import uploads
from hanam.dvc.filing.braked import address
from hanam.dvc.filing.papers import adding
from hanam.dvc.filing.papers import answering
from hanam.dvc.filing.papers import changing
from hanam.dvc.filing.papers import hand
from hanam.dvc.filing.papers import slots
from hanam.dvc.filing.papers import words
from hanam.dvc.filing.papers.answering import Answering
from hanam.dvc.filing.steps.sheets import Sheets
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
    row = draft = None
    message = ""

    def __call__(self):
        guard.keep_private(self.request.response)
        guard.ensure_mark(self.request)
        who = address(self.request)
        wait = hand.seconds_for_misses(who)
        code = self.path[0] if self.path else ""
        if not wait:
            self.row, self.draft = hand.find(code)
            if self.draft is None:
                hand.MISSES.count(who, hand.WINDOW)
        if wait or self.draft is None:
            return self.ended(wait)
        self.phone = self.own_mark()
        if len(self.path) == 3 and self.path[1] == "nho":
            return self.small(self.path[2])
        if self.request.method != "POST":
            hand.see(self.row)
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
        paper = next((p for p in self.own(self.draft.papers) if p.id == paper_id), None)
        if paper is None:
            raise NotFound(self.request.getURL())
        return download.respond_small(paper, self.request)

    def add(self):
        """Each photo by itself: one that cannot be taken does not keep the others out."""
        step = Sheets(self.draft, self.procedure)
        known = step.known()
        component = self.request.form.get("component")
        sent = uploads.files_in(self.request, "file")
        if component not in known or not sent:
            return self.wrong(400, answering.NO_FILE)
        problems = []
        for upload in sent:
            if hand.seconds_for_upload(self.draft):
                return self.wrong(429, TOO_OFTEN)
            hand.UPLOADS.count(self.draft.getId(), hand.WINDOW)
            limits = settings.limits()
            new = uploads.as_paper(upload, component, limits)
            added = adding.add(
                self.draft,
                new,
                known,
                limits,
                added_by=self.draft.filed_by,
                hand=self.phone,
            )
            problems += added.problems
        drafts.touch(self.draft)
        if problems and self.is_script:
            return self.refuse(problems)
        return self.done(told(problems[0]) if problems else "", added.again)

    def take_back(self):
        paper = self.draft.papers.get(self.request.form.get("remove"))
        if paper is not None and self.own([paper]):
            changing.perform(self.draft, {"remove": paper.id})
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
    def procedure(self):
        return facts.procedure_of(self.draft)

    def words(self) -> str:
        """What the script says and checks before sending, as JSON."""
        limits = replace(settings.limits(), content_types=PICTURES)
        return words.as_json(limits)

    def slots(self) -> list[dict]:
        """The slots with what this phone has sent; of the rest nothing is told."""
        step = Sheets(self.draft, self.procedure)
        return [
            {
                **slots.slot(row, self.own(self.draft.papers.of(row["key"])), self.url),
                "phone": True,
            }
            for row in step.components
        ]

    def html_of(self, slot) -> str:
        return self.phone_slot(slot=slot)

    phone_slot = answering.template("phone_slot")
