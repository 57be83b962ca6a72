"""`<dossier>/@@van-ban/<kind>.pdf`, `….docx`: a letter of a dossier; a POST keeps it."""

from hanam.dvc import letters
from hanam.dvc import printing
from hanam.dvc.counter.letters import answers
from hanam.dvc.counter.views.base import StaffView
from hanam.dvc.dossiers import download
from hanam.dvc.dossiers import reads
from hanam.dvc.dossiers.errors import Stale
from hanam.dvc.i18n import _
from hanam.dvc.letters import making
from hanam.dvc.letters.kinds import KINDS
from hanam.dvc.letters.templates.errors import BadTemplate
from hanam.dvc.register import letters as register
from Products.Five.browser.pagetemplatefile import ViewPageTemplateFile
from zExceptions import Forbidden
from zExceptions import NotFound
from zope.interface import implementer
from zope.publisher.interfaces import IPublishTraverse

import transaction


NAME = "van-ban"
FORMATS = ("pdf", "docx")
CHANGED = _(
    "Somebody changed the dossier while the letter was made, so nothing was kept. Open the "
    "dossier again and press the button once more."
)


@implementer(IPublishTraverse)
class Letter(StaffView):
    """See the module; ``?event=`` names the entry of the history that it tells of."""

    page_title = _("Letter")
    not_made = ViewPageTemplateFile("templates/not_made.pt")
    name = ""
    problem = ""

    def publishTraverse(self, request, name):
        if self.name:
            raise NotFound(name)
        self.name = name
        return self

    def may_enter(self) -> bool:
        return self.desk.is_at(self.context.agency) or self.desk.all_agencies

    def page(self):
        if self.is_post:
            return self.keep()
        kind, _dot, kind_of_file = self.name.partition(".")
        if kind not in KINDS or kind == "06" or kind_of_file not in FORMATS:
            raise NotFound(self.name)
        return self.give(kind, kind_of_file)

    @property
    def event(self) -> str:
        value = self.request.form.get("event") or ""
        return value if isinstance(value, str) else ""

    def give(self, kind: str, kind_of_file: str):
        """The letter: as it is kept, else made now."""
        title = self.say(KINDS[kind].title)
        try:
            paper = self.kept(kind) if kind_of_file == "pdf" else None
            if paper is not None:
                reads.note(self.context, reads.PRINT, title)
                return download.respond(paper, self.request, inline=True)
            made = letters.make(
                kind, self.context, format=kind_of_file, event=self.event
            )
        except letters.NotYet:
            raise NotFound(self.name) from None
        except (printing.PrintingError, BadTemplate) as error:
            return self.failed(error, f"form {kind}.{kind_of_file}")
        reads.note(self.context, reads.PRINT, title)
        name = f"mau-{kind}-{self.context.code}"
        return answers.send(self.request, made, name, kind_of_file)

    def kept(self, kind: str):
        """The paper that was kept for the event, or None."""
        told = making.event_of(self.context, KINDS[kind], self.event)
        if told is None:
            return None
        row = register.of_event(self.context.code, kind, told.key)
        return None if row is None else self.context.letters.get(row.paper)

    def keep(self):
        """Make the letter now and keep it; sent twice, it is the same one."""
        if not self.is_genuine():
            raise Forbidden(self.say(_("The form is too old. Open the dossier again.")))
        kind = self.request.form.get("kind")
        if kind not in KINDS or not self.desk.is_at(self.context.agency):
            raise NotFound(self.name)
        try:
            paper = letters.keep(self.context, kind, event=self.event)
        except letters.NotYet:
            raise NotFound(self.name) from None
        except Stale:
            return self.too_late()
        except printing.PrintingError as error:
            return self.failed(error, f"form {kind}")
        if paper is not None:
            facts = {"title": paper.title}
            self.tell(_("Kept with the dossier: ${title}", mapping=facts))
        return self.go(f"{self.context.absolute_url()}#{NAME}")

    def too_late(self):
        transaction.doom()
        self.request.response.setStatus(409)
        self.problem = CHANGED
        return self.not_made()

    def failed(self, error, what: str):
        self.problem = answers.trouble(self.request, error, what)
        return self.not_made()
