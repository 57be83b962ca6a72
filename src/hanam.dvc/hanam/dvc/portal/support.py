"""On the front page: where somebody helps, once there is such a place."""

from hanam.dvc.cards import Card
from hanam.dvc.outreach.points import directory
from Products.Five.browser.pagetemplatefile import ViewPageTemplateFile


SHOWN = 3


class Support(Card):
    """How many support points there are today, the first of them, and the field that finds
    the nearest."""

    template = ViewPageTemplateFile("templates/support.pt")
    weight = 10

    def update(self):
        found = directory.points()
        self.count = len(found)
        self.points = directory.featured(SHOWN, found)

    @property
    def is_shown(self) -> bool:
        return bool(self.count)
