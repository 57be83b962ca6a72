"""`/cong-viec`: work on many dossiers at once: order it, watch it, see what became of each."""

from functools import cached_property
from hanam.dvc.counter import sheets
from hanam.dvc.counter import words
from hanam.dvc.counter.exports import offering
from hanam.dvc.counter.jobs import kinds
from hanam.dvc.counter.jobs import ordering
from hanam.dvc.counter.jobs import running  # noqa: F401 - its task of the worker
from hanam.dvc.counter.jobs.choosing import Choosing
from hanam.dvc.counter.jobs.choosing import PATH
from hanam.dvc.counter.jobs.choosing import TOO_OLD
from hanam.dvc.dossiers import tools
from hanam.dvc.i18n import _
from hanam.dvc.paths import Below
from hanam.dvc.register import jobs
from hanam.dvc.register import queries
from hanam.dvc.register.model_jobs import CANCELLED
from hanam.dvc.register.model_jobs import DONE
from hanam.dvc.register.model_jobs import FAILED
from hanam.dvc.register.model_jobs import OPEN
from Products.Five.browser.pagetemplatefile import ViewPageTemplateFile
from zExceptions import NotFound

import json


SHOWN = 50
STATES = {
    OPEN: (_("to be done"), "wait"),
    DONE: (_("done"), "good"),
    FAILED: (_("not done"), "bad"),
    CANCELLED: (_("cancelled"), "done"),
}
CANCEL = _("Cancelled before its turn.")
tools.declare(
    tools.Tool(
        PATH,
        _("Jobs"),
        _("Work on many dossiers at once: how far it is, and what became of each."),
        ("Clerk", "Officer", "Leader"),
    )
)


class Jobs(Below, Choosing):
    """`/cong-viec` own jobs; `/moi` a new one; `/<id>` one of them with `/so-lieu` (JSON),
    `/ket-qua.csv` and `/ket-qua.xlsx`."""

    longest_path = 2
    list_page = ViewPageTemplateFile("templates/jobs.pt")
    job_page = ViewPageTemplateFile("templates/job.pt")
    files_part = ViewPageTemplateFile("../exports/templates/files.pt")
    page_title = _("Jobs")
    row = None

    def may_enter(self) -> bool:
        return bool(self.desk.duties)

    def page(self):
        name, rest = ([*self.path, "", ""])[:2]
        if not name:
            return self.list_page()
        if name == "moi" and not rest:
            return self.new()
        self.row = jobs.get(name)
        if self.row is None or self.row.user != self.desk.user_id:
            raise NotFound(name)
        if not rest:
            return self.change() if self.is_post else self.job_page()
        if rest == "so-lieu":
            return self.numbers()
        for kind in sheets.KINDS:
            if rest == f"ket-qua.{kind}":
                return self.file(kind)
        raise NotFound(rest)

    @property
    def crumbs(self) -> list[dict]:
        home = f"{self.portal_url}/{PATH}"
        return [{"url": home, "title": self.say(_("Jobs"))}] if self.path else []

    # -- own jobs

    def own(self) -> list[dict]:
        """The reader's jobs, newest first."""
        before = self.request.form.get("before") or ""
        rows = jobs.of_user(self.desk.user_id, SHOWN + 1, str(before))
        self.further = rows[SHOWN - 1].id if len(rows) > SHOWN else ""
        rows = rows[:SHOWN]
        counted = jobs.counts(*(row.id for row in rows))
        return [self.told(row, counted[row.id]) for row in rows]

    further = ""

    def own_files(self) -> list[dict]:
        """The long files that were made for the reader, newest first."""
        return offering.own(self.desk.user_id, self.say)

    def told(self, row, counted) -> dict:
        """A job in a list: what, when, how far."""
        return {
            "id": row.id,
            "url": f"{self.portal_url}/{PATH}/{row.id}",
            "title": self.title_of(row.kind),
            "created": words.day_and_time(row.created),
            "ended": words.day_and_time(row.ended),
            "total": row.total,
            "done": counted[DONE],
            "failed": counted[FAILED],
            "cancelled": counted[CANCELLED],
            "open": counted[OPEN],
            "finished": sum(counted.values()) - counted[OPEN],
        }

    def title_of(self, kind: str) -> str:
        known = kinds.get(kind)
        return kind if known is None else self.say(known.title)

    # -- one job

    @cached_property
    def counted(self) -> dict:
        return self.told(self.row, jobs.counts(self.row.id)[self.row.id])

    def change(self):
        """Cancel the rest, or repeat what failed."""
        if not self.is_genuine():
            self.request.response.setStatus(403)
            self.problems = [{"field": "", "message": self.say(TOO_OLD)}]
            return self.job_page()
        go = self.request.form.get("go")
        if go == "cancel":
            number = jobs.cancel(self.row.id, self.say(CANCEL), self.now)
            facts = {"number": number}
            self.tell(_("Cancelled for ${number} dossiers.", mapping=facts))
        elif go == "again":
            made = ordering.repeat(self.row)
            if made:
                return self.go(f"{self.portal_url}/{PATH}/{made}")
        return self.go(self.job_url)

    @property
    def job_url(self) -> str:
        return f"{self.portal_url}/{PATH}/{self.row.id}"

    @property
    def can_repeat(self) -> bool:
        """Whether what was not done can be ordered once more."""
        left = self.counted["failed"] + self.counted["cancelled"]
        return bool(self.row.ended and left and ordering.can_repeat(self.row))

    def numbers(self) -> str:
        """How far it is, for the script of the page."""
        self.request.response.setHeader("Content-Type", "application/json")
        names = ("total", "done", "failed", "cancelled", "open", "finished")
        return json.dumps(
            {name: self.counted[name] for name in names}
            | {"ended": self.row.ended is not None}
        )

    def results(self) -> list[dict]:
        """What became of each dossier; those not done first, as they ask for something."""
        found = sorted(
            jobs.items(self.row.id), key=lambda item: (item.state != FAILED, item.no)
        )
        rows = {row.code: row for row in queries.of_codes([i.code for i in found])}
        return [self.result(item, rows.get(item.code)) for item in found]

    def result(self, item, row) -> dict:
        title, look = STATES[item.state]
        seen = row is not None and row.agency in self.desk.agencies
        return {
            "code": item.code,
            "url": self.reader.url(row) if seen else "",
            "who": self.reader.who(row) if seen else "",
            "state": self.say(title),
            "look": look,
            "message": item.message,
            "at": words.day_and_time(item.at),
        }

    def file(self, kind: str):
        """The results as a table."""
        heads = (
            _("Code"),
            _("For whom"),
            _("Result"),
            _("How it went"),
            _("When"),
        )
        names = ("code", "who", "state", "message", "at")
        rows = ([one[name] for name in names] for one in self.results())
        title = self.title_of(self.row.kind)
        file = sheets.write(kind, title, [self.say(head) for head in heads], rows)
        return sheets.send(self.request, f"{PATH}-{self.row.id[:12]}", kind, file)
