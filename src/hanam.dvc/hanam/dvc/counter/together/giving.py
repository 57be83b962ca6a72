"""`/y-kien/<code>/<no>[/<secret>]`: the page of whoever is asked for an opinion.

It shows the question and the papers chosen for it, and nothing else of the dossier. Staff of the
agency asked, or the colleague asked, sign in; an expert outside has a link with a secret, and
how often one address may open such links is braked. `/tai/<id>` behind it is a paper.
"""

from AccessControl import Unauthorized
from functools import cached_property
from hanam.dvc.catalogue import lookup
from hanam.dvc.counter import words
from hanam.dvc.counter.forms import file_of
from hanam.dvc.counter.together import words as own
from hanam.dvc.dossiers import access
from hanam.dvc.dossiers import download
from hanam.dvc.dossiers import messages
from hanam.dvc.dossiers import reads
from hanam.dvc.dossiers import secrets
from hanam.dvc.dossiers.errors import DossierError
from hanam.dvc.dossiers.errors import Stale
from hanam.dvc.dossiers.sheets import NewPaper
from hanam.dvc.dossiers.together import opinions
from hanam.dvc.dossiers.together import settings
from hanam.dvc.i18n import _
from hanam.dvc.paths import Below
from hanam.dvc.register import brakes
from hanam.dvc.rules import consulting
from pathlib import Path
from plone import api
from Products.Five import BrowserView
from Products.Five.browser.pagetemplatefile import ViewPageTemplateFile
from zExceptions import NotFound
from zope.component import getMultiAdapter
from zope.i18n import translate

import transaction


TEMPLATES = Path(__file__).parent / "templates"
LOOK = "opinion"
WINDOW = 600  # seconds
# A wrong address counts as so many.
WRONG = 3
LONGEST_PATH = 5


class Give(Below, BrowserView):
    """The question, its papers, and a form."""

    longest_path = LONGEST_PATH
    page_title = _("Give your opinion")
    template = ViewPageTemplateFile(str(TEMPLATES / "give.pt"))
    busy = ViewPageTemplateFile(str(TEMPLATES / "busy.pt"))
    problems = ()
    errors: dict = {}

    def __call__(self):
        response = self.request.response
        response.setHeader("Cache-Control", "private, no-store")
        response.setHeader("Referrer-Policy", "no-referrer")
        response.setHeader("X-Robots-Tag", "noindex")
        parts = list(self.path)
        self.paper_id = ""
        if len(parts) >= 4 and parts[-2] == "tai":
            self.paper_id = parts[-1]
            parts = parts[:-2]
        self.proof = parts[2] if len(parts) == 3 else ""
        if self.is_braked():
            return self.busy()
        self.find(parts)
        if self.paper_id:
            return self.paper()
        if self.request.get("REQUEST_METHOD") == "POST":
            return self.send()
        self.read(reads.PAGE)
        return self.template()

    # --- who comes, and to what ---

    @property
    def who(self) -> str:
        return secrets.pseudonym(f"opinion {self.request.getClientAddr() or ''}")

    def is_braked(self) -> bool:
        """Whether this address has opened too many links; staff who signed in are not braked."""
        if not self.proof:
            return False
        wait = brakes.wait(self.who, {LOOK: settings.value("looks")}, WINDOW)
        if wait:
            self.request.response.setHeader("Retry-After", str(wait))
            self.request.response.setStatus(429)
            return True
        return False

    def find(self, parts) -> None:
        """The opinion that the path names, for who may give it; else not found, or, for a
        guest who has no secret, a request to sign in."""
        self.dossier = self.opinion = None
        if len(parts) in (2, 3) and parts[1].isascii() and parts[1].isdigit():
            dossier = access.find(parts[0])
            no = int(parts[1][:4])
            if dossier is not None and 1 <= no <= len(dossier.opinions):
                opinion = dossier.opinions[no - 1]
                is_outside = opinion["kind"] == opinions.OUTSIDE
                if is_outside == bool(self.proof) and opinions.may_answer(
                    dossier, opinion, self.proof or None
                ):
                    self.dossier, self.opinion = dossier, opinion
        if self.proof:
            times = 1 if self.opinion else WRONG
            brakes.count(self.who, (LOOK,), WINDOW, times)
        if self.opinion is None:
            if not self.proof and api.user.is_anonymous():
                raise Unauthorized("staff only")
            raise NotFound(self.request.getURL())

    @property
    def is_closed(self) -> bool:
        """Whether nothing can be answered any more."""
        state = self.opinion["state"]
        ended = self.dossier.finished is not None
        return state not in consulting.ANSWERABLE or ended

    @property
    def is_outside(self) -> bool:
        return self.opinion["kind"] == opinions.OUTSIDE

    def read(self, action: str, what: str = "") -> None:
        """Who is asked and looks stands in the history like every other reading."""
        agency = "" if self.is_outside else self.opinion["agency"]
        role = "expert" if self.is_outside else "officer"
        name = self.opinion["name"] if self.is_outside else ""
        reads.note_asked(self.dossier, action, what, (agency, role), name)

    # --- what is shown ---

    @cached_property
    def frame(self):
        """The frame of the page: staff keep theirs."""
        macros = getMultiAdapter((self.context, self.request), name="frame").macros
        return macros["public" if self.is_outside else "staff"]

    def say(self, message) -> str:
        return translate(message, context=self.request)

    @cached_property
    def here(self) -> str:
        base = api.portal.get().absolute_url()
        found = f"{base}/y-kien/{self.dossier.code}/{self.opinion['no']}"
        return f"{found}/{self.proof}" if self.proof else found

    def facts(self) -> dict:
        opinion = self.opinion
        return {
            "procedure": self.dossier.procedure_title,
            "agency": lookup.title_of_agency(self.dossier.agency),
            "question": opinion["question"],
            "due": words.day_and_time(opinion["due"]),
            "is_late": opinion["state"] in ("silent", "escalated"),
            "verdict": self.say(dict(own.VERDICTS).get(opinion["verdict"], "")),
            "text": opinion["text"],
            "withdrawn": opinion["state"] == "withdrawn",
        }

    def papers(self) -> list[dict]:
        """The papers chosen for the question: {title, url}."""
        found = [self.dossier.paper(one) for one in self.opinion["papers"]]
        return [
            {
                "title": paper.title or paper.filename,
                "url": f"{self.here}/tai/{paper.id}" if paper.file else "",
            }
            for paper in found
            if paper is not None
        ]

    def paper(self):
        """The file of a chosen paper, as long as the question is open."""
        known = self.opinion["papers"]
        paper = self.dossier.paper(self.paper_id) if self.paper_id in known else None
        if paper is None or self.is_closed or not (paper.file or paper.is_closed):
            raise NotFound(self.request.getURL())
        self.read(reads.PAPER, paper.title or paper.filename)
        return download.respond(paper, self.request, inline=True)

    def verdicts(self) -> list[dict]:
        chosen = self.typed("verdict")
        return [
            {"value": value, "title": self.say(title), "chosen": value == chosen}
            for value, title in own.VERDICTS
        ]

    # --- what was sent ---

    def typed(self, name: str) -> str:
        value = self.request.form.get(name)
        return value if isinstance(value, str) else ""

    def files(self) -> list[NewPaper]:
        sent = self.request.form.get("files") or []
        sent = sent if isinstance(sent, list) else [sent]
        return [file for file in map(file_of, sent) if file is not None]

    def send(self):
        pair = (self.context, self.request)
        if not getMultiAdapter(pair, name="authenticator").verify():
            return self.refuse(
                [
                    (
                        "",
                        _(
                            "This form is too old or was sent from elsewhere. Send it again."
                        ),
                    )
                ],
                403,
            )
        try:
            opinions.answer(
                self.dossier,
                self.opinion["no"],
                verdict=self.typed("verdict"),
                text=self.typed("text"),
                files=self.files(),
                proof=self.proof or None,
            )
        except Stale as error:
            return self.refuse(said(error), 409)
        except DossierError as error:
            return self.refuse(said(error), 400)
        self.request.response.redirect(self.here, status=303)
        return ""

    def refuse(self, problems, status):
        """The page again with what was typed."""
        transaction.doom()
        self.request.response.setStatus(status)
        found = [(field, self.say(message)) for field, message in problems]
        self.errors = dict(reversed([one for one in found if one[0]]))
        self.problems = [
            {"field": field, "message": message} for field, message in found
        ]
        if self.files():
            message = self.say(_("Choose the files again."))
            self.problems.append({"field": "files", "message": message})
        return self.template()


def said(error: DossierError) -> list[tuple[str, object]]:
    """(field, message) of each problem."""
    return [
        (problem.field.split(".")[0], messages.text(problem))
        for problem in error.problems
    ]
