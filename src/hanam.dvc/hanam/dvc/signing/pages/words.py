"""What is said about a result and its signatures."""

from hanam.dvc.i18n import _
from hanam.dvc.signing import public
from hanam.dvc.signing import report


# kind → (look, headline, what it means)
KINDS = {
    public.AUTHENTIC: (
        "good",
        _("Authentic: this document was issued here"),
        _("Compare what stands below with the document in your hands."),
    ),
    public.WITHDRAWN: (
        "bad",
        _("Withdrawn: this document does not hold any more"),
        _("It was issued here, but the agency has withdrawn it."),
    ),
    public.CHANGED: (
        "bad",
        _("Changed: this is not the document that was issued"),
        _(
            "Do not rely on it. Ask the person who gave it to you for the original file."
        ),
    ),
    public.SIGNED: (
        "warn",
        _("Signed, but not issued through this portal"),
        _("The signature holds; nothing else is known here about the document."),
    ),
    public.UNKNOWN: (
        "warn",
        _("Unknown: nothing was found"),
        _("No result issued through this portal is like this."),
    ),
}
OF_FILE = {
    public.AUTHENTIC: _("The file is exactly the one that was issued."),
    report.DAMAGED: _("The file is no PDF, or it is damaged."),
    report.LOCKED: _(
        "The file is protected by a password, so it cannot be looked into."
    ),
}
# verdict → (look, words)
VERDICTS = {
    report.VALID: ("good", _("Signature valid")),
    report.UNKNOWN: ("warn", _("Signed by somebody whom this portal does not know")),
    report.UNCHECKED: (
        "warn",
        _("Signature in order; whether it was revoked cannot be checked at present"),
    ),
    report.EXPIRED: ("warn", _("The certificate has expired, and no time stamp helps")),
    report.REVOKED: ("bad", _("The certificate was revoked")),
    report.CHANGED: ("bad", _("The document was changed after it was signed")),
}
