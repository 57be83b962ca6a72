"""A letter as a document: values of the record into a printed form or an office's template."""

from hanam.dvc import printing
from hanam.dvc.i18n import _
from hanam.dvc.letters import record
from hanam.dvc.letters import values
from hanam.dvc.letters import words
from hanam.dvc.letters.kinds import kind_of
from pathlib import Path


FOLDER = Path(__file__).with_name("print")
PDF = "application/pdf"
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
TYPES = {"pdf": PDF, "docx": DOCX}
MISSING = _(
    "□ stands for a character that this document cannot show; the page of the dossier has it."
)


class NotYet(LookupError):
    """The record knows nothing that such a letter could tell of."""


def event_of(dossier, kind, key: str = "", facts=None):
    """What a letter tells of: the entry of that key, else the last one that fits.

    None for forms that tell of the whole record, and for what is only proposed by
    ``facts``. Raises `NotYet`.
    """
    if not kind.actions:
        return None
    found = [event for event in record.events(dossier, kind) if key in ("", event.key)]
    if found:
        return found[-1]
    if key or not (facts or {}).keys() & {"reason", "due"}:
        raise NotYet(kind.id)
    return None


def make(
    kind: str,
    dossier,
    *,
    format: str = "pdf",  # noqa: A002 - what other rooms call it
    facts=None,
    event: str = "",
) -> bytes:
    """A letter about a dossier; ``kind`` is a number or other name of `kinds.KINDS`.

    ``format`` is "pdf" or "docx" (from the template of the agency in force). ``event`` is the
    key of the entry of the history that it tells of (default: the last that fits). ``facts``
    see `values.of`. Raises `NotYet`, `printing.PrintingError`, `templates.errors.BadTemplate`.
    Writes nothing; not to be called inside a filing.
    """
    found = kind_of(kind)
    if found.id == "06":
        from hanam.dvc.letters import book_making

        return book_making.make(format=format, **(facts or {}))
    told = event_of(dossier, found, event, facts)
    data = values.of(found, dossier, told, facts)
    if format == "docx":
        from hanam.dvc.letters.templates import filling

        at = told.at if told is not None else None
        return filling.fill(found, dossier.agency, data, at)
    return pdf(found, data)


def pdf(kind, data: dict) -> bytes:
    """The printed form of a kind with these values."""
    data = {**data, "missing_note": words.say(MISSING)}
    return printing.pdf(kind.template, data, folder=FOLDER)
