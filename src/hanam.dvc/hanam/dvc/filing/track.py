"""`/tra-cuu`: follow a dossier by its code, with its secret do what the applicant may.

    /tra-cuu                          a field for the code
    /tra-cuu/<code>                   how much of the way is done, and nothing else
    /tra-cuu/<code>/<secret>          all that the applicant may see and do
    /tra-cuu/<code>/<secret>/bien-nhan    the receipt
    /tra-cuu/<code>/<secret>/rut          withdraw, asked once more
    /tra-cuu/<code>/<secret>/tai/<id>     the file of a paper, a result or a message
    /tra-cuu/<code>/<secret>/<part>       see `after.parts`

The secret may be left out by a signed-in citizen who filed the dossier: ``-`` stands for it.
"""

from AccessControl import Unauthorized
from hanam.dvc.dossiers import access
from hanam.dvc.dossiers import actions
from hanam.dvc.dossiers import download
from hanam.dvc.dossiers import secrets
from hanam.dvc.dossiers.errors import DossierError
from hanam.dvc.dossiers.events import Fetched
from hanam.dvc.filing import braked
from hanam.dvc.filing import guard
from hanam.dvc.filing.after import answering
from hanam.dvc.filing.after import by_code
from hanam.dvc.filing.after.parts import PARTS
from hanam.dvc.filing.follow import ACCOUNT
from hanam.dvc.filing.follow import Followed
from hanam.dvc.filing.formfield import Problem
from hanam.dvc.filing.page import template
from hanam.dvc.filing.wording import from_dossiers
from hanam.dvc.i18n import _
from hanam.dvc.register import queries
from hanam.dvc.rules import codes
from urllib.parse import quote
from zExceptions import NotFound
from zope.event import notify

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


class Track(Followed):
    """See the module."""

    longest_path = 4
    challenge = ""
    ask_page = template("track")
    state_page = template("tracked")
    mine_page = template("followed")
    receipt_page = template("receipt")
    withdraw_page = template("withdraw")
    busy_page = template("busy")

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
        if len(self.path) > 3:
            return self.not_found()
        if part in PARTS:
            return PARTS[part](self)()
        return pages.get(part, self.not_found)()

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
            # The empty field tells of nobody: search engines may lead to it.
            self.request.response.headers.pop("x-robots-tag", None)
            return self.ask_page()
        return self.go(f"{self.portal_url}/tra-cuu/{quote(self.code, safe='')}")

    def find(self) -> bool:
        """Look the code up and, where a secret is given, hold it against it.

        A code that is not there and one whose secret is wrong go the same way: the register is
        asked, the secret is computed, no document is read.
        """
        parsed = codes.parse_code(self.code)
        code = "" if parsed is None else str(parsed)
        self.row = queries.by_code(code)
        if len(self.path) == 1:
            braked.count(self.request, found=self.row is not None)
            return self.row is not None
        secret = self.path[1]
        self.proof = "" if secret == ACCOUNT else secret
        proved = secrets.proves(code, self.proof)
        if self.row is not None and (proved or not self.proof):
            self.dossier = self.own(code)
        if self.dossier is None:
            braked.count(self.request, found=False)
            self.row = None
        return self.dossier is not None

    def own(self, code):
        """The dossier for who holds its secret, or filed it with the present account."""
        found = access.dossier_for(code, self.proof)
        if found is None or self.proof or guard.is_mine(found, self.request):
            return found
        return None

    def public(self):
        """What everybody may see; a secret typed there, or a code, leads to the full page."""
        if self.request.method == "POST" and self.typed("go") in ("send", "check"):
            return self.code_page()
        secret = self.request.form.get("secret")
        if self.request.method != "POST" or not isinstance(secret, str):
            return self.state_page()
        if secrets.proves(self.row.code, secret):
            return self.go(self.secret_url)
        braked.count(self.request, found=False)
        self.request.response.setStatus(403)
        self.tell([WRONG_SECRET])
        return self.state_page()

    def code_page(self):
        """Send a one-time code to who has filed the dossier, or take the one they got."""
        if not self.is_genuine():
            self.request.response.setStatus(403)
            self.tell([WRONG_FORM])
        elif self.typed("go") == "check":
            self.challenge = self.typed("challenge")
            code = self.row.code
            if by_code.opens(code, self.challenge, self.typed("code"), self.request):
                return self.go(self.secret_url)
            braked.count(self.request, found=False)
            self.request.response.setStatus(403)
            self.tell([Problem("one-time", by_code.WRONG)])
        else:
            dossier = access.find(self.row.code)
            sent = by_code.send_to_dossier(dossier, self.row.code, self.request)
            self.challenge = sent.challenge
            if sent.problem:
                self.request.response.setStatus(429)
                self.tell([Problem("one-time", sent.problem)])
        return self.state_page()

    def typed(self, name: str) -> str:
        """What was typed into a control; "" for none."""
        value = self.request.form.get(name, "")
        return value if isinstance(value, str) else ""

    def may_send_code(self) -> bool:
        return by_code.can_send()

    sent_words = by_code.SENT

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

    # -- what the applicant may do

    def mine(self):
        if self.request.method == "POST":
            return self.send_answer()
        self.note = answering.note_of(self.dossier)
        return self.mine_page()

    def send_answer(self):
        """Answer a request for papers: files and a note, at once or gathered before."""
        self.note = self.typed("reason")
        action = self.answer
        if not action:
            # Sent twice, or answered meanwhile: the page tells how it stands.
            return self.go(self.url)
        if not self.is_genuine():
            return self.refuse([WRONG_FORM], self.mine_page)
        asked = self.typed("go")
        if asked.startswith(answering.DROP):
            answering.drop(self.dossier, asked.removeprefix(answering.DROP))
        problems = answering.keep(self.dossier, self.request, self.note)
        if problems:
            # What could be taken is kept.
            self.tell(problems)
            return self.mine_page()
        if asked:
            return self.go(f"{self.url}#todo-title")
        papers = list(self.dossier.pending)
        return self.act(action, self.mine_page, reason=self.note, papers=papers)

    def withdraw(self):
        if "withdraw" not in self.available:
            return self.go(self.url)
        if self.request.method != "POST":
            return self.withdraw_page()
        self.note = self.typed("reason")
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
        return self.refuse(problems, page) if problems else self.go(self.url)

    def refuse(self, problems, page):
        """The page again with what is wrong; nothing was changed."""
        transaction.doom()
        self.tell(problems)
        return page()

    def file(self, name: str):
        """The file of a paper; only this dossier's."""
        paper = self.dossier.paper(name) or self.dossier.pending.get(name)
        if paper is None or paper.file is None:
            raise NotFound(self.request.getURL())
        if self.dossier.results.get(name) is not None:
            notify(Fetched(self.dossier, paper))
        inline = bool(self.request.form.get("inline"))
        return download.respond(paper, self.request, inline=inline)
