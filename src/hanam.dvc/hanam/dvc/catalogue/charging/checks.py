"""What must be true of the fees of a procedure beyond the single value."""

from collections.abc import Iterator
from hanam.dvc.catalogue.charging.words import REASONS
from hanam.dvc.catalogue.rows import at
from hanam.dvc.i18n import _
from hanam.dvc.rules.fee_formula import FormulaError
from hanam.dvc.rules.fee_formula import parse
from zope.globalrequest import getRequest
from zope.i18n import translate


FIRST_DAY, LAST_DAY = "0000", "9999"


def fees_problems(rows) -> Iterator[str]:
    """A fee says something, its formula can be read, and on every day only one row
    speaks for a case, a channel and a name."""
    seen: dict = {}
    for number, row in enumerate(rows, 1):
        if row.get("amount") is None and not row.get("text") and not row.get("formula"):
            yield at(number, "amount", _("give an amount, a formula or a text."))
        yield from bad_formula(number, row.get("formula"))
        start, end = row.get("valid_from") or FIRST_DAY, row.get("valid_to") or LAST_DAY
        if end < start:
            yield at(number, "valid_to", _("the last day lies before the first day."))
        names = ("case", "channel", "kind", "title")
        key = tuple(row.get(name) or "" for name in names)
        if any(start <= last and first <= end for first, last in seen.get(key, ())):
            yield at(
                number, "case", _("another row speaks for the same case and channel.")
            )
        seen.setdefault(key, []).append((start, end))


def bad_formula(number, formula) -> Iterator[str]:
    """What is wrong with the formula of a row; nothing for an empty one."""
    if not formula or not formula.strip():
        return
    try:
        parse(formula)
    except FormulaError as error:
        reason = translate(REASONS[error.reason], context=getRequest())
        mapping = {"line": error.line, "text": error.text, "reason": reason}
        yield at(
            number, "formula", _("line ${line}, “${text}”: ${reason}", mapping=mapping)
        )
