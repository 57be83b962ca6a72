"""PDF answers of the counter."""

from hanam.dvc import printing
from hanam.dvc.i18n import _
from zope.i18n import translate


BUSY = _("Many documents are being made at the moment. Try again in a minute.")
MISSING = _(
    "□ stands for a character that this document cannot show; the page of the dossier has it."
)


def send(request, template: str, data: dict, folder, name: str):
    """The document as the answer to a request; 503 while too many are being made."""
    response = request.response
    response.setHeader("Cache-Control", "private, no-store")
    data = {"missing_note": translate(MISSING, context=request), **data}
    try:
        made = printing.pdf(template, data, folder=folder)
    except printing.PrinterBusy:
        response.setStatus(503)
        response.setHeader("Retry-After", "60")
        response.setHeader("Content-Type", "text/plain; charset=utf-8")
        return translate(BUSY, context=request)
    response.setHeader("Content-Type", "application/pdf")
    response.setHeader("X-Content-Type-Options", "nosniff")
    response.setHeader("Content-Disposition", f'inline; filename="{name}.pdf"')
    return made
