"""Tables as files for spreadsheet programs."""

import csv
import io


# A cell that begins so would be run as a formula.
FORMULA = ("=", "+", "-", "@", "\t", "\r")


def cell(value) -> str:
    """A value as text that no program runs."""
    text = "" if value is None else str(value)
    return f"'{text}" if text.startswith(FORMULA) and not is_number(text) else text


def is_number(text: str) -> bool:
    try:
        float(text)
    except ValueError:
        return False
    return True


def answer(response, name: str, columns, rows) -> str:
    """A CSV file with a head; ``rows`` are dicts, ``name`` that of the file."""
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(columns)
    for row in rows:
        writer.writerow([cell(row.get(column)) for column in columns])
    response.setHeader("Content-Type", "text/csv; charset=utf-8")
    response.setHeader("Content-Disposition", f'attachment; filename="{name}"')
    # The mark lets spreadsheet programs read Vietnamese.
    return "\ufeff" + out.getvalue()
