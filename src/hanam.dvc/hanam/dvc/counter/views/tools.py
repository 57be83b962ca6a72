"""`/cong-cu`: the tools of staff, each with a word of what it is for."""

from hanam.dvc.counter.views.base import StaffView
from hanam.dvc.dossiers import tools
from hanam.dvc.i18n import _
from plone import api
from Products.Five.browser.pagetemplatefile import ViewPageTemplateFile


class Tools(StaffView):
    """What the reader's roles may use, as tiles."""

    page_title = _("Tools")
    template = ViewPageTemplateFile("../templates/tools.pt")

    def page(self):
        return self.template()

    @property
    def roles(self) -> set[str]:
        """The reader's roles, those at an agency included."""
        held = {
            role.capitalize() for roles in self.desk.duties.values() for role in roles
        }
        if self.desk.watches:
            held.add("Supervisor")
        if self.desk.all_agencies:
            held.add("Manager")
        return held | set(api.user.get_roles())

    def entries(self) -> list[dict]:
        """{url, title, about} of each tool."""
        return [
            {
                "url": f"{self.portal_url}/{tool.path}",
                "title": self.say(tool.title),
                "about": self.say(tool.about),
            }
            for tool in tools.of_roles(self.roles)
        ]
