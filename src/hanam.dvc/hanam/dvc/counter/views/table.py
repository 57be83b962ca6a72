"""`/viec.csv`, `/viec.xlsx`: the whole of the list that the worklist shows, as a file."""

from collections.abc import Iterator
from dataclasses import replace
from hanam.dvc.counter import asking
from hanam.dvc.counter import settings
from hanam.dvc.counter import sheets
from hanam.dvc.counter.asking import BadRequest
from hanam.dvc.counter.asking import MOST
from hanam.dvc.counter.lines import line_of
from hanam.dvc.counter.views.base import StaffView
from hanam.dvc.dossiers import reads
from hanam.dvc.i18n import _
from urllib.parse import urlencode


NAME = "viec"
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


class WorklistFile(StaffView):
    """The list is read page by page from the register and written to a file on disk, so
    that its length costs no memory; it is sent when the transaction is over. What was searched
    for and is kept no more gives no file: it would hold the whole list instead of a part."""

    kind = "csv"

    def page(self):
        response = self.request.response
        try:
            asked = asking.read(self.request.form, self.desk)
            if asked.is_loose:
                return self.go(self.address(asking.kept(asked, self.desk)))
            file = self.write(replace(asked, after="", size=MOST))
        except BadRequest as error:
            response.setStatus(400)
            response.setHeader("Content-Type", "text/plain; charset=utf-8")
            return self.say(error.args[0])
        name = f"{NAME}-{self.now:%Y%m%d-%H%M}"
        return sheets.send(self.request, name, self.kind, file)

    def address(self, asked) -> str:
        query = urlencode(asked.parameters())
        return f"{self.portal_url}/{NAME}.{self.kind}?{query}"

    def pages(self, asked) -> Iterator[tuple]:
        """The rows, a page of the register at a time."""
        while True:
            page = asking.page_of(asked, self.desk, self.now)
            yield page.rows
            if not page.after:
                return
            asked = replace(asked, after=page.after)

    def write(self, asked):
        """The table in a temporary file."""
        columns = [
            (name, self.say(title))
            for name, title in COLUMNS
            if name != "who" or self.desk.shows_persons
        ]
        names = [name for name, _title in columns]
        heads = [title for _name, title in columns]
        return sheets.write(self.kind, NAME, heads, self.rows(asked, names))

    def rows(self, asked, names) -> Iterator[list]:
        """The cells of each dossier; a last row says so where the list was cut."""
        left = settings.value("file_rows")
        for rows in self.pages(asked):
            shown = rows[:left]
            if self.desk.shows_persons:
                reads.note_all(shown, reads.EXPORT, f"{NAME}.{self.kind}")
            for row in shown:
                line = line_of(row, self.reader)
                yield [line[name] for name in names]
            left -= len(shown)
            if len(shown) < len(rows) or (not left and len(rows) == MOST):
                facts = {"most": settings.value("file_rows")}
                yield [
                    self.say(
                        _("Cut after ${most} rows: choose a filter.", mapping=facts)
                    )
                ]
                return


class WorklistBook(WorklistFile):
    """The same as XLSX."""

    kind = "xlsx"
