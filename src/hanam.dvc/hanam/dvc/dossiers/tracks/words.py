"""What the tracks and their values are called."""

from hanam.dvc.i18n import _
from hanam.dvc.rules.tracks import Delivery
from hanam.dvc.rules.tracks import Money
from hanam.dvc.rules.tracks import Sync
from hanam.dvc.rules.tracks import Track
from hanam.dvc.rules.vietnamese import money
from plone import api
from zope.i18n import translate


TRACKS = {
    Track.MONEY: _("Money"),
    Track.DELIVERY: _("Hand-over"),
    Track.SYNC: _("National portal"),
}
TITLES = {
    Money.NOTHING_DUE: _("Nothing to pay"),
    Money.DUE: _("To be paid"),
    Money.PART_PAID: _("Paid in part"),
    Money.PAID: _("Paid"),
    Money.EXEMPT: _("Exempt from paying"),
    Money.REFUNDED: _("Refunded"),
    Delivery.NOT_READY: _("Nothing to hand over yet"),
    Delivery.AT_COUNTER: _("Waits at the counter"),
    Delivery.FOR_POST: _("Waits for the post"),
    Delivery.READY_ONLINE: _("Ready online"),
    Delivery.WITH_POST: _("On its way by post"),
    Delivery.RETURNED_BY_POST: _("Came back from the post"),
    Delivery.DELIVERED: _("Handed over"),
    Delivery.HANDED_ONLINE: _("Handed over online"),
    Sync.NOT_NEEDED: _("Not reported"),
    Sync.WAITING: _("Waits to be sent"),
    Sync.SENT: _("Sent"),
    Sync.CONFIRMED: _("Confirmed"),
    Sync.FAILED: _("Sending failed"),
}
# What it is called to move there by hand.
MOVES = {
    Money.DUE: _("There is a fee to pay"),
    Money.NOTHING_DUE: _("There is nothing to pay"),
    Money.PART_PAID: _("Note a part payment"),
    Money.PAID: _("Note the payment"),
    Money.EXEMPT: _("Exempt from the fee"),
    Money.REFUNDED: _("Note a refund"),
    Delivery.AT_COUNTER: _("Lay out at the counter"),
    Delivery.FOR_POST: _("Get ready for the post"),
    Delivery.READY_ONLINE: _("Give it online"),
    Delivery.WITH_POST: _("Give to the post"),
    Delivery.RETURNED_BY_POST: _("Came back from the post"),
    Sync.WAITING: _("Send to the national portal"),
    Sync.NOT_NEEDED: _("Do not report"),
}


def title_of(track, value):
    """What a value of a track is called, as a message."""
    return TITLES.get(value, value)


def sentence(amount=None, receipt="", number="", reason="") -> str:
    """What the history keeps of a move, in the language of the portal."""
    parts = [
        money(amount) if amount else "",
        say(_("receipt no. ${number}", mapping={"number": receipt})) if receipt else "",
        say(_("item no. ${number}", mapping={"number": number})) if number else "",
        reason,
    ]
    return "; ".join(part for part in parts if part)


def say(message) -> str:
    return translate(message, target_language=api.portal.get_default_language())
