"""How letters are sent to a browser, and what is told when one cannot be made."""

from hanam.dvc import printing
from hanam.dvc.dossiers.download import HEADERS
from hanam.dvc.i18n import _
from hanam.dvc.letters.making import DOCX
from hanam.dvc.letters.making import PDF
from hanam.dvc.letters.templates.errors import BadTemplate

import logging


logger = logging.getLogger(__name__)
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
TYPES = {"pdf": PDF, "docx": DOCX, "xlsx": XLSX}
BUSY = _("Many documents are being made at the moment. Try again in a minute.")
BROKEN = _(
    "The document cannot be printed at the moment: part of the printing does not work. "
    "Those who run the portal were told; the dossier itself is not touched."
)
TEMPLATE = _(
    "The document cannot be made from the template of the agency. Tell who keeps the "
    "templates, or take the PDF meanwhile."
)


def send(request, made: bytes, name: str, kind: str):
    """The bytes with safe headers; PDF is shown, everything else saved."""
    response = request.response
    for header, value in HEADERS.items():
        response.setHeader(header, value)
    way = "inline" if kind == "pdf" else "attachment"
    response.setHeader("Content-Type", TYPES[kind])
    response.setHeader("Content-Length", str(len(made)))
    response.setHeader("Content-Disposition", f'{way}; filename="{name}.{kind}"')
    return made


def trouble(request, error, what: str):
    """What is told when a document was not made; the log says why, without its data."""
    busy = isinstance(error, printing.PrinterBusy)
    if not busy:
        logger.error("%s was not made: %s", what, reason(error))
    request.response.setStatus(503)
    request.response.setHeader("Retry-After", "60")
    if busy:
        return BUSY
    return TEMPLATE if isinstance(error, BadTemplate) else BROKEN


def reason(error) -> str:
    if isinstance(error, BadTemplate):
        return "; ".join(str(fault.message) for fault in error.faults)
    return str(error)
