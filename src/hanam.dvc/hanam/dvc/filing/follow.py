"""What the pages of a dossier tell: everybody, and who holds its secret or its account."""

from functools import cached_property
from hanam.dvc.catalogue import lookup
from hanam.dvc.catalogue import settings
from hanam.dvc.catalogue.geography.bodies import stands_for
from hanam.dvc.dossiers import access
from hanam.dvc.dossiers import actions
from hanam.dvc.dossiers import clock
from hanam.dvc.dossiers import secrets
from hanam.dvc.filing import guard
from hanam.dvc.filing import progress
from hanam.dvc.filing import receipt
from hanam.dvc.filing import uploads
from hanam.dvc.filing.after import answering
from hanam.dvc.filing.after import offers
from hanam.dvc.filing.after import settings as after
from hanam.dvc.filing.page import Page
from hanam.dvc.filing.shown import when
from hanam.dvc.i18n import _
from hanam.dvc.register import queries
from hanam.dvc.rules import vietnamese
from hanam.dvc.rules.states import CLOCK_RUNNING


PAPER_TITLES = {
    "papers": _("Your papers"),
    "letters": _("Letters of the agency"),
}
# Stands for the secret in the address of somebody who proves the right by an account.
ACCOUNT = "-"


class Followed(Page):
    """The part of the track page that its templates read.

    ``row`` is the dossier's row in the register, ``dossier`` the object where the visitor
    has proved the right to it, ``proof`` the secret, empty with an account.
    """

    row = None
    dossier = None
    proof = ""
    note = ""

    # -- what everybody may see

    @property
    def is_practice(self) -> bool:
        return self.row is not None and self.row.practice

    def sentence(self):
        return progress.sentence(self.row)

    def state_title(self):
        return progress.title(self.row)

    def said(self):
        return progress.said(self.row)

    def steps(self) -> list[dict]:
        return progress.path(self.row)

    @property
    def percent(self) -> int:
        return progress.percent(self.row)

    @property
    def step_number(self) -> int:
        """The step of the path that the dossier is at, from 1."""
        return progress.reached(self.row) + 1

    @cached_property
    def next_step(self) -> dict:
        """{who, text, mine}: what comes next, and whether it is the applicant's to do."""
        found = after.next_step(self.row.state, self.row.procedure)
        names = {"applicant": self.say(_("You")), "agency": self.filed_with()}
        mine = found["who"] == "applicant"
        return {"who": names.get(found["who"], ""), "text": found["text"], "mine": mine}

    def offers(self) -> list[dict]:
        """What the applicant may do besides: {url, title, hint, count}."""
        return offers.of(self.dossier, self.row, self.url)

    def in_words(self, moment) -> str:
        return progress.moment_in_words(moment)

    @property
    def moved(self) -> dict | None:
        """{before, reason} of the extension, while its appointment is waited for."""
        made = None if self.dossier is None else self.dossier.extension
        if made is None or self.row.due is None or self.row.state not in CLOCK_RUNNING:
            return None
        return {"before": self.in_words(made["from"]), "reason": made["reason"]}

    @property
    def is_on_the_way(self) -> bool:
        """Whether the clock stands because papers are on their way by post."""
        return (
            self.row.state in CLOCK_RUNNING
            and self.dossier is not None
            and clock.is_on_the_way(self.dossier)
        )

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

    @cached_property
    def contact(self):
        """The agency to turn to: the one filed with, or who stands for it by now."""
        return lookup.agency(stands_for(self.row.agency))

    def filed_with(self) -> str:
        """What the agency was called when the dossier was filed."""
        if self.agency is None:
            return self.row.agency
        return lookup.name_of(self.agency, self.row.filed.date(), long=True)

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

    def consequences(self) -> list:
        """What follows from a withdrawal in the state the dossier is in."""
        return progress.consequences(self.row)

    def next_lines(self) -> list:
        """What happens after the filing."""
        return receipt.next_lines(self.row)

    def accept_trace(self) -> list[str]:
        """How the day was counted by which the agency answers."""
        return receipt.accept_trace(self.dossier, self.request)

    hotline = staticmethod(receipt.hotline)

    def result_way(self):
        """How a result that is ready comes, as a sentence."""
        return receipt.WAYS.get(self.row.result_by, receipt.WAYS["counter"])

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
        """The components to which papers may be added: {key, name, title}."""
        return answering.slots(self.dossier)

    def pending(self) -> list[dict]:
        """What is gathered for the answer and not sent: {id, title, filename, url}."""
        return [
            {
                "id": paper.id,
                "title": paper.title,
                "filename": paper.filename,
                "url": f"{self.url}/tai/{paper.id}",
            }
            for paper in self.dossier.pending
        ]

    def limits(self) -> uploads.Accepted:
        return uploads.accepted(settings.limits())
