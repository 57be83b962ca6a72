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


class Csv:
    """A table that is written row by row into an open file, as CSV."""

    def __init__(self, file, title: str, headers: Iterable):
        # With the mark by which spreadsheets know UTF-8.
        self.text = io.TextIOWrapper(file, encoding="utf-8-sig", newline="")
        self.out = csv.writer(self.text)
        self.out.writerow(headers)

    def add(self, rows: Iterable) -> None:
        """Write more rows; what begins like a formula stays text."""
        self.out.writerows([plain(value) for value in row] for row in rows)

    def close(self) -> None:
        """Nothing is added any more; the file stays open."""
        self.text.flush()
        self.text.detach()


class Xlsx:
    """The same as a workbook; its rows lie on disk until it is closed."""

    def __init__(self, file, title: str, headers: Iterable):
        headers = list(headers)
        self.file, self.book = file, Workbook(write_only=True)
        self.sheet = self.book.create_sheet(title[:LONGEST_TITLE])
        self.sheet.freeze_panes = "A2"
        for number in range(1, len(headers) + 1):
            self.sheet.column_dimensions[get_column_letter(number)].width = WIDTH
        self.sheet.append([heading(self.sheet, header) for header in headers])

    def add(self, rows: Iterable) -> None:
        for row in rows:
            self.sheet.append([plain(value) for value in row])

    def close(self) -> None:
        self.book.save(self.file)


WRITERS = {"csv": Csv, "xlsx": Xlsx}


def write(kind: str, title: str, headers: Iterable, rows: Iterable):
    """A temporary file of ``kind`` with a head and rows; whoever gets it closes it.

    What begins like a formula stays text in both kinds.
    """
    file = TemporaryFile()  # noqa: SIM115 - closed when it was sent
    table = WRITERS[kind](file, title, headers)
    table.add(rows)
    table.close()
    return file


def send(request, name: str, kind: str, file) -> Stream:
    """The answer that hands a table over; ``name`` is without its ending."""
    return send_as(request, f"{name}.{kind}", TYPES[kind], file)


def send_as(request, name: str, content_type: str, file) -> Stream:
    """The answer that hands an open file over."""
    stream = Stream(file)
    response = request.response
    response.setHeader("Content-Type", content_type)
    response.setHeader("Content-Disposition", f'attachment; filename="{name}"')
    response.setHeader("Content-Length", str(len(stream)))
    return stream
