"""Where other pages tell of work together: the dossier, and the applicant's page."""

from functools import cached_property
from hanam.dvc.catalogue import lookup
from hanam.dvc.counter import words
from hanam.dvc.counter.together.acting import TEMPLATES
from hanam.dvc.counter.together.section import Section
from hanam.dvc.dossiers.together import roles
from hanam.dvc.i18n import _
from hanam.dvc.register import together
from hanam.dvc.rules.together import LegState
from plone.app.layout.viewlets.common import ViewletBase
from Products.Five.browser.pagetemplatefile import ViewPageTemplateFile


class OnDossier(Section, ViewletBase):
    """On the dossier for staff: the agencies' parts, opinions, and what the reader may do."""

    weight = 10
    template = ViewPageTemplateFile(str(TEMPLATES / "card.pt"))
    parts = ViewPageTemplateFile(str(TEMPLATES / "parts.pt"))

    def update(self):
        """Nothing of the stock viewlet is used."""

    def forms(self) -> list:
        """None here: lists of all agencies would weigh on every dossier."""
        return []

    def links(self) -> list[dict]:
        if not self.manages:
            return []
        page = f"{self.context.absolute_url()}/@@phoi-hop"
        return [
            {"url": f"{page}#{name}", "title": self.say(title)}
            for name, title in (
                ("opinion_ask", _("Ask for an opinion")),
                ("leg_add", _("Give another agency a part")),
            )
        ]

    def render(self):
        reads = roles.reads_legs(self.user, self.context)
        return self.template() if reads and self.is_there else ""


class OnFollowed(ViewletBase):
    """For the applicant: which other agencies work on the dossier now, and until when."""

    weight = 30
    template = ViewPageTemplateFile(str(TEMPLATES / "followed.pt"))

    def update(self):
        """Nothing of the stock viewlet is used."""

    def render(self):
        return self.template() if self.agencies else ""

    @cached_property
    def agencies(self) -> list[dict]:
        """{name, title, due, done} of what is open and what is done."""
        shown = (LegState.OPEN, LegState.DONE)
        return [
            {
                "name": lookup.title_of_agency(row.agency),
                "title": row.title,
                "due": words.day_and_time(row.due),
                "done": row.outcome == LegState.DONE,
                "finished": words.day_and_time(row.finished),
            }
            for row in together.legs(self.view.row.code)
            if row.outcome in shown and self.view.row.finished is None
        ]
