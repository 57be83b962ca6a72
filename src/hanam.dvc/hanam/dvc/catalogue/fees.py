"""Which fees and charges a dossier costs."""

from hanam.dvc.catalogue.rowchoice import fit
from hanam.dvc.catalogue.rowchoice import fitting
from hanam.dvc.catalogue.rows import complete
from hanam.dvc.catalogue.tables import FEES
from hanam.dvc.i18n import _
from hanam.dvc.spoken import money


def fees_for(procedure, case="", channel="") -> list[dict]:
    """The rows of ``fees`` for a case and a channel, in order.

    Of rows with the same kind and title only the closest stays. ``amount`` is in đồng;
    None where only words are known.
    """
    best = {}
    for row in fitting(complete(procedure.fees, FEES), case, channel):
        name = row["kind"], row["title"]
        rank = fit(row, case, channel)
        if name not in best or rank > best[name][0]:
            best[name] = rank, row
    return [row for rank, row in best.values()]


def in_words(row):
    """One fee for a reader: its amount, else its text."""
    if row["amount"] is None:
        return row["text"]
    if row["amount"] == 0:
        return _("Free of charge")
    return money(row["amount"])


def summary_facts(procedure) -> dict:
    """``least`` and ``most`` in đồng (None where no amount is known), ``open`` (whether
    another row has words only) and ``text``, the first words."""
    rows = complete(procedure.fees, FEES)
    amounts = [row["amount"] for row in rows if row["amount"] is not None]
    return {
        "least": min(amounts, default=None),
        "most": max(amounts, default=None),
        "open": len(amounts) < len(rows),
        "text": rows[0]["text"] if rows else "",
    }


def summary(facts):
    """`summary_facts` for a reader: an amount, from … to …, free of charge, a text."""
    least, most = facts["least"], facts["most"]
    if least is None:
        return facts["text"]
    mapping = {"least": money(least), "most": money(most)}
    if least != most:
        return _("from ${least} to ${most}", mapping=mapping)
    if not facts["open"]:
        return in_words({"amount": least, "text": ""})
    if least == 0:
        return _("Free of charge in some cases")
    return _("from ${least}", mapping=mapping)
