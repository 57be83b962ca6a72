"""What receiving a dossier at this moment would promise, and what it costs."""

from hanam.dvc.catalogue import fees
from hanam.dvc.catalogue import limits
from hanam.dvc.catalogue import settings
from hanam.dvc.counter import words
from hanam.dvc.rules import clock
from zope.i18n import translate


def of(procedure, case: str, channel: str, now, request) -> dict:
    """{limit, due, fees: [{title, text}], total}; ``limit`` and ``due`` are words, empty
    where the law has no number, ``total`` is in đồng, None where an amount is not known."""

    def say(message):
        return translate(message, context=request)

    rows = fees.fees_for(procedure, case, channel, now.date())
    limit = limits.limit_for(procedure, case, channel)
    due = None if limit is None else clock.compute(now, limit, settings.calendar()).due
    row = limits.row_for(procedure, case, channel)
    return {
        "limit": say(limits.in_words(row)),
        "due": words.appointment(due),
        "fees": [{"title": r["title"], "text": say(fees.in_words(r))} for r in rows],
        "total": total(rows),
    }


def total(rows) -> int | None:
    """The sum of the amounts; None where one of them is not known. Nothing to pay is 0."""
    amounts = [row["amount"] for row in rows]
    return None if None in amounts else sum(amounts)
