"""Tables as files for spreadsheet programs."""

from hanam.dvc.rules.tables import cell

import csv
import io


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
