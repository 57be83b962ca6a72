"""The register of dossiers as a workbook, written line by line."""

from collections.abc import Iterable
from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Alignment
from openpyxl.styles import Font


WIDTHS = (6, 28, 40, 10, 28, 36, 28, 17, 17, 17, 17, 22, 14, 24)
# Characters that no XML may hold.
FORBIDDEN = dict.fromkeys([*range(9), 11, 12, *range(14, 32), 0xFFFE, 0xFFFF])


class Sheet:
    """A workbook with a heading, to which lines are added and which is then saved; what was
    added lies on disk. Every cell is text and never a formula."""

    def __init__(self, heading: dict, headers: list[str]):
        self.book = Workbook(write_only=True)
        self.sheet = self.book.create_sheet("So theo doi")
        for column, width in zip("ABCDEFGHIJKLMN", WIDTHS, strict=True):
            self.sheet.column_dimensions[column].width = width
        self.sheet.freeze_panes = "A6"
        for name in ("agency", "title", "span", "closed"):
            self.sheet.append([styled(self.sheet, heading[name], bold=name != "span")])
        self.sheet.append([styled(self.sheet, header, bold=True) for header in headers])

    def add(self, lines: Iterable[list[str]]) -> None:
        for cells in lines:
            self.sheet.append(
                [number(cells[0]), *(text(self.sheet, cell) for cell in cells[1:])]
            )

    def save(self, file) -> None:
        """Write it into an open file; nothing can be added afterwards."""
        self.book.save(file)


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
