"""Cards on the dossier for staff: the result in the making, and the way to hand it over."""

from functools import cached_property
from hanam.dvc.counter.desk import desk_of
from hanam.dvc.counter.handing import handing
from hanam.dvc.rules.states import State
from hanam.dvc.signing import preparing
from hanam.dvc.signing import settings
from pathlib import Path
from plone import api
from plone.app.layout.viewlets.common import ViewletBase
from Products.Five.browser.pagetemplatefile import ViewPageTemplateFile


TEMPLATES = Path(__file__).parent / "templates"


def template(name: str) -> ViewPageTemplateFile:
    return ViewPageTemplateFile(str(TEMPLATES / f"{name}.pt"))


class Results(ViewletBase):
    """What is prepared or was given out, with the way to the page of results."""

    index = template("results_card")
    weight = 5

    def update(self):
        super().update()
        self.url = f"{self.context.absolute_url()}/@@ket-qua"

    def render(self):
        if not desk_of().is_at(self.context.agency):
            return ""
        shown = self.may_prepare or self.context.prepared or self.withdrawable
        return self.index() if shown else ""

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


class Handing(ViewletBase):
    """The way to the page that hands the result over, and what was handed over."""

    index = template("handing_card")
    weight = 4

    def update(self):
        super().update()
        self.url = f"{self.context.absolute_url()}/@@tra-ket-qua"

    def render(self):
        if not desk_of().is_at(self.context.agency):
            return ""
        is_owed = self.context.state in handing.ENDED and handing.originals(
            self.context
        )
        shown = self.may_hand or self.context.handed or is_owed
        return self.index() if shown else ""

    @property
    def may_hand(self) -> bool:
        return handing.may(self.context)

    def owed(self) -> int:
        """How many papers still have originals here."""
        return len(handing.originals(self.context))
