"""On the page where the applicant follows a dossier: who of the staff looked at it."""

from functools import cached_property
from hanam.dvc.dossiers.trail import words
from hanam.dvc.dossiers.trail.folded import readings
from hanam.dvc.filing.follow import ACCOUNT
from hanam.dvc.register import trail
from pathlib import Path
from plone import api
from plone.app.layout.viewlets.common import ViewletBase
from Products.Five.browser.pagetemplatefile import ViewPageTemplateFile
from zope.i18n import translate


TEMPLATES = Path(__file__).parent / "templates"


class Looked(ViewletBase):
    """Offices that opened the dossier, and the way to the check."""

    weight = 80
    template = ViewPageTemplateFile(str(TEMPLATES / "looked.pt"))

    def update(self):
        """Nothing of the stock viewlet is used."""

    def render(self):
        return self.template()

    def say(self, message) -> str:
        return translate(message, context=self.request)

    @cached_property
    def offices(self) -> list[dict]:
        """{who, what, count, last} for each office and what it looked at."""
        rows = trail.whole(self.view.row.code)
        return [
            {
                "who": words.who(found.row, self.say),
                "what": self.say(words.action(found.row.action)),
                "count": found.count,
                "last": words.at(found.last),
            }
            for found in readings(rows, "agency", "role", "action")
        ]

    def check_url(self) -> str:
        parts = [api.portal.get().absolute_url(), "kiem-tra-nhat-ky"]
        return "/".join([*parts, self.view.row.code, self.view.proof or ACCOUNT])
