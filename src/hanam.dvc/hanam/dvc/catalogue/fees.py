"""Which fees and charges a dossier costs."""

from datetime import date
from hanam.dvc.catalogue.charging.words import formula_in_words
from hanam.dvc.catalogue.moment import today
from hanam.dvc.catalogue.rowchoice import fit
from hanam.dvc.catalogue.rowchoice import fitting
from hanam.dvc.catalogue.rows import complete
from hanam.dvc.catalogue.tables import FEES
from hanam.dvc.i18n import _
from hanam.dvc.rules import vietnamese
from hanam.dvc.rules.fee_formula import FormulaError
from hanam.dvc.rules.fee_formula import parse
from hanam.dvc.rules.fees import amount
from hanam.dvc.rules.fees import FeeFacts
from hanam.dvc.rules.fees import FeeRow
from hanam.dvc.rules.fees import fixed
from hanam.dvc.spoken import money


LONGEST = 120
DATED = ("amount", "text", "formula", "valid_from", "valid_to")


def in_force(row, day: date) -> bool:
    """Whether a row holds on a day; both its days are included."""
    start, end = row.get("valid_from") or "", row.get("valid_to") or ""
    iso = day.isoformat()
    return (not start or start <= iso) and (not end or iso <= end)


def rows_of(procedure, day: date | None = None) -> list[dict]:
    """All rows of ``fees`` in force on a day (default: today), whatever the case."""
    day = day or today()
    return [row for row in complete(procedure.fees, FEES) if in_force(row, day)]


def fees_for(procedure, case="", channel="", day: date | None = None) -> list[dict]:
    """The rows of ``fees`` for a case and a channel in force on a day (default: today),
    in order.

    Of rows with the same kind and title only the closest stays. ``amount`` is in đồng;
    None where a formula or only words are known.
    """
    best = {}
    for row in fitting(rows_of(procedure, day), case, channel):
        name = row["kind"], row["title"]
        rank = fit(row, case, channel)
        if name not in best or rank > best[name][0]:
            best[name] = rank, row
    return [row for rank, row in best.values()]


def formula_of(row) -> FeeRow | None:
    """How a row is computed: its formula, else its amount; None where it has words only."""
    text = row.get("formula") or ""
    if text.strip():
        try:
            return parse(text)
        except FormulaError:
            return None
    return None if row["amount"] is None else fixed("", row["amount"])


def in_words(row):
    """One fee for a reader: its amount, else its text, else its formula."""
    if row["amount"] is None:
        formula = None if row["text"] else formula_of(row)
        return row["text"] if formula is None else formula_in_words(formula)
    if row["amount"] == 0:
        return _("Free of charge")
    return money(row["amount"])


def days_in_words(row):
    """From when until when a row holds; empty if always."""
    days = {
        name: vietnamese.short_date(date.fromisoformat(row[key]))
        for name, key in (("start", "valid_from"), ("end", "valid_to"))
        if row.get(key)
    }
    if len(days) > 1:
        return _("from ${start} to ${end}", mapping=days)
    if "start" in days:
        return _("from ${start} on", mapping=days)
    return _("until ${end}", mapping=days) if days else ""


def summary_facts(procedure, day: date | None = None) -> dict:
    """``least`` and ``most`` in đồng (None where no amount is known), ``open`` (whether
    another row has words only) and ``text``, the first words, on a day (default: today).

    ``rows`` are the rows themselves where one of them begins or ends: `summary` then asks
    for the day anew.
    """
    rows = complete(procedure.fees, FEES)
    found = facts_of(rows, day or today())
    if any(row["valid_from"] or row["valid_to"] for row in rows):
        kept = [{name: row[name] for name in DATED} for row in rows]
        found["rows"] = [{**row, "text": row["text"][:LONGEST]} for row in kept]
    return found


def amount_of_one(row) -> int | None:
    """What one copy, page, room or item costs by a formula that has no words of its own."""
    formula = None if row["text"] else formula_of(row)
    return None if formula is None else amount(formula, FeeFacts())


def facts_of(rows, day) -> dict:
    rows = [row for row in rows if in_force(row, day)]
    amounts = [row["amount"] for row in rows if row["amount"] is not None]
    one = [amount_of_one(row) for row in rows if row["amount"] is None]
    known = amounts + [amount for amount in one if amount is not None]
    return {
        "least": min(known, default=None),
        "most": max(known, default=None),
        "open": len(amounts) < len(rows),
        "text": rows[0]["text"] if rows else "",
    }


def summary(facts):
    """`summary_facts` for a reader: an amount, from … to …, free of charge, a text."""
    if facts.get("rows"):
        facts = facts_of(facts["rows"], today())
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
