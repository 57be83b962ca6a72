"""Why a message did not go out, in words for those who can do something about it."""

from hanam.dvc.i18n import _


KNOWN = {
    "expired": _("It came too late to be of use and was not sent."),
    "undelivered": _("The gateway could not deliver it."),
    "no answer in time": _("The gateway did not answer in time."),
    "no connection in time": _("The gateway cannot be reached."),
    "connection failed or dropped": _(
        "The gateway cannot be reached, or hung up in the middle."
    ),
    "no address of the gateway is set": _("No address of the gateway is set."),
    "no sender address is set": _("No sender address is set."),
    "ConnectionRefusedError": _("The mail server cannot be reached."),
    "TimeoutError": _("The mail server did not answer in time."),
    "SMTPServerDisconnected": _("The mail server hung up in the middle."),
    "SMTPAuthenticationError": _("The mail server refuses user name or password."),
}
ANSWERED = _("The other side answered: ${text}")


def of(row):
    """A message about the last error of a row of the outbox, or ""."""
    if not row.error:
        return ""
    known = KNOWN.get(row.error)
    return known or _(ANSWERED, mapping={"text": row.error})
