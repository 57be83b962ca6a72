"""`<procedure>/@@giay-to-nhap/<draft>`: the papers of a draft, for the script of their page.

GET  …/<draft>              the slots as they are; 304 while nothing has changed
POST …/<draft>              one file: component, file
POST …/<draft>/viec         one change (`changing`), or hand=open|end
GET  …/<draft>/nho/<paper>  a small picture
GET  …/<draft>/tep/<paper>  the file
"""

from functools import cached_property
from hanam.dvc.catalogue import settings
from hanam.dvc.dossiers import download
from hanam.dvc.dossiers import drafts
from hanam.dvc.dossiers.handoff import adding
from hanam.dvc.dossiers.handoff import changing
from hanam.dvc.dossiers.handoff import codes
from hanam.dvc.dossiers.handoff import slots
from hanam.dvc.filing import guard
from hanam.dvc.filing import receipt
from hanam.dvc.filing import uploads
from hanam.dvc.filing.papers import answering
from hanam.dvc.filing.papers import jobs  # noqa: F401 - its work and its message
from hanam.dvc.filing.papers import of_draft  # noqa: F401 - drafts for phones
from hanam.dvc.filing.papers.answering import Answering
from hanam.dvc.filing.shown import Shown
from hanam.dvc.filing.steps.sheets import Sheets
from zExceptions import NotFound


class DraftPapers(Answering):
    """See the module."""

    longest_path = 3

    def __call__(self):
        guard.keep_private(self.request.response)
        self.draft = drafts.get(self.path[0]) if self.path else None
        if self.draft is None or self.draft.procedure_uid != self.context.UID():
            filed = bool(self.path and receipt.of_draft(self.path[0], self.request))
            return self.fail(404, answering.FILED if filed else answering.GONE)
        if not guard.is_mine(self.draft, self.request):
            return self.fail(404, answering.GONE)
        part = self.path[1] if len(self.path) > 1 else ""
        if len(self.path) == 3 and part in ("nho", "tep"):
            return self.file(self.path[2], part == "nho")
        if self.request.method != "POST":
            return self.state()
        if not self.is_genuine():
            return self.fail(403, answering.FORGED)
        return self.change() if part == "viec" else self.add()

    @cached_property
    def step(self):
        return Sheets(self.draft, self.context)

    def file(self, paper_id: str, small: bool):
        paper = self.draft.papers.get(paper_id)
        if paper is None or (paper.file is None and not paper.is_closed):
            raise NotFound(self.request.getURL())
        if small:
            return download.respond_small(paper, self.request)
        return download.respond(paper, self.request, inline=True)

    def add(self) -> str:
        known = self.step.known()
        component = self.request.form.get("component")
        sent = uploads.files_in(self.request, "file")
        if component not in known or not sent:
            return self.fail(400, answering.NO_FILE)
        limits = settings.limits()
        new = uploads.as_paper(sent[0], component, limits)
        added = adding.add(self.draft, new, known, limits, added_by=self.draft.filed_by)
        if added.problems:
            return self.refuse(added.problems)
        if not added.again:
            drafts.touch(self.draft)
        return self.answer(paper=added.paper.id, again=added.again)

    def change(self) -> str:
        form = self.request.form
        if form.get("hand"):
            self.step.hand_over(form["hand"])
        problems = changing.perform(self.draft, form)
        return self.refuse(problems) if problems else self.answer()

    def state(self) -> str:
        """What a waiting desk asks every second."""
        row = codes.current(self.draft)
        mark = slots.mark(
            self.draft.papers, row and (row.nonce, row.seen), self.request["LANGUAGE"]
        )
        self.request.response.setHeader("ETag", mark)
        if self.request.getHeader("If-None-Match") == mark:
            self.request.response.setStatus(304)
            return ""
        found = {slot["name"]: self.html_of(slot) for slot in self.step.slots([])}
        saved = Shown(self.context, self.request)
        saved.draft = self.draft
        return self.answer(
            slots=found,
            hand=self.hand_page(hand=self.step.hand()),
            open=row is not None,
            connected=row is not None and row.seen is not None,
            saved=saved.saved_words,
        )

    hand_page = answering.template("hand")
