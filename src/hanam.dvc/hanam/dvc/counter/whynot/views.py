"""`/ly-do-truc-tiep`: how often each reason was given, by agency, in a quarter; also as a file.

Leaders see their own agencies, the supervising department and administrators all.
"""

from collections import Counter
from functools import cached_property
from hanam.dvc.catalogue.audit import sheet
from hanam.dvc.counter.views.base import StaffView
from hanam.dvc.counter.whynot import settings
from hanam.dvc.dossiers import tools
from hanam.dvc.i18n import _
from hanam.dvc.register import why_not_online
from hanam.dvc.rules.tables import cell
from pathlib import Path
from Products.Five.browser.pagetemplatefile import ViewPageTemplateFile
from urllib.parse import urlencode

import csv
import io


TEMPLATES = Path(__file__).parent / "templates"
NAME = "ly-do-truc-tiep"
YEARS = range(2018, 3000)

tools.declare(
    tools.Tool(
        NAME,
        _("Why not online"),
        _("Which reasons citizens give for coming to the counter, quarter by quarter."),
        ("Leader", "Supervisor", "Manager"),
    )
)


class WhyNot(StaffView):
    """The table of a quarter: a line for each agency, a column for each reason."""

    page_title = _("Why not online")
    template = ViewPageTemplateFile(str(TEMPLATES / "whynot.pt"))

    def page(self):
        return self.template()

    def may_enter(self) -> bool:
        return bool(self.agencies)

    @cached_property
    def agencies(self) -> tuple[str, ...]:
        if self.desk.watches or self.desk.all_agencies:
            return self.desk.agencies
        return self.desk.agencies_as("leader")

    @cached_property
    def asked(self) -> tuple[int, int]:
        """Year and quarter; those of today where none, or none that makes sense, is named."""
        form, today = self.request.form, self.now
        year, quarter = str(form.get("year", "")), str(form.get("quarter", ""))
        year = int(year) if year.isdecimal() and len(year) == 4 else today.year
        number = (today.month + 2) // 3
        number = int(quarter) if quarter in ("1", "2", "3", "4") else number
        return (year if year in YEARS else today.year), number

    @cached_property
    def counts(self) -> dict[tuple[str, str], int]:
        found = why_not_online.counts(self.agencies, *self.asked)
        return {(row.agency, row.reason): row.n for row in found}

    @cached_property
    def reasons(self) -> list[dict]:
        """{key, text} of the columns: what is offered today, and what was given then."""
        given = {reason for _agency, reason in self.counts}
        known = [
            reason
            for reason in settings.all_reasons()
            if reason.holds(self.now.date()) or reason.key in given
        ]
        lost = sorted(given - {reason.key for reason in known})
        return [
            *({"key": reason.key, "text": reason.text} for reason in known),
            *({"key": key, "text": key} for key in lost),
        ]

    @cached_property
    def lines(self) -> list[dict]:
        """{title, numbers, total} of each agency with any, the most first."""
        found = []
        for agency in {agency for agency, _reason in self.counts}:
            numbers = [self.counts.get((agency, r["key"]), 0) for r in self.reasons]
            title = self.reader.agency(agency)
            found.append({"title": title, "numbers": numbers, "total": sum(numbers)})
        return sorted(found, key=lambda line: (-line["total"], line["title"]))

    @cached_property
    def total(self) -> list[int]:
        """The sum of each reason over all agencies shown."""
        sums = Counter()
        for (_agency, reason), number in self.counts.items():
            sums[reason] += number
        return [sums[reason["key"]] for reason in self.reasons]

    @property
    def number(self) -> int:
        return sum(self.total)

    def share(self, number: int) -> int:
        """Percent of all reasons given, rounded."""
        return round(100 * number / self.number) if self.number else 0

    def url(self, kind: str = "", **query) -> str:
        year, quarter = self.asked
        query = {"year": year, "quarter": quarter, **query}
        return f"{self.portal_url}/{NAME}{kind}?{urlencode(query)}"

    def before_and_after(self) -> tuple[str, str]:
        number = self.asked[0] * 4 + self.asked[1] - 1
        return tuple(
            self.url(year=at // 4, quarter=at % 4 + 1)
            for at in (number - 1, number + 1)
        )

    # --- as a file ---

    def headers(self) -> list[str]:
        texts = [reason["text"] for reason in self.reasons]
        return [self.say(_("Agency")), *texts, self.say(_("All reasons"))]

    def rows(self) -> list[list]:
        lines = [[one["title"], *one["numbers"], one["total"]] for one in self.lines]
        return [*lines, [self.say(_("All reasons")), *self.total, self.number]]

    def file_name(self, kind: str) -> str:
        return f"{NAME}-{self.asked[0]}-q{self.asked[1]}.{kind}"


class WhyNotCsv(WhyNot):
    """The same table as CSV."""

    def page(self):
        out = io.StringIO()
        writer = csv.writer(out)
        writer.writerow(self.headers())
        writer.writerows([cell(value) for value in row] for row in self.rows())
        response = self.request.response
        response.setHeader("Content-Type", "text/csv; charset=utf-8")
        name = f'attachment; filename="{self.file_name("csv")}"'
        response.setHeader("Content-Disposition", name)
        # The mark lets spreadsheet programs read Vietnamese.
        return "\ufeff" + out.getvalue()


class WhyNotXlsx(WhyNot):
    """The same table as a workbook."""

    def page(self):
        body = sheet.workbook(self.say(self.page_title), self.headers(), self.rows())
        return sheet.send(self.request, self.file_name("xlsx"), body)
