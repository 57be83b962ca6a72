"""On the front page: where somebody helps, once there is such a place."""

from hanam.dvc.outreach.points import directory
from plone.app.layout.viewlets import ViewletBase
from Products.Five.browser.pagetemplatefile import ViewPageTemplateFile


SHOWN = 3


class Support(ViewletBase):
    """How many support points there are today, the first of them, and the field that finds
    the nearest."""

    index = ViewPageTemplateFile("templates/support.pt")
    weight = 10

    def update(self):
        super().update()
        found = directory.points()
        self.count = len(found)
        self.points = directory.featured(SHOWN, found)

    def render(self) -> str:
        return self.index() if self.count else ""
