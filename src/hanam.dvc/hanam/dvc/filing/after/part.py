"""A page behind the page of a dossier, for whoever proved to be its applicant."""

from hanam.dvc.dossiers.errors import DossierError
from hanam.dvc.filing.follow import Followed
from hanam.dvc.filing.formfield import Problem
from hanam.dvc.filing.wording import from_dossiers
from hanam.dvc.i18n import _
from pathlib import Path
from plone import api
from Products.Five.browser.pagetemplatefile import ViewPageTemplateFile

import transaction


TEMPLATES = Path(__file__).parent / "templates"
WRONG_FORM = Problem(
    "",
    _(
        "This page was open for long, or you have logged in or out meanwhile; nothing "
        "was sent yet. Press the button once more; files have to be chosen again."
    ),
)


def template(name: str) -> ViewPageTemplateFile:
    """A template of this package."""
    return ViewPageTemplateFile(str(TEMPLATES / f"{name}.pt"))


class Part(Followed):
    """Made from the page `track` once it has found dossier, row and proof."""

    index = None
    title = ""
    name = ""

    def __init__(self, track):
        super().__init__(track.context, track.request)
        self.path = track.path
        self.row, self.dossier, self.proof = track.row, track.dossier, track.proof

    @property
    def page_title(self):
        wrong = f"{self.say(_('Error'))}: " if self.problems else ""
        return f"{wrong}{self.say(self.title)} – {self.row.code}"

    @property
    def crumbs(self):
        return [{"url": self.url, "title": self.row.code}]

    @property
    def here(self) -> str:
        """The address of this page."""
        return f"{self.url}/{self.name}"

    def __call__(self):
        if self.request.method != "POST":
            return self.show()
        if not self.is_genuine():
            return self.again([WRONG_FORM], 403)
        return self.send()

    def show(self):
        return self.index()

    def send(self):
        """Take what the form sent."""
        return self.go(self.url)

    def typed(self, name: str) -> str:
        """What was typed into a control; "" for none."""
        value = self.request.form.get(name, "")
        return value if isinstance(value, str) else ""

    def again(self, problems, status: int = 400):
        """The page once more, with what was typed and what is wrong; nothing is changed."""
        transaction.doom()
        self.request.response.setStatus(status)
        self.tell(problems)
        return self.show()

    def attempt(self, function, *args, **facts):
        """The problems that stand against a change of the dossier; () once it is made."""
        try:
            function(self.dossier, *args, proof=self.proof or None, **facts)
        except DossierError as error:
            return from_dossiers(error.problems)
        return ()

    def done(self, message):
        """Back to the dossier, which says what was done."""
        api.portal.show_message(message, self.request)
        return self.go(self.url)
