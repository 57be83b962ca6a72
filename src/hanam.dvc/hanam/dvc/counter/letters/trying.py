"""A template tried before it is in force: with a sample, or with a dossier one may see."""

from hanam.dvc.dossiers import access
from hanam.dvc.dossiers import reads
from hanam.dvc.i18n import _
from hanam.dvc.letters import making
from hanam.dvc.letters import values
from hanam.dvc.letters.templates import filling
from hanam.dvc.letters.templates import variables
from hanam.dvc.letters.templates.errors import BadTemplate


NO_DOSSIER = _(
    "There is no dossier of this agency with this number, or you may not see it."
)
NOTHING = _("The history of this dossier holds nothing that this form could tell of.")


def fill(template: bytes, kind, agency: str, code: str) -> tuple[bytes, object]:
    """(document, problem): the form from a template, of a sample where ``code`` is "".

    ``agency`` "" tries a template of the province with any dossier the user may see.
    """
    if not code:
        return render(template, kind, variables.sample(kind.id))
    dossier = access.dossier_for(code)
    if dossier is None or (agency and dossier.agency != agency):
        return b"", NO_DOSSIER
    try:
        event = making.event_of(dossier, kind)
    except making.NotYet:
        return b"", NOTHING
    reads.note(dossier, reads.PRINT, making.words.say(kind.title))
    return render(template, kind, values.of(kind, dossier, event))


def render(template: bytes, kind, found: dict) -> tuple[bytes, object]:
    try:
        return filling.render(template, kind.id, found), None
    except BadTemplate as error:
        return b"", error.faults[0].message
