"""Pages beside the path of a filing: wiping a shared computer."""

from hanam.dvc.filing import guard
from hanam.dvc.filing.drafting import keeping  # noqa: F401 - its periodic work
from hanam.dvc.filing.drafting import shared
from hanam.dvc.filing.page import Page
from hanam.dvc.i18n import _
from pathlib import Path
from plone import api
from Products.Five.browser.pagetemplatefile import ViewPageTemplateFile


TEMPLATES = Path(__file__).parent / "templates"


def template(name: str) -> ViewPageTemplateFile:
    """A template of this part."""
    return ViewPageTemplateFile(str(TEMPLATES / f"{name}.pt"))


class Done(Page):
    """`/xong`: the last thing to do on a computer that others use as well."""

    longest_path = 0
    page_title = _("This computer is wiped")
    done_page = template("done")
    ask_page = template("done_ask")

    def __call__(self):
        guard.keep_private(self.request.response)
        if self.request.method != "POST" or not self.is_genuine():
            guard.ensure_mark(self.request)
            self.page_title = _("Wipe this computer?")
            return self.ask_page()
        if guard.user_id():
            api.portal.get_tool("portal_membership").logoutUser(self.request)
        shared.wipe(self.request)
        return self.done_page()
