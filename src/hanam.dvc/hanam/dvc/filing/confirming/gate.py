"""The part of the check page where the code is typed, and what its buttons do."""

from hanam.dvc.filing import gates
from hanam.dvc.filing.answers import answers_of
from hanam.dvc.filing.confirming.asking import Confirmation
from hanam.dvc.filing.confirming.asking import EMPTY
from hanam.dvc.filing.confirming.asking import FIELD
from hanam.dvc.filing.confirming.asking import KEY
from hanam.dvc.filing.confirming.asking import MANY
from hanam.dvc.filing.confirming.asking import record
from hanam.dvc.filing.formfield import Problem
from hanam.dvc.i18n import _
from hanam.dvc.identity import contacts
from hanam.dvc.identity import settings
from pathlib import Path
from Products.Five.browser.pagetemplatefile import ViewPageTemplateFile


RESEND, BY = "contact.resend", "contact.by"
AUTOSAVE = "X-Autosave"
TEMPLATE = ViewPageTemplateFile(str(Path(__file__).parent / "templates" / "gate.pt"))


class ContactGate(gates.Gate):
    """A guest confirms the phone or e-mail before the dossier is filed."""

    id = "contact"
    order = 30

    @property
    def macro(self):
        return TEMPLATE.macros["code"]

    def applies(self, draft, request) -> bool:
        return Confirmation(draft, request).asked != settings.OFF

    def keep(self, draft, request) -> None:
        """Take a button, or a code. A page that saves itself while somebody types is no try."""
        if request.getHeader(AUTOSAVE):
            return
        found = Confirmation(draft, request)
        found.keep(stated=request.form.get("check.statement") == "1", error="")
        by = request.form.get(BY)
        if by in (contacts.PHONE, contacts.EMAIL):
            found.keep(by=by)
        elif request.form.get(RESEND):
            found.keep(busy=found.send())
        else:
            typed = request.form.get(FIELD, "")
            if isinstance(typed, str) and typed.strip():
                found.keep(error=found.take(typed))

    def problems(self, draft, request) -> list[Problem]:
        found = Confirmation(draft, request)
        if found.is_done:
            return []
        error = found.kept.get("error")
        if error:
            return [Problem(FIELD, error)]
        if found.asked == settings.OFFERED:
            return []
        return [Problem(FIELD, EMPTY)]

    def filed(self, draft, dossier, request) -> None:
        found = Confirmation(draft, request)
        if found.is_done:
            record(dossier, found.contact)

    def block(self, draft, request, problems) -> "Block":
        """What the macro shows; sends the code when the page is shown for the first time."""
        return Block(Confirmation(draft, request), problems)


class Block:
    """The facts of the macro."""

    def __init__(self, found: Confirmation, problems):
        self.found = found
        self.busy = found.ensure_sent() or found.kept.get("busy", 0)
        told = [p.message for p in problems if p.field == FIELD]
        self.error = told[0] if told else found.kept.get("error", "")
        if found.kept.get("busy") or found.kept.get("error"):
            # Told once.
            found.keep(busy=0, error="")

    @property
    def optional(self) -> bool:
        return self.found.asked == settings.OFFERED

    @property
    def many(self):
        """What to say where no further code is sent for a while; "" otherwise."""
        return _(MANY, mapping={"minutes": self.busy}) if self.busy else ""

    def others(self) -> list[dict]:
        """The other contacts that a code could go to: {kind, text}."""
        return [
            {"kind": one.kind, "text": one.text}
            for one in self.found.choices()
            if one != self.found.contact
        ]


def was_stated(draft) -> str:
    """ "1" where the statement was ticked before one of the buttons here was pressed."""
    kept = dict(getattr(draft, "answers", {}).get(KEY) or {})
    if not kept.pop("stated", False):
        return ""
    answers_of(draft)[KEY] = kept
    return "1"


gates.register(ContactGate())
