"""`<dossier>/@@nhan-bo-sung`: the clerk takes what the applicant brings to the counter.

It is the applicant's answer, entered for them by the clerk who has them before the desk: the
history tells the clerk.
"""

from functools import cached_property
from hanam.dvc.cards import Card
from hanam.dvc.catalogue.papers import components
from hanam.dvc.counter import reception
from hanam.dvc.counter import typed
from hanam.dvc.counter.desk import desk_of
from hanam.dvc.counter.views.base import StaffView
from hanam.dvc.dossiers import actions
from hanam.dvc.dossiers import facts
from hanam.dvc.dossiers import messages
from hanam.dvc.dossiers import reads
from hanam.dvc.dossiers import secrets
from hanam.dvc.dossiers.errors import DossierError
from hanam.dvc.i18n import _
from hanam.dvc.rules.states import State
from Products.Five.browser.pagetemplatefile import ViewPageTemplateFile

import transaction


FORGED = _("This form is too old or was sent from elsewhere. Send it again.")


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


class Brought(Card):
    """The form on the page of a dossier for which papers were asked."""

    weight = 5
    template = ViewPageTemplateFile("templates/brought.pt")

    @property
    def is_shown(self) -> bool:
        return bool(can(self.context))

    @cached_property
    def sheets(self) -> list[reception.Sheet]:
        return sheets(self.context)


class Take(StaffView):
    """The answer is entered, or the reader told what is wrong."""

    def may_enter(self) -> bool:
        return desk_of().is_at(self.context.agency, "clerk")

    def page(self):
        if not self.is_post or not self.is_genuine():
            self.tell(FORGED, "error")
            return self.go(self.context.absolute_url())
        try:
            self.answer()
            self.tell(_("The papers are entered; the dossier goes on."))
        except DossierError as error:
            transaction.doom()
            for problem in error.problems:
                self.tell(messages.text(problem), "error")
        return self.go(self.context.absolute_url())

    def answer(self) -> None:
        form, dossier = self.request.form, self.context
        found = sheets(dossier)
        for sheet in found:
            reception.read_sheet(sheet, form)
        version = typed.text(form, "version")
        actions.perform(
            dossier,
            answer_of(dossier) or actions.ANSWERS[0],
            reason=typed.text(form, "note"),
            papers=[paper for sheet in found for paper in sheet.papers()],
            version=int(version) if version.isdecimal() else None,
            proof=secrets.secret_of(dossier.code),
            now=self.now,
        )
        reads.note(dossier, reads.PAGE)
