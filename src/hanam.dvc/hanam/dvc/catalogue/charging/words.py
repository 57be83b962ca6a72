"""Formulas of fees and the steps of their computation in words."""

from hanam.dvc.i18n import _
from hanam.dvc.rules.fee_trace import FeeLine
from hanam.dvc.rules.fees import FeeChange
from hanam.dvc.rules.fees import FeeRow
from hanam.dvc.rules.fees import FeeUnit
from hanam.dvc.spoken import money
from zope.globalrequest import getRequest
from zope.i18n import translate


# What a formula's reader is told; see `rules.fee_formula.REASONS`.
REASONS = {
    "empty": _("write an amount, such as “fixed 50000”."),
    "too_long": _("there are too many lines."),
    "first": _(
        "begin with fixed, copy, page, room or item and an amount, such as “copy 8000”."
    ),
    "part": _(
        "after a comma comes “from 3 1000”, “cap 200000” or “by range”, each once."
    ),
    "order": _("the numbers after “from” must grow, from 2 on."),
    "fixed": _("a fixed amount has no “from” and no “by range”."),
    "change": _(
        "further lines begin with group, area or channel, a key and an amount or a "
        "percentage, such as “area other 50%”."
    ),
    "percent": _("this percentage is too high."),
    "channel": _("the channel is online, counter or post."),
    "twice": _("this group, area or channel is there already."),
}
EACH = {
    FeeUnit.COPY: _("${amount} a copy"),
    FeeUnit.PAGE: _("${amount} a page"),
    FeeUnit.ROOM: _("${amount} a room"),
    FeeUnit.ITEM: _("${amount} each"),
}
FROM = {
    FeeUnit.COPY: _("from copy ${start}: ${amount}"),
    FeeUnit.PAGE: _("from page ${start}: ${amount}"),
    FeeUnit.ROOM: _("from room ${start}: ${amount}"),
    FeeUnit.ITEM: _("from number ${start}: ${amount}"),
}
RANGE = {
    FeeUnit.COPY: _("from ${start} copies: ${amount}"),
    FeeUnit.PAGE: _("from ${start} pages: ${amount}"),
    FeeUnit.ROOM: _("from ${start} rooms: ${amount}"),
    FeeUnit.ITEM: _("from ${start} on: ${amount}"),
}
COUNTED = {
    "copy": _("Copies ${first} to ${last}: ${count} × ${each} = ${amount}"),
    "page": _("Pages ${first} to ${last}: ${count} × ${each} = ${amount}"),
    "room": _("Rooms ${first} to ${last}: ${count} × ${each} = ${amount}"),
    "item": _("Numbers ${first} to ${last}: ${count} × ${each} = ${amount}"),
}
ONE = {
    "copy": _("Copy ${first}: ${amount}"),
    "page": _("Page ${first}: ${amount}"),
    "room": _("Room ${first}: ${amount}"),
    "item": _("Number ${first}: ${amount}"),
}
TOGETHER = {
    "copy": _("${count} copies: ${amount}"),
    "page": _("${count} pages: ${amount}"),
    "room": _("${count} rooms: ${amount}"),
    "item": _("For ${count}: ${amount}"),
}
STEPS = {
    "fixed": _("One amount: ${amount}"),
    "none": _("Nothing is counted: ${amount}"),
    "sum": _("Together: ${amount}"),
    "capped": _("Not more than ${amount}"),
    "copies": _("${count} copies: ${amount}"),
}
# Keys whose title need not be written into each formula.
KNOWN = {
    "online": _("Online"),
    "counter": _("At the one-stop counter"),
    "post": _("By public post"),
    "city": _("In a city or town"),
    "other": _("Elsewhere"),
}


def say(message, request=None) -> str:
    """A message in the reader's language."""
    return translate(message, context=request or getRequest())


def title_of(key: str, title: str = "") -> str:
    """What a group, an area or a channel of a formula is called."""
    return title or (say(KNOWN[key]) if key in KNOWN else key)


def formula_in_words(row: FeeRow) -> str:
    """A formula in one line, such as "2.000 đ a page; from page 3: 1.000 đ"."""
    first = {"amount": money(row.steps[0].amount)}
    if row.unit == FeeUnit.FIXED:
        parts = [first["amount"]]
    elif row.by_range:
        parts = [first["amount"]]
        parts += [say(words) for words in _steps(row, RANGE)]
    else:
        parts = [say(_(EACH[row.unit], mapping=first))]
        parts += [say(words) for words in _steps(row, FROM)]
    if row.cap is not None:
        cap = {"amount": money(row.cap)}
        each = _("at most ${amount} a copy", mapping=cap)
        parts.append(
            say(
                each
                if row.unit == FeeUnit.PAGE
                else _("at most ${amount}", mapping=cap)
            )
        )
    parts += [f"{title_of(one.key, one.title)}: {share(one)}" for one in row.changes]
    return "; ".join(parts)


def _steps(row, words):
    for step in row.steps[1:]:
        mapping = {"start": step.start, "amount": money(step.amount)}
        yield _(words[row.unit], mapping=mapping)


def share(change: FeeChange) -> str:
    """What somebody pays instead: an amount, a percentage, nothing."""
    if 0 in (change.amount, change.percent):
        return say(_("Free of charge"))
    return f"{change.percent} %" if change.amount is None else money(change.amount)


def sentence(line: FeeLine, request=None) -> str:
    """One step of a computation in the language of the request."""
    facts = dict(line.facts)
    values = {**facts, "amount": money(line.amount)}
    if line.rule == "each":
        values["each"] = money(facts["each"])
        words = ONE if facts["count"] == 1 else COUNTED
        text = words[facts["unit"]]
    elif line.rule == "range":
        text = TOGETHER[facts["unit"]]
    elif line.rule in STEPS:
        text = STEPS[line.rule]
    else:
        values["title"] = title_of(facts["key"], facts["title"])
        text = _("${title}: ${amount}")
        if facts["percent"] >= 0:
            text = _("${title}: ${percent} % of that, ${amount}")
    return say(_(text, mapping=values), request)
