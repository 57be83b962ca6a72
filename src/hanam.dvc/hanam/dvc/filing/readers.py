"""Readers: from what people type to a JSON value, and back to what people read.

A reader takes the normalised text and the field, and raises `Invalid` with a message that
says what is wrong and what to do.
"""

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from decimal import InvalidOperation
from hanam.dvc.dossiers import moment
from hanam.dvc.filing.formfield import FormField
from hanam.dvc.filing.formfield import Invalid
from hanam.dvc.i18n import _
from hanam.dvc.rules import patterns
from hanam.dvc.rules import vietnamese

import re
import unicodedata


# Longest text of a line and of a box where the form sets no limit of its own.
LINE = 500
BOX = 10_000
# Vietnamese write a date day first; digits alone are the habit on phones.
DATES = (
    re.compile(r"(?P<d>\d{1,2})\s*[/.\- ]\s*(?P<m>\d{1,2})\s*[/.\- ]\s*(?P<y>\d{4})"),
    re.compile(r"(?P<y>\d{4})-(?P<m>\d{2})-(?P<d>\d{2})"),
    re.compile(r"(?P<d>\d{2})(?P<m>\d{2})(?P<y>\d{4})"),
)
# Letters of the fonts from before Unicode, as they arrive where they stand inside a word.
LEGACY = re.compile(
    r"[A-Za-z][\u00a8-\u00ac\u00ae\u00b5-\u00b9\ufffd](?=[A-Za-z]|\b|$)"
)
GROUPED = re.compile(r"[+-]?\d{1,3}([. ]\d{3})+")


def normal(text: str, lines: bool = False) -> str:
    """NFC, without control characters, outer blanks and, on a line, line breaks."""
    text = unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\r", "\n"))
    text = "".join(
        char
        for char in text
        if char == "\n"
        or char == "\t"
        or unicodedata.category(char) not in ("Cc", "Cs", "Cn")
    )
    return text.strip() if lines else " ".join(text.split())


def read_text(text: str, field: FormField) -> str:
    limit = field.max_length or (BOX if field.kind == "multiline" else LINE)
    if len(text) > limit:
        raise Invalid(
            _(
                "At most ${limit} characters fit here; you entered ${got}. "
                "Please shorten it.",
                mapping={"limit": limit, "got": len(text)},
            )
        )
    if len(text) < field.min_length:
        raise Invalid(
            _(
                "At least ${limit} characters are needed; you entered ${got}.",
                mapping={"limit": field.min_length, "got": len(text)},
            )
        )
    if LEGACY.search(text):
        raise Invalid(
            _(
                "This text comes from an old font and cannot be read. Please type it "
                "again with a Unicode keyboard."
            )
        )
    if field.pattern is not None and not patterns.fits(field.pattern, text):
        raise Invalid(
            field.pattern_help
            or _(
                "This does not look as it should. Please check it against the example."
            )
        )
    return text


def check_range(value, field: FormField, show: Callable) -> None:
    """Raise `Invalid` where ``value`` lies outside the field's limits."""
    if field.minimum is not None and value < field.minimum:
        raise Invalid(
            _("Enter ${limit} or more.", mapping={"limit": show(field.minimum)})
        )
    if field.maximum is not None and value > field.maximum:
        raise Invalid(
            _("Enter ${limit} or less.", mapping={"limit": show(field.maximum)})
        )


def ungrouped(text: str) -> str:
    """``1.234.567`` and ``1 234 567`` without their separators."""
    return re.sub(r"[. ]", "", text) if GROUPED.fullmatch(text) else text


def read_integer(text: str, field: FormField) -> int:
    digits = ungrouped(text)
    if not re.fullmatch(r"[+-]?\d{1,15}", digits):
        raise Invalid(_("Enter a whole number in digits, for example 3."))
    check_range(int(digits), field, grouped)
    return int(digits)


def read_number(text: str, field: FormField) -> str:
    """A decimal with a comma; the value is its canonical text, as JSON has no decimal."""
    try:
        whole, comma, rest = text.replace("−", "-").partition(",")
        plain = ungrouped(whole) + ("." + rest if comma else "")
        value = Decimal(plain)
    except InvalidOperation:
        value = None
    if value is None or not value.is_finite() or len(plain) > 20:
        raise Invalid(_("Enter a number in digits, for example 120,5."))
    check_range(value, field, lambda limit: str(limit).replace(".", ","))
    return str(value)


def read_money(text: str, field: FormField) -> int:
    """Đồng; the sign ``đ`` and words around the number do not matter."""
    digits = ungrouped(re.sub(r"(?i)\s*(đồng|đ|vnđ|vnd|₫)\.?$", "", text).strip())
    digits = re.sub(r"(?<=\d),(?=\d{3}(,|$))", "", digits)
    if not re.fullmatch(r"\d{1,15}", digits):
        raise Invalid(_("Enter the amount in đồng, digits only, for example 135.000."))
    check_range(int(digits), field, grouped)
    return int(digits)


def read_date(text: str, field: FormField) -> str:
    """Day first as people write it, or ISO as a date control sends it; the value is ISO."""
    match = next((found for form in DATES if (found := form.fullmatch(text))), None)
    if match is None:
        raise Invalid(_("Enter the date as day/month/year, for example 31/8/2018."))
    try:
        value = date(int(match["y"]), int(match["m"]), int(match["d"]))
    except ValueError:
        raise Invalid(
            _(
                "There is no day ${day} in the calendar. Please check day and month.",
                mapping={"day": text},
            )
        ) from None
    if not 1800 <= value.year <= 2200:
        raise Invalid(_("The year has four digits, for example 1985."))
    check_range(value, field, show_date)
    return value.isoformat()


def read_birth(text: str, field: FormField) -> str:
    """A date of birth, of which some people know only the year or the month."""
    partial = re.fullmatch(r"(?:(\d{1,2})\s*[/.\-]\s*)?(\d{4})", text)
    if partial is None:
        iso = re.fullmatch(r"(\d{4})-(\d{2})", text)
        partial = iso and re.fullmatch(r"(\d+)/(\d+)", f"{iso[2]}/{iso[1]}")
    if partial is None:
        return not_to_come(read_date(text, field))
    month, year = partial.groups()
    if not 1800 <= int(year) <= 2200 or not 1 <= int(month or 1) <= 12:
        raise Invalid(_("Enter the date as day/month/year, for example 31/8/2018."))
    return not_to_come(f"{year}-{int(month):02d}" if month else year)


def not_to_come(birth: str) -> str:
    """A date of birth, or its beginning, that does not lie in the future."""
    if birth > moment.now().date().isoformat():
        raise Invalid(
            _("This date of birth lies in the future. Please check the year.")
        )
    return birth


def read_choice(text: str, field: FormField) -> str:
    if text not in dict(field.all_choices):
        raise Invalid(_("Choose one of the answers in the list."))
    return text


def missing(field: FormField) -> str:
    """The message for a required answer that was not given."""
    if field.kind == "bool":
        return _("Please tick “${label}”.", mapping={"label": field.label})
    if field.kind in ("choice", "choices", "admin_unit"):
        return _("Please choose: ${label}.", mapping={"label": field.label})
    return _("Please enter: ${label}.", mapping={"label": field.label})


def read_bool(text: str, field: FormField) -> bool:
    ticked = text.lower() in ("1", "on", "true")
    if field.required and not ticked:
        raise Invalid(missing(field))
    return ticked


def grouped(value) -> str:
    """1234567 as ``1.234.567``."""
    return f"{int(value):,}".replace(",", ".")


def show_date(value) -> str:
    """A date or its ISO text as ``31/8/2018``; other text as it is."""
    if isinstance(value, str):
        try:
            value = date.fromisoformat(value)
        except ValueError:
            return value
    return vietnamese.short_date(value)


def show_birth(value) -> str:
    """As `show_date`; ``1985-03`` as ``3/1985``, ``1985`` as it is."""
    partial = re.fullmatch(r"(\d{4})-(\d{2})", str(value))
    return f"{int(partial[2])}/{partial[1]}" if partial else show_date(value)


def show_number(value) -> str:
    return str(value).replace(".", ",")


def show_money(value) -> str:
    return vietnamese.money(int(value)) if str(value).isdigit() else str(value)
