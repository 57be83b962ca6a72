"""Which columns the worklist of a user has, in which order, and what it begins with."""

from hanam.dvc.counter.tabs import BY_ID
from hanam.dvc.i18n import _
from hanam.dvc.register import saved_filters


# name: (title, order it sorts by)
COLUMNS = {
    "code": (_("Code"), ""),
    "who": (_("For whom"), ""),
    "what": (_("Procedure"), ""),
    "agency": (_("Agency"), ""),
    "state": (_("State"), ""),
    "filed": (_("Filed on"), "filed"),
    "due": (_("Due"), "due"),
    "assignee": (_("Worked on by"), ""),
    "received": (_("Accepted on"), "received"),
    "since": (_("In this state since"), "since"),
    "step": (_("Step"), ""),
    "step_due": (_("Step due"), ""),
    "result_by": (_("Result received"), ""),
    "money": (_("Money"), ""),
    "delivery": (_("Hand-over"), ""),
    "shelf": (_("Place of the folder"), ""),
    "rounds": (_("Supplements asked"), ""),
}
USUAL = ("code", "who", "what", "agency", "state", "filed", "due", "assignee")


def columns_of(user: str) -> tuple[str, ...]:
    """The names of a user's columns in their order; the code is always among them."""
    return columns_in(saved_filters.choice(user))


def first_of(user: str) -> tuple[str, int]:
    """What a user's list begins with: (tab, 0), ("", id of a saved filter), or neither."""
    return first_in(saved_filters.choice(user))


def columns_in(row) -> tuple[str, ...]:
    """As `columns_of`, of what a user chose; None: nothing."""
    names = tuple(n for n in (row.columns.split() if row else ()) if n in COLUMNS)
    if not names:
        return USUAL
    return names if "code" in names else ("code", *names)


def first_in(row) -> tuple[str, int]:
    """As `first_of`, of what a user chose; None: nothing."""
    kind, _colon, value = (row.first if row else "").partition(":")
    if kind == "tab" and value in BY_ID:
        return value, 0
    if kind == "filter" and value.isdigit():
        return "", int(value)
    return "", 0
