"""`/tre-han.csv` and `/tre-han.xlsx`: the list or the figures that the page shows, whole.

No names of citizens are in it, as on the page.
"""

from hanam.dvc.catalogue.audit import sheet
from hanam.dvc.counter.asking import BadRequest
from hanam.dvc.counter.late import asked as asking
from hanam.dvc.counter.late.views.apologies import candidates
from hanam.dvc.counter.late.views.lists import BY_HEADS
from hanam.dvc.counter.late.views.lists import Listing
from hanam.dvc.counter.late.views.lists import PATH
from hanam.dvc.counter.late.views.lists import TITLES
from hanam.dvc.i18n import _
from hanam.dvc.register import late_lists
from hanam.dvc.rules.tables import cell

import csv
import io


MOST = 20_000
BLOCK = 500
COLUMNS = (
    ("code", _("Code")),
    ("procedure", _("Procedure")),
    ("agency", _("Agency")),
    ("step", _("Step")),
    ("officer", _("Worked on by")),
    ("due", _("Due")),
    ("left", _("Time left")),
)


class LateFile(Listing):
    """What `/tre-han` shows, as a table; a subclass writes it."""

    def page(self):
        try:
            self.asked = asking.read(self.request.form, self.desk)
        except BadRequest as error:
            self.request.response.setStatus(400)
            self.request.response.setHeader("Content-Type", "text/plain; charset=utf-8")
            return self.say(error.args[0])
        heads, rows = self.figures() if self.is_figures else self.listed()
        return self.write([self.say(head) for head in heads], rows)

    def figures(self):
        heads = [BY_HEADS[self.asked.by], _("Open"), _("Late")]
        heads += [TITLES[cause] for cause in late_lists.CAUSES]
        rows = [
            [
                ", ".join(part for part in (group["title"], group["note"]) if part),
                group["open"],
                group["late"],
                *(one["count"] for one in group["counts"]),
            ]
            for group in self.groups()
        ]
        return heads, rows

    def listed(self):
        columns = [
            (name, title)
            for name, title in COLUMNS
            if name != "officer" or self.desk.shows_persons
        ]
        lines = (self.line(case) for case in self.cases())
        rows = [[line[name] for name, _title in columns] for line in lines]
        return [title for _name, title in columns], rows

    def cases(self):
        """All cases of the list, block by block."""
        if self.asked.list == asking.APOLOGIES:
            yield from candidates(self.scope, self.calendar)
            return
        after, number = None, 0
        while number < MOST:
            found = late_lists.listed(self.asked.list, self.scope, after, BLOCK)
            yield from found.cases
            number += len(found.cases)
            after = found.after
            if after is None:
                return

    @property
    def name(self) -> str:
        return f"{PATH}-{self.asked.list}-{self.now:%Y%m%d-%H%M}"


class CsvFile(LateFile):
    """With the mark by which spreadsheets know UTF-8."""

    def write(self, heads, rows):
        out = io.StringIO()
        table = csv.writer(out)
        table.writerow(heads)
        for row in rows:
            table.writerow([cell(value) for value in row])
        response = self.request.response
        response.setHeader("Content-Type", "text/csv; charset=utf-8")
        name = f'attachment; filename="{self.name}.csv"'
        response.setHeader("Content-Disposition", name)
        return out.getvalue().encode("utf-8-sig")


class SheetFile(LateFile):
    """A workbook of one sheet."""

    def write(self, heads, rows):
        body = sheet.workbook(self.say(TITLES[self.asked.list]), heads, rows)
        return sheet.send(self.request, f"{self.name}.xlsx", body)
