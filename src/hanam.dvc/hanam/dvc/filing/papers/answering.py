"""Answers to scripts: JSON with the slots as HTML, in the reader's language."""

from hanam.dvc.filing import guard
from hanam.dvc.filing.page import Page
from hanam.dvc.filing.wording import told
from hanam.dvc.i18n import _
from pathlib import Path
from Products.Five.browser.pagetemplatefile import ViewPageTemplateFile

import json
import transaction


TEMPLATES = Path(__file__).parent / "templates"
GONE = _(
    "This filing cannot be reached any more. You may have logged out: log in again in "
    "another tab, then press “Try again”. What was added before is kept."
)
FILED = _("This dossier has been filed already; nothing can be added to it here.")
FORGED = _(
    "You have logged in or out since this page was opened. Load the page again; what was "
    "added before is kept."
)
NO_FILE = _("No file arrived. Choose it again.")


def template(name: str) -> ViewPageTemplateFile:
    """A template of this part."""
    return ViewPageTemplateFile(str(TEMPLATES / f"{name}.pt"))


PARTS = template("parts")


class Answering(Page):
    """A page that answers scripts with JSON."""

    slot_page = template("slot")

    def answer(self, status: int = 200, **facts) -> str:
        response = self.request.response
        response.setStatus(status)
        response.setHeader("Content-Type", "application/json; charset=utf-8")
        guard.keep_private(response)
        return json.dumps(facts, ensure_ascii=False)

    def fail(self, status: int, message, **facts) -> str:
        """What is wrong; whatever was begun is undone."""
        transaction.doom()
        return self.answer(status, message=self.say(message), **facts)

    def refuse(self, problems) -> str:
        """A file that cannot be taken: sending it again would not help."""
        return self.fail(422, told(problems[0]))

    @property
    def parts(self):
        """The macros of slots and files."""
        return PARTS.macros

    def html_of(self, slot) -> str:
        """What lies in a slot."""
        return self.slot_page(slot=slot)
