"""`/tra-cuu`: follow a dossier by its code, with its secret do what the applicant may.

    /tra-cuu                          a field for the code
    /tra-cuu/<code>                   state, progress, due date; nothing personal
    /tra-cuu/<code>/<secret>          all that the applicant may see and do
    /tra-cuu/<code>/<secret>/bien-nhan    the receipt
    /tra-cuu/<code>/<secret>/rut          withdraw, asked once more
    /tra-cuu/<code>/<secret>/tai/<id>     the file of a paper or result

The secret may be left out by a signed-in citizen who filed the dossier: ``-`` stands for it.
"""

from AccessControl import Unauthorized
from functools import cached_property
from hanam.dvc.catalogue import lookup
from hanam.dvc.catalogue import settings
from hanam.dvc.dossiers import access
from hanam.dvc.dossiers import actions
from hanam.dvc.dossiers import clock
from hanam.dvc.dossiers import download
from hanam.dvc.dossiers import secrets
from hanam.dvc.dossiers.errors import DossierError
from hanam.dvc.filing import braked
from hanam.dvc.filing import guard
from hanam.dvc.filing import progress
from hanam.dvc.filing import receipt
from hanam.dvc.filing import serial
from hanam.dvc.filing import uploads
from hanam.dvc.filing.formfield import Problem
from hanam.dvc.filing.page import Page
from hanam.dvc.filing.page import template
from hanam.dvc.filing.shown import when
from hanam.dvc.filing.wording import from_dossiers
from hanam.dvc.i18n import _
from hanam.dvc.register import queries
from hanam.dvc.rules import codes
from hanam.dvc.rules import vietnamese
from urllib.parse import quote
from zExceptions import NotFound

import transaction


NOT_FOUND = Problem(
    "code",
    _(
        "No dossier was found with this number. Compare it with the receipt: it looks "
        "like 000.00.03.H25-180831-0001."
    ),
)
WRONG_SECRET = Problem(
    "secret",
    _(
        "This is not the secret code of this dossier. It stands on the receipt: 12 "
        "letters and digits."
    ),
)
WRONG_FORM = Problem(
    "",
    _(
        "This page was open for long, or you have logged in or out meanwhile; nothing "
        "was sent yet. Press the button once more; files have to be chosen again."
    ),
)
PAPER_TITLES = {
    "papers": _("Your papers"),
    "letters": _("Letters of the agency"),
}
# Stands for the secret in the address of somebody who proves the right by an account.
ACCOUNT = "-"


class Track(Page):
    """See the module."""

    longest_path = 4
    ask_page = template("track")
    state_page = template("tracked")
    mine_page = template("followed")
    receipt_page = template("receipt")
    withdraw_page = template("withdraw")
    busy_page = template("busy")
    row = None
    dossier = None
    note = ""

    def __call__(self):
        guard.keep_private(self.request.response)
        guard.ensure_mark(self.request)
        self.seconds = braked.seconds_to_wait(self.request)
        if self.seconds:
            return self.busy()
        if not self.path:
            return self.ask()
        if not self.find():
            return self.not_found()
        if len(self.path) == 1:
            return self.public()
        part = self.path[2] if len(self.path) > 2 else ""
        if part == "tai" and len(self.path) == 4:
            return self.file(self.path[3])
        pages = {"": self.mine, "bien-nhan": self.receipt_page, "rut": self.withdraw}
        if part not in pages or len(self.path) > 3:
            return self.not_found()
        return pages[part]()

    # -- finding

    @property
    def page_title(self):
        return self.row.code if self.row is not None else _("Track a dossier")

    @property
    def code(self) -> str:
        """The number as it was typed, in the address or in the field."""
        value = self.path[0] if self.path else self.request.form.get("code", "")
        return value.strip()[:60] if isinstance(value, str) else ""

    def ask(self):
        """The field; a number in it leads to the page of that number."""
        if not self.code:
            return self.ask_page()
        return self.go(f"{self.portal_url}/tra-cuu/{quote(self.code, safe='')}")

    def find(self) -> bool:
        """Look the code up and, where a secret is given, hold it against it."""
        parsed = codes.parse_code(self.code)
        self.row = None if parsed is None else queries.by_code(str(parsed))
        if self.row is None or len(self.path) == 1:
            braked.count(self.request, found=self.row is not None)
            return self.row is not None
        secret = self.path[1]
        self.proof = "" if secret == ACCOUNT else secret
        found = access.dossier_for(self.row.code, self.proof)
        if not self.proof and (found is None or not guard.is_mine(found, self.request)):
            found = None
        if self.proof and not secrets.proves(self.row.code, self.proof):
            found = None
        self.dossier = found
        braked.count(self.request, found=found is not None)
        if found is None:
            self.row = None
        return found is not None

    def public(self):
        """What everybody may see; a secret typed there leads to the full page."""
        secret = self.request.form.get("secret")
        if self.request.method != "POST" or not isinstance(secret, str):
            return self.state_page()
        if secrets.proves(self.row.code, secret):
            return self.go(self.secret_url)
        braked.count(self.request, found=False)
        self.request.response.setStatus(403)
        self.tell([WRONG_SECRET])
        return self.state_page()

    def not_found(self):
        """The same answer for what is unknown, malformed, or not proved."""
        self.row = None
        self.request.response.setStatus(404)
        self.tell([NOT_FOUND])
        return self.ask_page()

    def busy(self):
        self.request.response.setStatus(429)
        self.request.response.setHeader("Retry-After", str(self.seconds))
        return self.busy_page()

    # -- what everybody may see

    def sentence(self):
        return progress.sentence(self.row)

    def state_title(self):
        return progress.title(self.row)

    def said(self):
        return progress.said(self.row)

    def steps(self) -> list[dict]:
        return progress.path(self.row)

    def in_words(self, moment) -> str:
        return progress.moment_in_words(moment)

    @property
    def is_late(self) -> bool:
        return progress.is_late(self.row)

    @cached_property
    def trace(self) -> list[str]:
        """How the due date was computed, line by line."""
        dossier = self.dossier or access.find(self.row.code)
        found = None if dossier is None else clock.deadline(dossier)
        return [] if found is None else clock.describe(found.trace, self.request)

    @cached_property
    def agency(self):
        return lookup.agency(self.row.agency)

    @property
    def own_url(self) -> str:
        """The full page, for a signed-in citizen who filed the dossier; else ""."""
        if not self.row.filed_by or self.row.filed_by != guard.user_id():
            return ""
        return f"{self.portal_url}/tra-cuu/{self.row.code}/{ACCOUNT}"

    # -- what the applicant may see

    @property
    def secret(self) -> str:
        return secrets.secret_of(self.row.code)

    @property
    def spelt_secret(self) -> str:
        """The secret in groups of four, as it is read out."""
        secret = self.secret
        return " ".join(secret[at : at + 4] for at in range(0, len(secret), 4))

    @property
    def url(self) -> str:
        """The full page, by the proof the visitor has."""
        return f"{self.portal_url}/tra-cuu/{self.row.code}/{self.proof or ACCOUNT}"

    @property
    def secret_url(self) -> str:
        return receipt.track_url(self.row.code, self.secret)

    def qr(self) -> str:
        return receipt.qr(self.secret_url)

    def history(self) -> list[dict]:
        """What happened, newest first: {title, at, note}."""
        rows = progress.told_history(queries.history(self.row.code))
        return [
            {
                "title": progress.ACTIONS[row.action],
                "at": f"{vietnamese.clock_time(row.at)} "
                f"{vietnamese.short_date(row.at.date())}",
                "note": "" if row.action == "submit" else row.note,
            }
            for row in reversed(rows)
        ]

    @cached_property
    def available(self) -> list[str]:
        """The ids of what the applicant may do now."""
        return [
            action.id
            for action in actions.available(self.dossier, proof=self.proof or None)
        ]

    @property
    def answer(self) -> str:
        """The action that answers a request for papers, or ""."""
        return next((name for name in self.available if name in actions.ANSWERS), "")

    @property
    def request_note(self) -> str:
        """What the agency asked for."""
        rows = queries.history(self.row.code)
        asked = [row for row in rows if row.action in ("ask", "ask_submitted")]
        return asked[-1].note if asked else ""

    @property
    def reason(self) -> str:
        """Why the dossier was refused or stopped."""
        rows = queries.history(self.row.code)
        ended = [row for row in rows if row.action in ("refuse", "stop")]
        return ended[-1].note if ended else ""

    def papers(self, kind: str) -> list[dict]:
        """``papers``, ``results`` or ``letters`` with the addresses of their files."""
        return [
            {
                "title": paper.title,
                "number": paper.number,
                "text": paper.text,
                "filename": paper.filename,
                "url": f"{self.url}/tai/{paper.id}" if paper.file is not None else "",
                "added": when(paper.added),
            }
            for paper in getattr(self.dossier, kind)
        ]

    paper_titles = PAPER_TITLES

    def slots(self) -> list[dict]:
        """The components to which papers may be added: {name, title}."""
        procedure = lookup.procedure(self.dossier.procedure_code)
        if procedure is None:
            return []
        return serial.slots(procedure, self.dossier.case)

    def limits(self) -> uploads.Accepted:
        return uploads.accepted(settings.limits())

    # -- what the applicant may do

    def mine(self):
        if self.request.method == "POST":
            return self.send_answer()
        return self.mine_page()

    def send_answer(self):
        """Answer a request for papers: files and a note."""
        value = self.request.form.get("reason", "")
        self.note = value if isinstance(value, str) else ""
        names = {"papers": "", **{slot["name"]: slot["key"] for slot in self.slots()}}
        limits = settings.limits()
        papers = [
            uploads.as_paper(upload, component, limits)
            for name, component in names.items()
            for upload in uploads.files_in(self.request, name)
        ]
        action = self.answer
        if not action:
            # Sent twice, or answered meanwhile: the page tells how it stands.
            return self.go(self.url)
        return self.act(action, self.mine_page, reason=self.note, papers=papers)

    def withdraw(self):
        if "withdraw" not in self.available:
            return self.go(self.url)
        if self.request.method != "POST":
            return self.withdraw_page()
        value = self.request.form.get("reason", "")
        self.note = value if isinstance(value, str) else ""
        return self.act("withdraw", self.withdraw_page, reason=self.note)

    def act(self, action, page, **facts):
        """Carry out an action and show the dossier, or the page again with what is wrong."""
        problems = []
        if not self.is_genuine():
            problems = [WRONG_FORM]
        else:
            try:
                actions.perform(self.dossier, action, proof=self.proof or None, **facts)
            except DossierError as error:
                problems = from_dossiers(error.problems)
            except Unauthorized:
                return self.not_found()
        if problems:
            transaction.doom()
            self.tell(problems)
            return page()
        return self.go(self.url)

    def file(self, name: str):
        """The file of a paper; only this dossier's."""
        paper = self.dossier.paper(name)
        if paper is None or paper.file is None:
            raise NotFound(self.request.getURL())
        inline = bool(self.request.form.get("inline"))
        return download.respond(paper, self.request, inline=inline)
