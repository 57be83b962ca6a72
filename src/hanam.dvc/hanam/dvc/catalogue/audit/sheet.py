"""Tables as XLSX files."""

from openpyxl import Workbook
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.styles import Alignment
from openpyxl.styles import Font
from openpyxl.utils import get_column_letter

import io


TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
FORMULA = ("=", "+", "-", "@", "\t", "\r")
WIDEST = 60


def workbook(title: str, headers, rows) -> bytes:
    """A workbook of one sheet. What begins like a formula stays text, also when somebody
    saves the file in another format."""
    book = Workbook()
    sheet = book.active
    sheet.title = title[:31]
    sheet.freeze_panes = "A2"
    widths = [len(str(header)) for header in headers]
    for number, row in enumerate([list(headers), *rows], 1):
        for column, value in enumerate(row, 1):
            cell = sheet.cell(number, column)
            write(cell, value)
            cell.alignment = Alignment(vertical="top", wrap_text=True)
            widths[column - 1] = max(widths[column - 1], len(str(cell.value or "")))
            if number == 1:
                cell.font = Font(bold=True)
    for column, width in enumerate(widths, 1):
        sheet.column_dimensions[get_column_letter(column)].width = min(
            width + 2, WIDEST
        )
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def write(cell, value) -> None:
    """Numbers as numbers, everything else as text."""
    if isinstance(value, int) and not isinstance(value, bool):
        cell.value = value
        return
    text = ILLEGAL_CHARACTERS_RE.sub("", "" if value is None else str(value))
    if text.startswith(FORMULA):
        text = f"'{text}"
    cell.value = text
    cell.data_type = "s"


def send(request, name: str, body: bytes) -> bytes:
    """The answer that hands the file over."""
    response = request.response
    response.setHeader("Content-Type", TYPE)
    response.setHeader("Content-Disposition", f'attachment; filename="{name}"')
    response.setHeader("Cache-Control", "private, no-store")
    return body
