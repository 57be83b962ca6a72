"""`/phoi-hop.csv`, `/phoi-hop.xlsx`: the whole of the list that the page shows."""

from collections.abc import Iterator
from hanam.dvc.counter import settings
from hanam.dvc.counter import sheets
from hanam.dvc.counter.together.todo import Waiting
from hanam.dvc.i18n import _


NAMES = {"parts": "phoi-hop", "opinions": "y-kien"}
BLOCK = 200
COLUMNS = (
    ("code", _("Code")),
    ("due", _("Due")),
    ("left", _("Time left")),
    ("what", _("What is asked")),
    ("for", _("Given to")),
    ("procedure", _("Procedure")),
    ("agency", _("Asked by")),
    ("who", _("Worked on by")),
)


class TodoFile(Waiting):
    """Read page by page and written to a file on disk, as `/viec.csv` is."""

    kind = "csv"

    def page(self):
        name = NAMES[self.tab]
        heads = [self.say(title) for _name, title in COLUMNS]
        file = sheets.write(self.kind, name, heads, self.cells())
        name = f"{name}-{self.now:%Y%m%d-%H%M}"
        return sheets.send(self.request, name, self.kind, file)

    def cells(self) -> Iterator[list]:
        """The cells of each line; a last row says so where the list was cut."""
        left, after = settings.value("file_rows"), None
        while True:
            page = self.found(after, min(BLOCK, left))
            for line in self.lines(page.rows):
                yield [line[name] for name, _title in COLUMNS]
            left, after = left - len(page.rows), page.after
            if after is None:
                return
            if left <= 0:
                facts = {"most": settings.value("file_rows")}
                message = _("Cut after ${most} rows: choose a filter.", mapping=facts)
                yield [self.say(message)]
                return


class TodoBook(TodoFile):
    """The same as XLSX."""

    kind = "xlsx"
