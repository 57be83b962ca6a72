"""The kinds of questions a declaration may hold, by the names of its JSON.

``COLUMNS`` are those of a column in a repeating group.
"""

from hanam.dvc.i18n import _


COLUMN_KINDS = (
    ("text", _("One line of text")),
    ("multiline", _("Several lines of text")),
    ("integer", _("Whole number")),
    ("number", _("Number with decimals")),
    ("money", _("Amount in đồng")),
    ("date", _("Date")),
    ("birth", _("Date of birth, or only the year")),
    ("choice", _("Choice of one")),
    ("bool", _("Box to tick")),
    ("personal_id", _("Personal number (CCCD, CMND)")),
    ("tax_code", _("Tax code")),
    ("phone", _("Phone number")),
    ("email", _("E-mail address")),
    ("admin_unit", _("Commune of the province")),
    ("computed", _("Computed value")),
)
# How a computed value is written.
SHOWN_AS = (
    ("integer", _("Whole number")),
    ("number", _("Number with decimals")),
    ("money", _("Amount in đồng")),
    ("text", _("One line of text")),
)
# What a formula makes of an answer (`rules.formulas`).
READ_AS = {
    "integer": "number",
    "number": "number",
    "money": "number",
    "date": "day",
    "birth": "day",
    "text": "text",
    "multiline": "text",
    "choice": "text",
    "admin_unit": "text",
    "personal_id": "text",
    "tax_code": "text",
    "phone": "text",
    "email": "text",
    "group": "rows",
}


def choices(text: str) -> tuple[tuple[str, str], ...]:
    """The (value, title) pairs of lines such as ``nam|Nam``; without a bar the line is
    both."""
    lines = (line.strip() for line in (text or "").splitlines())
    found = []
    for line in lines:
        if line:
            value, bar, title = (part.strip() for part in line.partition("|"))
            found.append((value, title if bar else value))
    return tuple(found)


def lines(pairs) -> str:
    """The pairs as `choices` reads them."""
    return "\n".join(f"{value}|{title}" for value, title in pairs or ())
