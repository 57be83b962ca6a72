"""What an applicant reads of money and hand-over: a sentence for each value of the track."""

from hanam.dvc.dossiers.tracks import values
from hanam.dvc.i18n import _
from hanam.dvc.rules.states import State
from hanam.dvc.rules.tracks import Delivery
from hanam.dvc.rules.tracks import Money
from hanam.dvc.rules.tracks import Track
from hanam.dvc.spoken import money


MONEY = {
    Money.DUE: _("There is a fee to pay."),
    Money.PART_PAID: _("You have paid a part of the fee."),
    Money.PAID: _("You have paid the fee."),
    Money.EXEMPT: _("You need not pay the fee."),
    Money.REFUNDED: _("The money you had paid was given back."),
}
DELIVERY = {
    Delivery.AT_COUNTER: _("The result waits for you at the counter."),
    Delivery.FOR_POST: _("The result is being got ready for the post."),
    Delivery.READY_ONLINE: _("The result is ready: download it on this page."),
    Delivery.WITH_POST: _("The post is bringing the result to you."),
    Delivery.RETURNED_BY_POST: _(
        "The post could not deliver the result and brought it back. Ask the agency how"
        " to receive it."
    ),
    Delivery.DELIVERED: _("The result was handed over."),
    Delivery.HANDED_ONLINE: _("The result was handed over online."),
}
# Of a dossier that was stopped, the papers are given back.
PAPERS = {
    Delivery.AT_COUNTER: _("The papers you handed in wait for you at the counter."),
    Delivery.FOR_POST: _("The papers you handed in are being got ready for the post."),
    Delivery.WITH_POST: _("The post is bringing your papers back to you."),
}


def of_money(dossier):
    """(sentence, amount or "") of the fee; None where nothing is to be said."""
    sentence = MONEY.get(dossier.money)
    if sentence is None:
        return None
    facts = values.facts_of(dossier, Track.MONEY)
    amounts = {Money.DUE: facts.get("due"), Money.PART_PAID: facts.get("paid")}
    amount = amounts.get(dossier.money)
    return sentence, money(amount) if amount else ""


def of_delivery(dossier):
    """(sentence, number of the item at the post or ""); None while there is nothing."""
    stopped = PAPERS if dossier.state == State.STOPPED else {}
    sentence = stopped.get(dossier.delivery) or DELIVERY.get(dossier.delivery)
    if sentence is None:
        return None
    number = ""
    if dossier.delivery == Delivery.WITH_POST:
        number = values.facts_of(dossier, Track.DELIVERY).get("number", "")
    return sentence, number
