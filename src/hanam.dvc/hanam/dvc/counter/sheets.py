"""Tables as files, CSV or XLSX, written row by row to disk so that length costs no memory."""

from collections.abc import Iterable
from hanam.dvc.catalogue.audit.sheet import heading
from hanam.dvc.catalogue.audit.sheet import plain
from hanam.dvc.catalogue.audit.sheet import TYPE
from openpyxl import Workbook
from openpyxl.utils import get_column_letter
from tempfile import TemporaryFile
from zope.interface import implementer
from ZPublisher.Iterators import IStreamIterator

import csv
import io


BLOCK = 1 << 16
TYPES = {"csv": "text/csv; charset=utf-8", "xlsx": TYPE}
KINDS = tuple(TYPES)
WIDTH = 22
LONGEST_TITLE = 31


@implementer(IStreamIterator)
class Stream:
    """A file sent in blocks and forgotten."""

    def __init__(self, file):
        self.file = file
        self.size = file.seek(0, io.SEEK_END)
        file.seek(0)

    def __len__(self):
        return self.size

    def __iter__(self):
        return self

    def __next__(self):
        block = self.file.read(BLOCK)
        if not block:
            self.file.close()
            raise StopIteration
        return block


def write(kind: str, title: str, headers: Iterable, rows: Iterable):
    """A temporary file of ``kind`` with a head and rows; whoever gets it closes it.

    What begins like a formula stays text in both kinds.
    """
    file = TemporaryFile()  # noqa: SIM115 - closed when it was sent
    (_csv if kind == "csv" else _xlsx)(file, title, list(headers), rows)
    return file


def _csv(file, title, headers, rows):
    # With the mark by which spreadsheets know UTF-8.
    text = io.TextIOWrapper(file, encoding="utf-8-sig", newline="")
    out = csv.writer(text)
    out.writerow(headers)
    out.writerows([plain(value) for value in row] for row in rows)
    text.flush()
    text.detach()


def _xlsx(file, title, headers, rows):
    book = Workbook(write_only=True)
    sheet = book.create_sheet(title[:LONGEST_TITLE])
    sheet.freeze_panes = "A2"
    for number in range(1, len(headers) + 1):
        sheet.column_dimensions[get_column_letter(number)].width = WIDTH
    sheet.append([heading(sheet, header) for header in headers])
    for row in rows:
        sheet.append([plain(value) for value in row])
    book.save(file)


def send(request, name: str, kind: str, file) -> Stream:
    """The answer that hands a file over; ``name`` is without its ending."""
    stream = Stream(file)
    response = request.response
    response.setHeader("Content-Type", TYPES[kind])
    response.setHeader("Content-Disposition", f'attachment; filename="{name}.{kind}"')
    response.setHeader("Content-Length", str(len(stream)))
    return stream
