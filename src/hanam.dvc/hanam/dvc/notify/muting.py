"""The way out of optional messages that stands in each of them: works without an account.

The address of the page holds a keyed digest of who gets the message, so that nobody can switch
off another's, and no personal data stands in it.
"""

from hanam.dvc.i18n import _
from hanam.dvc.notify import choices
from hanam.dvc.notify import events
from hanam.dvc.notify.addresses import portal_url
from zope.i18n import translate


LINE = _("You do not want reminders of this kind any more? ${url}")


def url(address: str, event_id: str) -> str:
    """Where whoever has this address switches an event off."""
    digest = choices.digest_of(address)
    return f"{portal_url()}/ngung-nhan-tin/{event_id}/{digest}"


def line(address: str, event_id: str, language: str) -> str:
    """The last line of an optional e-mail."""
    message = _(LINE, mapping={"url": url(address, event_id)})
    return translate(message, target_language=language)


def is_optional(event_id: str) -> bool:
    known = events.find(event_id)
    return known is not None and known.kind == events.OPTIONAL
