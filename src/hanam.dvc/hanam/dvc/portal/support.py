"""On the front page: where somebody helps, once there is such a place."""

from hanam.dvc.outreach.points import directory
from plone.app.layout.viewlets import ViewletBase
from Products.Five.browser.pagetemplatefile import ViewPageTemplateFile


class Support(ViewletBase):
    """How many support points there are today, and the field that finds the nearest."""

    index = ViewPageTemplateFile("templates/support.pt")
    weight = 10

    def update(self):
        super().update()
        self.count = len(directory.points())

    def render(self) -> str:
        return self.index() if self.count else ""
