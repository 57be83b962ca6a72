"""`<dossier>/@@nhan-bo-sung`: the clerk takes what the applicant brings to the counter.

It is the applicant's answer, entered for them by the clerk who has them before the desk: the
history tells the clerk.
"""

from dataclasses import dataclass
from functools import cached_property
from hanam.dvc.cards import Card
from hanam.dvc.catalogue.papers import components
from hanam.dvc.counter import forms
from hanam.dvc.counter import reception
from hanam.dvc.counter import typed
from hanam.dvc.counter.desk import desk_of
from hanam.dvc.counter.photos import shown
from hanam.dvc.counter.photos import trays
from hanam.dvc.counter.photos.desk import begin_for
from hanam.dvc.counter.photos.desk import FORGED
from hanam.dvc.counter.photos.desk import MARK
from hanam.dvc.counter.photos.desk import NOWHERE
from hanam.dvc.counter.views.acting import Act
from hanam.dvc.counter.views.acting import said
from hanam.dvc.dossiers import actions
from hanam.dvc.dossiers import facts
from hanam.dvc.dossiers import messages
from hanam.dvc.dossiers import reads
from hanam.dvc.dossiers import secrets
from hanam.dvc.dossiers.errors import DossierError
from hanam.dvc.dossiers.errors import Stale
from hanam.dvc.i18n import _
from hanam.dvc.rules.states import State
from Products.Five.browser.pagetemplatefile import ViewPageTemplateFile


def can(dossier) -> bool:
    """Whether the present user is a clerk before whom an answer can be brought now."""
    if dossier.state != State.SUPPLEMENT:
        return False
    return desk_of().is_at(dossier.agency, "clerk")


def answer_of(dossier) -> str:
    """The id of the action by which this dossier is answered now, or ""."""
    proof = secrets.secret_of(dossier.code)
    found = (action.id for action in actions.available(dossier, proof))
    return next((name for name in found if name in actions.ANSWERS), "")


def sheets(dossier) -> list[reception.Sheet]:
    """The components that may be brought."""
    procedure = facts.procedure_of(dossier)
    rows = components(procedure, dossier.case) if procedure is not None else ()
    return [
        reception.Sheet(row["key"], row["title"], row["group"], False, originals=1)
        for row in rows
    ]


class Brought(shown.Photos, Card):
    """The form on the page of a dossier for which papers were asked; ``taken`` of the view
    is what was sent with it, where it comes again."""

    weight = 5
    template = ViewPageTemplateFile("templates/brought.pt")
    photo_parts = ViewPageTemplateFile("../photos/templates/parts.pt")

    @property
    def is_shown(self) -> bool:
        return bool(can(self.context))

    @cached_property
    def taken(self):
        return getattr(self.view, "taken", None) or Taken(sheets(self.context))

    @property
    def tray(self):
        return self.taken.tray


@dataclass
class Taken:
    """The form as it was sent: its sheets, the words to it, and its tray or None."""

    sheets: list
    note: str = ""
    tray: object = None

    def read(self, form, user_id: str, dossier, now) -> None:
        """Fill it in from what was sent."""
        tray = trays.of_user(typed.text(form, "tray"), user_id, now)
        if tray is not None and tray.dossier == dossier.code:
            self.tray = tray
        self.note = typed.text(form, "note")
        for sheet in self.sheets:
            reception.read_sheet(sheet, form, self.tray)


class Take(Act):
    """The answer is entered, or the page comes again with what was typed and what is wrong."""

    taken = None

    def may_enter(self) -> bool:
        return desk_of().is_at(self.context.agency, "clerk")

    def page(self):
        if not self.is_post:
            return self.go(self.context.absolute_url())
        form = self.request.form
        self.taken = Taken(sheets(self.context))
        self.taken.read(form, self.desk.user_id, self.context, self.now)
        if not can(self.context):
            # The form is gone: the page shows the words, to be copied.
            self.given = forms.Typed(note=self.taken.note)
        if not self.is_genuine():
            return self.refuse("", [("", FORGED)], 403)
        wish = typed.text(form, "do")
        if wish.startswith(MARK) and can(self.context):
            return self.photograph(wish.removeprefix(MARK))
        try:
            self.answer()
        except Stale as error:
            self.look_again()
            return self.refuse("", said(error), 409)
        except DossierError as error:
            return self.refuse("", [*said(error), *self.files_lost()], 400)
        self.tell(_("The papers are entered; the dossier goes on."))
        return self.go(self.context.absolute_url())

    def photograph(self, wish: str):
        """Without scripts: the code for a phone, or what has come; chosen files are kept."""
        taken = self.taken
        if taken.tray is None or taken.tray.is_closed:
            taken.tray = begin_for(self.context, self.desk, self.now)
        if taken.tray is None:
            return self.refuse("", [("", NOWHERE)], 403)
        chosen = [(sheet.key, scan) for sheet in taken.sheets for scan in sheet.scans]
        problems = [*shown.keep(taken.tray, chosen), *shown.act(taken.tray, wish)]
        told = [self.say(messages.text(problem)) for problem in problems]
        self.problems = [{"field": "", "message": message} for message in told]
        for sheet in taken.sheets:
            sheet.photos = taken.tray.taken(sheet.key)
            sheet.given = sheet.is_there
        reads.note(self.context, reads.PAGE)
        return self.template()

    def files_lost(self) -> list:
        """What a browser forgets when the page comes again; `keep.js` does not."""
        names = [scan["filename"] for s in self.taken.sheets for scan in s.scans]
        if not names or self.request.getHeader("X-Keep"):
            return []
        facts = {"files": ", ".join(names)}
        return [("", _("Choose the scans again: ${files}.", mapping=facts))]

    def answer(self) -> None:
        form, dossier = self.request.form, self.context
        version = typed.text(form, "version")
        actions.perform(
            dossier,
            answer_of(dossier) or actions.ANSWERS[0],
            reason=self.taken.note,
            papers=[paper for sheet in self.taken.sheets for paper in sheet.papers()],
            version=int(version) if version.isdecimal() else None,
            proof=secrets.secret_of(dossier.code),
            now=self.now,
        )
        if self.taken.tray is not None:
            trays.close(self.taken.tray)
        reads.note(dossier, reads.PAGE)
