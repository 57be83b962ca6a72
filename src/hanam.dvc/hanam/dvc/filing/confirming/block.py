"""The part of the check page where the code is typed, and what its buttons do."""

from hanam.dvc.filing.answers import answers_of
from hanam.dvc.filing.confirming.asking import Confirmation
from hanam.dvc.filing.confirming.asking import FIELD
from hanam.dvc.filing.confirming.asking import KEY
from hanam.dvc.filing.confirming.asking import MANY
from hanam.dvc.filing.confirming.asking import record
from hanam.dvc.i18n import _
from hanam.dvc.identity import contacts
from hanam.dvc.identity import settings
from Products.Five import BrowserView
from Products.Five.browser.pagetemplatefile import ViewPageTemplateFile


RESEND, BY = "check.resend", "check.by"
AUTOSAVE = "X-Autosave"


def pressed(request) -> bool:
    """Whether one of the buttons of this block was pressed, not the one that files."""
    return bool(request.form.get(RESEND) or request.form.get(BY))


def keep(draft, request, stated: bool) -> list:
    """Take what the check page sent: a button, or a code; returns the problems.

    ``stated`` is the tick beside the statement of truth: it outlives a redirect.
    """
    found = Confirmation(draft, request)
    if found.asked == settings.OFF or request.getHeader(AUTOSAVE):
        return []
    files = request.form.get("go") == "file"
    if stated and (pressed(request) or not files):
        found.keep(stated=True)
    by = request.form.get(BY)
    if by in (contacts.PHONE, contacts.EMAIL):
        found.keep(by=by)
        return []
    if request.form.get(RESEND):
        found.keep(busy=found.send())
        return []
    typed = request.form.get(FIELD, "")
    if not isinstance(typed, str) or not (typed.strip() or files):
        return []
    return found.take(typed)


def was_stated(draft) -> str:
    """ "1" where the statement was ticked before one of the buttons was pressed."""
    kept = dict(getattr(draft, "answers", {}).get(KEY) or {})
    if not kept.pop("stated", False):
        return ""
    answers_of(draft)[KEY] = kept
    return "1"


def filed(draft, dossier, request) -> None:
    """Note with a dossier just filed that its guest's contact was confirmed."""
    found = Confirmation(draft, request)
    if found.is_done:
        record(dossier, found.contact)


class ContactCode(BrowserView):
    """Sends the code when the page is shown for the first time."""

    index = ViewPageTemplateFile("templates/code.pt")
    problems = ()
    busy = 0

    def render(self, problems) -> str:
        self.found = Confirmation(self.context, self.request)
        if self.found.asked == settings.OFF:
            return ""
        self.problems = problems
        self.busy = self.found.ensure_sent() or self.found.kept.get("busy", 0)
        if self.found.kept.get("busy"):
            self.found.keep(busy=0)
        return self.index()

    field = FIELD

    @property
    def error(self):
        return next((p.message for p in self.problems if p.field == FIELD), "")

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
