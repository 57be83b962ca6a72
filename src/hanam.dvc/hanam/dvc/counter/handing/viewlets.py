"""Cards on the dossier for staff: the result in the making, and the way to hand it over."""

from functools import cached_property
from hanam.dvc.cards import Card
from hanam.dvc.counter.desk import desk_of
from hanam.dvc.counter.handing import handing
from hanam.dvc.rules.states import State
from hanam.dvc.signing import preparing
from hanam.dvc.signing import settings
from plone import api
from Products.Five.browser.pagetemplatefile import ViewPageTemplateFile


class Results(Card):
    """What is prepared or was given out, with the way to the page of results."""

    template = ViewPageTemplateFile("templates/results_card.pt")
    weight = 5

    @property
    def url(self) -> str:
        return f"{self.context.absolute_url()}/@@ket-qua"

    @property
    def is_shown(self) -> bool:
        if not desk_of().is_at(self.context.agency):
            return False
        return bool(self.may_prepare or self.context.prepared or self.withdrawable)

    @property
    def may_prepare(self) -> bool:
        return preparing.may(self.context)

    @property
    def withdrawable(self) -> bool:
        return bool(self.context.results) and self.context.state in (
            State.FINISHED,
            State.RETURNED,
        )

    @cached_property
    def is_for_me_to_sign(self) -> bool:
        """Whether something waits that the reader can sign."""
        user = api.user.get_current().getId()
        return bool(
            self.context.prepared
            and preparing.may_sign(self.context)
            and settings.identities_of(user)
        )

    def titles(self) -> list[str]:
        return [preparing.told(paper) for paper in self.context.prepared]


class Handing(Card):
    """The way to the page that hands the result over, and what was handed over."""

    template = ViewPageTemplateFile("templates/handing_card.pt")
    weight = 4

    @property
    def url(self) -> str:
        return f"{self.context.absolute_url()}/@@tra-ket-qua"

    @property
    def is_shown(self) -> bool:
        if not desk_of().is_at(self.context.agency):
            return False
        is_owed = self.context.state in handing.ENDED and self.owed()
        return bool(self.may_hand or self.context.handed or is_owed)

    @property
    def may_hand(self) -> bool:
        return handing.may(self.context)

    def owed(self) -> int:
        """How many papers still have originals here."""
        return len(handing.originals(self.context))
