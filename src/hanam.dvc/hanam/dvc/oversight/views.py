"""The page of the online rate and the dossiers behind a figure."""

from datetime import date
from functools import cached_property
from hanam.dvc.catalogue import lookup
from hanam.dvc.catalogue.access import PERMISSION
from hanam.dvc.i18n import _
from hanam.dvc.oversight import behind
from hanam.dvc.oversight.chart import chart_of
from hanam.dvc.oversight.chart import percent
from hanam.dvc.oversight.query import BadQuery
from hanam.dvc.oversight.query import formula_of
from hanam.dvc.oversight.query import grouping_of
from hanam.dvc.oversight.query import quarter_of
from hanam.dvc.oversight.query import Questioned
from hanam.dvc.oversight.query import rebase_of
from hanam.dvc.oversight.table import current
from hanam.dvc.oversight.table import Line
from hanam.dvc.oversight.table import online_rates
from hanam.dvc.oversight.table import ranked
from hanam.dvc.rules.rates import Formula
from hanam.dvc.rules.rates import FORMULA_VERSIONS
from hanam.dvc.rules.vietnamese import short_date
from plone import api
from Products.Five import BrowserView
from urllib.parse import urlencode
from zExceptions import NotFound
from zope.i18n import translate

import csv
import io


FORMULA_TITLES = {
    Formula.DIRECTIVE: _(
        "Directive: filed online ÷ all dossiers accepted in the quarter"
    ),
    Formula.NATIONAL: _(
        "National: filed online ÷ (online + counter) of procedures that can be filed online"
    ),
}


def rebased(day: date | None) -> dict:
    """The day of `rebase` as a part of an address."""
    return {} if day is None else {"rebase": day.isoformat()}


class Figures(Questioned, BrowserView):
    """`/thong-ke`: the answer first, then the chart, then the table."""

    page_title = _("Online filing by quarter")

    is_public = True

    @cached_property
    def asked(self):
        """(year, quarter, formula, by, rebase) of the request; BadQuery where they make no
        sense."""
        form = self.request.form
        year, quarter = quarter_of(form, date.today())
        by = grouping_of(form, "unit")
        return year, quarter, formula_of(form), by, rebase_of(form)

    @cached_property
    def table(self):
        if self.problems:
            return online_rates(*current(date.today()), Formula.DIRECTIVE, "unit")
        return online_rates(*self.asked)

    @cached_property
    def lines(self) -> list[Line]:
        return ranked(self.table.lines)

    @cached_property
    def chart(self):
        return chart_of(self.lines, self.table.total.target)

    percent = staticmethod(percent)

    @property
    def formulas(self) -> list[dict]:
        return [
            {
                "value": str(formula),
                "title": title,
                "version": FORMULA_VERSIONS[formula],
                "selected": formula == self.table.formula,
            }
            for formula, title in FORMULA_TITLES.items()
        ]

    @property
    def formula(self) -> dict:
        return next(row for row in self.formulas if row["selected"])

    def link(self, **changes) -> str:
        """This page's address with some of its choices changed."""
        table = self.table
        query = {
            "year": table.year,
            "quarter": table.quarter,
            "formula": str(table.formula),
            "by": table.by,
            **rebased(table.rebase),
        }
        return f"{self.context.absolute_url()}/thong-ke?{urlencode(query | changes)}"

    @property
    def typed_day(self) -> str:
        """The day of `rebase` as it stands in the form."""
        day = self.table.rebase
        return str(self.request.form.get("rebase") or "") if day is None else str(day)

    def rebase_text(self) -> str:
        return short_date(self.table.rebase)

    def behind_link(self, line: Line) -> str | None:
        """Where the dossiers behind a line are listed; None for who may not see them."""
        if not behind.may_see(line.agency):
            return None
        query = {
            "agency": line.agency,
            "year": self.table.year,
            "quarter": self.table.quarter,
            "formula": str(self.table.formula),
            "by": self.table.by,
            **rebased(self.table.rebase),
        }
        return f"{self.context.absolute_url()}/thong-ke-ho-so?{urlencode(query)}"

    def keeps_catalogue(self) -> bool:
        """Whether the reader may see how far each procedure is from a higher level."""
        return bool(api.user.has_permission(PERMISSION, obj=self.context))

    def before_and_after(self) -> tuple[str, str]:
        """Links to the quarter before and the one after."""
        number = self.table.year * 4 + self.table.quarter - 1
        return tuple(
            self.link(year=at // 4, quarter=at % 4 + 1)
            for at in (number - 1, number + 1)
        )


class FiguresFile(Figures):
    """`/thong-ke.csv`: the same table as a file."""

    def __call__(self):
        if self.problems:
            raise NotFound("thong-ke.csv")
        out = io.StringIO()
        rows = csv.writer(out)
        columns = ("agency", "title", "numerator", "denominator", "rate", "target")
        rows.writerow(columns)
        for line in self.lines:
            rows.writerow([getattr(line, name) for name in columns])
        name = (
            f"thong-ke-{self.table.year}-q{self.table.quarter}-{self.table.formula}.csv"
        )
        response = self.request.response
        response.setHeader("Content-Type", "text/csv; charset=utf-8")
        response.setHeader("Content-Disposition", f'attachment; filename="{name}"')
        # the mark lets spreadsheet programs read Vietnamese
        return "\ufeff" + out.getvalue()


class Behind(BrowserView):
    """`/thong-ke-ho-so`: the dossiers counted in one figure and why, without personal data."""

    page_title = _("Dossiers behind the figure")

    def update(self):
        """Read the request; NotFound for a figure that is not there or not for this reader."""
        form = self.request.form
        try:
            self.year, self.quarter = quarter_of(form, date.today())
            self.formula = formula_of(form)
            self.by = grouping_of(form, "unit")
            self.rebase = rebase_of(form)
        except BadQuery as bad:
            raise NotFound("thong-ke-ho-so") from bad
        self.agency = form.get("agency") or ""
        if not behind.may_see(self.agency):
            raise NotFound("thong-ke-ho-so")
        self.title = lookup.title_of_agency(self.agency)
        self.page = behind.dossiers(
            behind.agencies_of_line(
                self.agency, self.by, self.year, self.quarter, self.rebase
            ),
            self.year,
            self.quarter,
            self.formula,
            after=form.get("after") or "",
        )

    def __call__(self):
        self.update()
        self.request.response.setHeader("Cache-Control", "private, no-store")
        return self.index()

    def why(self, row) -> str:
        """Why a dossier is counted as it is."""
        return translate(behind.reason(row, self.formula), context=self.request)

    def day(self, moment) -> str:
        return short_date(moment) if moment else ""

    def next_link(self) -> str | None:
        if not self.page.after:
            return None
        query = {
            "agency": self.agency,
            "year": self.year,
            "quarter": self.quarter,
            "formula": str(self.formula),
            "by": self.by,
            "after": self.page.after,
            **rebased(self.rebase),
        }
        return f"{self.context.absolute_url()}/thong-ke-ho-so?{urlencode(query)}"
