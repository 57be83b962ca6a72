"""Tables as XLSX files."""

from hanam.dvc.i18n import _
from hanam.dvc.rules.tables import cell
from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.styles import Font
from openpyxl.utils import get_column_letter

import io


TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
LONGEST_TITLE = 31
NARROWEST, WIDEST = 8, 60
ABOUT = (
    _("Code of the procedure"),
    _("Procedure"),
    _("Sector"),
    _("Agencies"),
)


def workbook(title: str, headers, rows) -> bytes:
    """A workbook of one sheet. What begins like a formula stays text, also when somebody
    saves the file in another format."""
    book = Workbook(write_only=True)
    sheet = book.create_sheet(title[:LONGEST_TITLE])
    sheet.freeze_panes = "A2"
    lines = [[plain(value) for value in row] for row in rows]
    for number, header in enumerate(headers, 1):
        letter = get_column_letter(number)
        sheet.column_dimensions[letter].width = width(header, lines, number - 1)
    sheet.append([heading(sheet, header) for header in headers])
    for line in lines:
        sheet.append(line)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def heading(sheet, text):
    cell = WriteOnlyCell(sheet, text)
    cell.font = Font(bold=True)
    return cell


def width(header, lines, column) -> int:
    """The characters that fit most of a column."""
    longest = max((len(str(line[column])) for line in lines), default=0)
    return min(max(longest, len(header), NARROWEST) + 2, WIDEST)


def plain(value):
    """Numbers as numbers, everything else as text that no program reckons with."""
    if isinstance(value, int) and not isinstance(value, bool):
        return value
    return cell(ILLEGAL_CHARACTERS_RE.sub("", "" if value is None else str(value)))


def send(request, name: str, body: bytes) -> bytes:
    """The answer that hands the file over."""
    response = request.response
    response.setHeader("Content-Type", TYPE)
    response.setHeader("Content-Disposition", f'attachment; filename="{name}"')
    response.setHeader("Cache-Control", "private, no-store")
    return body


class ListingFile:
    """Mixed into a `Listing`: the same list as a workbook, columns ``HEADERS``, rows ``table()``.

    The columns begin with `ABOUT`, the rows with `about(record)`.
    """

    def template(self):
        headers = [self.say(title) for title in self.HEADERS]
        body = workbook(self.say(self.page_title), headers, self.table())
        return send(self.request, f"{self.name}.xlsx", body)

    def about(self, record) -> tuple[str, ...]:
        """Which procedure a row is about."""
        return (
            record.code,
            record.title,
            self.sector_title(record),
            self.agencies_title(record),
        )
