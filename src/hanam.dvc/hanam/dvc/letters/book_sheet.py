"""The register of dossiers as a workbook, written line by line."""

from collections.abc import Iterable
from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Alignment
from openpyxl.styles import Font
from tempfile import SpooledTemporaryFile


WIDTHS = (6, 28, 40, 10, 28, 36, 28, 17, 17, 17, 17, 22, 14, 24)
IN_MEMORY = 4 * 2**20
# Characters that no XML may hold.
FORBIDDEN = dict.fromkeys([*range(9), 11, 12, *range(14, 32), 0xFFFE, 0xFFFF])


def workbook(heading: dict, headers: list[str], lines: Iterable[list[str]]) -> bytes:
    """The lines under a heading; every cell is text and never a formula."""
    book = Workbook(write_only=True)
    sheet = book.create_sheet("So theo doi")
    for column, width in zip("ABCDEFGHIJKLMN", WIDTHS, strict=True):
        sheet.column_dimensions[column].width = width
    sheet.freeze_panes = "A6"
    for name in ("agency", "title", "span", "closed"):
        sheet.append([styled(sheet, heading[name], bold=name != "span")])
    sheet.append([styled(sheet, header, bold=True) for header in headers])
    for cells in lines:
        sheet.append([number(cells[0]), *(text(sheet, cell) for cell in cells[1:])])
    with SpooledTemporaryFile(IN_MEMORY) as file:
        book.save(file)
        file.seek(0)
        return file.read()


def number(cell: str):
    return int(cell) if cell.isdigit() else cell


def text(sheet, value: str):
    """A cell that stays text, whatever it begins with."""
    value = value.translate(FORBIDDEN)
    return written(sheet, value) if value.startswith("=") else value


def written(sheet, value: str):
    cell = WriteOnlyCell(sheet)
    cell.value, cell.data_type = value, "s"
    return cell


def styled(sheet, value: str, bold: bool):
    cell = written(sheet, value.translate(FORBIDDEN))
    cell.font = Font(name="Times New Roman", bold=bold)
    cell.alignment = Alignment(wrap_text=False)
    return cell
