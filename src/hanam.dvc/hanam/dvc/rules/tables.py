"""Cells of tables that people open in spreadsheet programs."""

# A cell that begins so would be run as a formula.
FORMULA = ("=", "+", "-", "@", "\t", "\r")


def cell(value: object) -> str:
    """A value as text that no spreadsheet program runs; None is empty, numbers stay."""
    text = "" if value is None else str(value)
    return f"'{text}" if text.startswith(FORMULA) and not is_number(text) else text


def is_number(text: str) -> bool:
    """Whether a program would read it as a number."""
    try:
        float(text)
    except ValueError:
        return False
    return True
