"""`/viec.csv`: the whole of the list that the worklist shows, as a file."""

from collections.abc import Iterator
from dataclasses import replace
from hanam.dvc.counter import asking
from hanam.dvc.counter.asking import BadRequest
from hanam.dvc.counter.asking import MOST
from hanam.dvc.counter.lines import line_of
from hanam.dvc.counter.views.base import StaffView
from hanam.dvc.dossiers import reads
from hanam.dvc.i18n import _
from hanam.dvc.rules.tables import cell
from tempfile import TemporaryFile
from zope.interface import implementer
from ZPublisher.Iterators import IStreamIterator

import csv
import io


BLOCK = 1 << 16
NAME = "viec.csv"
COLUMNS = (
    ("code", _("Code")),
    ("who", _("For whom")),
    ("procedure_title", _("Procedure")),
    ("agency", _("Agency")),
    ("state_title", _("State")),
    ("channel", _("Channel")),
    ("filed", _("Filed on")),
    ("due", _("Due")),
    ("left", _("Time left")),
    ("assignee", _("Worked on by")),
)


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


class WorklistFile(StaffView):
    """The list is read page by page from the register and written to a file on disk, so
    that its length costs no memory; it is sent when the transaction is over."""

    def page(self):
        response = self.request.response
        try:
            asked = asking.read(self.request.form, self.desk)
            pages = self.pages(replace(asked, after="", size=MOST))
            file = self.write(pages)
        except BadRequest as error:
            response.setStatus(400)
            response.setHeader("Content-Type", "text/plain; charset=utf-8")
            return self.say(error.args[0])
        stream = Stream(file)
        name = f"viec-{self.now:%Y%m%d-%H%M}.csv"
        response.setHeader("Content-Type", "text/csv; charset=utf-8")
        response.setHeader("Content-Disposition", f'attachment; filename="{name}"')
        response.setHeader("Content-Length", str(len(stream)))
        return stream

    def pages(self, asked) -> Iterator[tuple]:
        """The rows, a page of the register at a time."""
        while True:
            page = asking.page_of(asked, self.desk, self.now)
            yield page.rows
            if not page.after:
                return
            asked = replace(asked, after=page.after)

    def write(self, pages):
        """The table in a temporary file, with the mark by which spreadsheets know UTF-8."""
        columns = [
            (name, self.say(title))
            for name, title in COLUMNS
            if name != "who" or self.desk.shows_persons
        ]
        file = TemporaryFile()  # noqa: SIM115 - closed when it was sent
        text = io.TextIOWrapper(file, encoding="utf-8-sig", newline="")
        out = csv.writer(text)
        out.writerow([title for _name, title in columns])
        for rows in pages:
            if self.desk.shows_persons:
                reads.note_all(rows, reads.EXPORT, NAME)
            for row in rows:
                line = line_of(row, self.reader)
                out.writerow([cell(line[name]) for name, _title in columns])
        text.flush()
        text.detach()
        return file
