"""Why a document was not signed, in words."""

from hanam.dvc.dossiers import messages as of_dossiers
from hanam.dvc.dossiers.errors import Problem
from hanam.dvc.i18n import _
from zope.i18n import translate


MESSAGES = {
    "pin": _("The PIN is wrong. Nothing was signed."),
    "pin.left": _("The PIN is wrong. Nothing was signed; ${left} tries are left."),
    "locked": _(
        "The key is locked after too many wrong PINs. Ask the signing service to open it."
    ),
    "pin.missing": _("Type the PIN of the signature."),
    "signer.none": _("Choose with what to sign."),
    "signer.unknown": _("The signing service does not know this signature."),
    "service.none": _("No signing service is set. An administrator can set one."),
    "service.down": _(
        "The signing service does not answer. Nothing was signed; try again in a few minutes."
    ),
    "service.refused": _("The signing service has refused. Nothing was signed."),
    "service.garbled": _(
        "The signing service has sent something that is no signature. Nothing was signed."
    ),
    "session.over": _(
        "The time in which this could be signed without the PIN is over. Choose the result again "
        "and type the PIN."
    ),
    "session.large": _(
        "The signing service does not allow so many signatures at once. Choose fewer results."
    ),
    "clock.down": _("The server for time stamps does not answer. Nothing was signed."),
    "certificate.expired": _("The certificate of this signature has expired."),
    "certificate.early": _("The certificate of this signature does not hold yet."),
    "certificate.revoked": _("The certificate of this signature has been revoked."),
    "pdf.damaged": _("The file is no PDF that could be signed."),
    "pdf.locked": _("The file is protected by a password: it cannot be signed."),
    "pdf.large": _("The file is too large to be signed here."),
}

# Problems with a dossier that only this room finds.
PROBLEMS = {
    "result.file": _("Choose the PDF file of the result."),
    "result.pdf": _(
        "A result that is signed here is a PDF file. Save it as PDF first."
    ),
    "result.text": _("Write what the notice says."),
    "result.dated": _(
        "The date of the document lies in the future or long ago. Check it."
    ),
    "result.gone": _("This document is not there any more. Load the page again."),
    "result.unsigned": _("Not signed yet, or not well signed: ${titles}."),
    "sign.who": _("By the plan of this dossier its leader signs the result."),
    "sign.nothing": _("Choose at least one document to be signed."),
    "withdraw.reason": _(
        "Give the reason; everybody who verifies the result reads it."
    ),
}
of_dossiers.MESSAGES.update(PROBLEMS)
# So that a job can say of a dossier why it was not signed.
of_dossiers.MESSAGES.update({f"signing.{code}": MESSAGES[code] for code in MESSAGES})


def problem(error) -> Problem:
    """A `SigningError` as a problem with a dossier."""
    return Problem(f"signing.{error.code}", "", error.facts)


def text(error):
    """The message for a `SigningError`."""
    message = MESSAGES[error.code]
    if not error.facts:
        return message
    return _(message, mapping={name: str(fact) for name, fact in error.facts.items()})


def text_of(error, request) -> str:
    """The same in the reader's language."""
    return translate(text(error), context=request)
