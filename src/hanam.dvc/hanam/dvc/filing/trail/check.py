"""`/kiem-tra-nhat-ky/<code>/<secret>`: the history of a dossier, checked.

    /kiem-tra-nhat-ky/<code>                          for auditors: without personal data
    /kiem-tra-nhat-ky/<code>/<secret>                 for who holds the secret
    /kiem-tra-nhat-ky/<code>/<secret>/bang-chung.json the proof, to be kept and checked anywhere

``-`` stands for the secret of a signed-in citizen who filed the dossier, as at `/tra-cuu`.
"""

from functools import cached_property
from hanam.dvc.dossiers import access
from hanam.dvc.dossiers import reads
from hanam.dvc.dossiers.trail import proof
from hanam.dvc.dossiers.trail.days import as_json
from hanam.dvc.filing import braked
from hanam.dvc.filing import guard
from hanam.dvc.filing.follow import ACCOUNT
from hanam.dvc.filing.track import Track
from hanam.dvc.filing.trail import told
from hanam.dvc.i18n import _
from hanam.dvc.register import queries
from hanam.dvc.register import trail
from hanam.dvc.rules import codes
from hanam.dvc.rules.vietnamese import short_date
from pathlib import Path
from plone import api
from Products.Five.browser.pagetemplatefile import ViewPageTemplateFile

import datetime


TEMPLATES = Path(__file__).parent / "templates"
FILE = "bang-chung.json"
AUDITORS = {"Supervisor", "Manager"}


class Check(Track):
    """See the module."""

    longest_path = 3
    check_page = ViewPageTemplateFile(str(TEMPLATES / "check.pt"))

    def __call__(self):
        guard.keep_private(self.request.response)
        guard.ensure_mark(self.request)
        self.seconds = braked.seconds_to_wait(self.request)
        if self.seconds:
            return self.busy()
        if not self.path:
            return self.go(f"{self.portal_url}/tra-cuu")
        if len(self.path) == 1 and not self.is_auditor:
            return self.go(f"{self.portal_url}/tra-cuu?code={self.code}")
        if not (self.find_audited() if self.is_audit else self.find()):
            return self.not_found()
        if self.is_audit:
            reads.note(self.row, reads.AUDIT)
        if self.path[1:] == [FILE] or self.path[2:] == [FILE]:
            return self.file()
        return self.not_found() if len(self.path) > 2 else self.check_page()

    # -- who asks

    @cached_property
    def is_auditor(self) -> bool:
        """Whether the reader looks after all agencies."""
        if api.user.is_anonymous():
            return False
        return not AUDITORS.isdisjoint(api.user.get_current().getRoles())

    @property
    def is_audit(self) -> bool:
        return self.path[1:] in ([], [FILE]) and self.is_auditor

    def find_audited(self) -> bool:
        parsed = codes.parse_code(self.code)
        self.row = None if parsed is None else queries.by_code(str(parsed))
        return self.row is not None and access.find(self.row.code) is not None

    @property
    def page_title(self):
        return _("History of the dossier")

    @property
    def check_url(self) -> str:
        parts = [self.portal_url, "kiem-tra-nhat-ky", self.row.code]
        if not self.is_audit:
            parts.append(self.proof or ACCOUNT)
        return "/".join(parts)

    # -- what is shown

    @property
    def fields_of(self):
        return told.to_auditor if self.is_audit else told.to_applicant

    @cached_property
    def made(self) -> dict:
        return proof.proof_of(self.row.code, self.fields_of)

    def file(self, name=FILE):
        response = self.request.response
        response.setHeader("Content-Type", "application/json; charset=utf-8")
        saved = f"nhat-ky-{self.row.code}.json"
        response.setHeader("Content-Disposition", f'attachment; filename="{saved}"')
        return as_json(self.made)

    @cached_property
    def verdict(self):
        return proof.verdict(self.made)

    def verdict_days(self) -> list[dict]:
        """The seals the dossier stands under: {day, url, good}."""
        return [
            {
                "day": short_date(datetime.date.fromisoformat(day)),
                "url": f"{self.portal_url}/nhat-ky/{day}.json",
                "good": day not in self.verdict.bad_days,
            }
            for day in reversed(self.verdict.days)
        ]

    def unsealed(self) -> int:
        """How many entries wait for the seal of their day; what is for practice never does."""
        if codes.is_practice(self.row.code):
            return 0
        return self.verdict.entries - self.verdict.sealed

    def entries(self) -> list[dict]:
        """All entries, newest first."""
        rows = trail.whole(self.row.code)
        return [told.line(row, self.say, self.fields_of(row)) for row in reversed(rows)]
