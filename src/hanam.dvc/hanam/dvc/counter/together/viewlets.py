"""Where other pages tell of work together: the dossier, and the applicant's page."""

from functools import cached_property
from hanam.dvc.cards import Card
from hanam.dvc.catalogue import lookup
from hanam.dvc.counter import words
from hanam.dvc.counter.together.section import Section
from hanam.dvc.dossiers.together import roles
from hanam.dvc.i18n import _
from hanam.dvc.register import together
from hanam.dvc.rules.together import LegState
from Products.Five.browser.pagetemplatefile import ViewPageTemplateFile


class OnDossier(Section, Card):
    """On the dossier for staff: the agencies' parts, opinions, and what the reader may do."""

    weight = 10
    template = ViewPageTemplateFile("templates/card.pt")
    parts = ViewPageTemplateFile("templates/parts.pt")

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

    @property
    def is_shown(self) -> bool:
        reads = roles.reads_legs(self.user, self.context)
        return bool(reads and self.is_there)


class OnFollowed(Card):
    """For the applicant: which other agencies work on the dossier now, and until when."""

    weight = 30
    template = ViewPageTemplateFile("templates/followed.pt")

    @property
    def is_shown(self) -> bool:
        return bool(self.agencies)

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
