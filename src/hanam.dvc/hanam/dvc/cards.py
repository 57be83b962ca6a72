"""A card: what one room shows on a page of another."""

from functools import cached_property
from plone import api
from plone.app.layout.viewlets.common import ViewletBase
from zope.i18n import translate


class Card(ViewletBase):
    """A viewlet with a ``template``; nothing of it is there unless it `is_shown`.

    ``weight`` is its place among the others, light ones first.
    """

    template = None

    def update(self):
        """Nothing of the stock viewlet is used."""

    @property
    def is_shown(self) -> bool:
        return True

    def render(self) -> str:
        return self.template() if self.is_shown else ""

    def say(self, message) -> str:
        """A message in the reader's language."""
        return translate(message, context=self.request)

    @cached_property
    def portal_url(self) -> str:
        return api.portal.get().absolute_url()
