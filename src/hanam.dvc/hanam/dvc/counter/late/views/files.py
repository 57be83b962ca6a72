"""`/tre-han.csv` and `/tre-han.xlsx`: the list or the figures that the page shows, whole.

No names of citizens are in it, as on the page.
"""

from hanam.dvc.counter import settings as of_counter
from hanam.dvc.counter import sheets
from hanam.dvc.counter import words
from hanam.dvc.counter.asking import BadRequest
from hanam.dvc.counter.late import apology
from hanam.dvc.counter.late import asked as asking
from hanam.dvc.counter.late.views.lists import BY_HEADS
from hanam.dvc.counter.late.views.lists import Listing
from hanam.dvc.counter.late.views.lists import PATH
from hanam.dvc.counter.late.views.lists import TITLES
from hanam.dvc.i18n import _
from hanam.dvc.register import late_lists
from itertools import islice


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
    """What `/tre-han` shows, whole, as a table on disk: its length costs no memory."""

    kind = "csv"

    def page(self):
        try:
            self.asked = asking.read(self.request.form, self.desk)
        except BadRequest as error:
            self.request.response.setStatus(400)
            self.request.response.setHeader("Content-Type", "text/plain; charset=utf-8")
            return self.say(error.args[0])
        heads, rows = self.figures() if self.is_figures else self.listed()
        title = self.say(TITLES[self.asked.list])
        heads = [self.say(head) for head in heads]
        file = sheets.write(self.kind, title, heads, self.cut(rows))
        return sheets.send(self.request, self.name, self.kind, file)

    def cut(self, rows):
        """The rows up to the most a file has; a last one says so where there are more."""
        most, going_on = of_counter.value("file_rows"), iter(rows)
        yield from islice(going_on, most)
        if next(going_on, None) is not None:
            facts = {"most": most}
            yield [
                self.say(_("Cut after ${most} rows: choose a filter.", mapping=facts))
            ]

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
            for name, title in (*COLUMNS, *self.more_columns())
            if name != "officer" or self.desk.shows_persons
        ]
        rows = ([line[name] for name, _title in columns] for line in self.lines())
        return [title for _name, title in columns], rows

    def more_columns(self):
        """What an apology is about has a column of its own."""
        if self.asked.list != asking.APOLOGIES:
            return ()
        return (("apology", _("Apology")),)

    def lines(self):
        """All lines of the list, read block by block."""
        if self.asked.list == asking.APOLOGIES:
            for one in apology.every(self.scope, self.calendar):
                yield self.line(one.case) | {"apology": self.apology_of(one)}
            return
        for case in self.cases():
            yield self.line(case)

    def apology_of(self, one: apology.Needed) -> str:
        """How far the apology for an appointment is, in words."""
        if one.apologised:
            return self.say(_("The applicant has got an apology."))
        if one.extended:
            return self.say(_("It was extended once."))
        if one.row is not None and one.row.proposed and not one.row.decision:
            return self.say(_("waits for a leader"))
        if one.can(self.now):
            facts = {"moment": words.day_and_time(one.until)}
            return self.say(_("apologise until ${moment}", mapping=facts))
        return self.say(_("Too late to extend"))

    def cases(self):
        """All cases of the list, block by block."""
        after = None
        while True:
            found = late_lists.listed(self.asked.list, self.scope, after, BLOCK)
            yield from found.cases
            after = found.after
            if after is None:
                return

    @property
    def name(self) -> str:
        return f"{PATH}-{self.asked.list}-{self.now:%Y%m%d-%H%M}"


class CsvFile(LateFile):
    """With the mark by which spreadsheets know UTF-8."""

    kind = "csv"


class SheetFile(LateFile):
    """A workbook of one sheet."""

    kind = "xlsx"
