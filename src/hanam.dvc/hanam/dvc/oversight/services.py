"""`GET @online-rate` on the portal."""

from datetime import date
from hanam.dvc.oversight.query import BadQuery
from hanam.dvc.oversight.query import formula_of
from hanam.dvc.oversight.query import grouping_of
from hanam.dvc.oversight.query import quarter_of
from hanam.dvc.oversight.query import rebase_of
from hanam.dvc.oversight.table import Line
from hanam.dvc.oversight.table import online_rates
from hanam.dvc.rules.rates import FORMULA_VERSIONS
from hanam.dvc.rules.rates import quarter_bounds
from plone.restapi.services import Service
from zope.i18n import translate


def as_json(line: Line) -> dict:
    """One line; rate and target in percent, null where unknown."""
    return {
        "agency": line.agency,
        "title": line.title,
        "numerator": line.numerator,
        "denominator": line.denominator,
        "rate": None if line.rate is None else float(line.rate),
        "target": None if line.target is None else float(line.target),
        "met": line.met,
    }


class OnlineRate(Service):
    """The online rate of each agency in a quarter, with the counts behind it. Public.

    Query: year, quarter (1-4), formula (directive | national), by (agency | unit), rebase (a day:
    figures of ended agencies are counted with who stands for them then).
    """

    def reply(self):
        form = self.request.form
        try:
            year, quarter = quarter_of(form, date.today())
            formula = formula_of(form)
            by = grouping_of(form, "agency")
            rebase = rebase_of(form)
        except BadQuery as bad:
            self.request.response.setStatus(400)
            message = translate(bad.args[0], context=self.request)
            return {"error": {"type": "BadRequest", "message": message}}
        table = online_rates(year, quarter, formula, by, rebase)
        start, after = quarter_bounds(year, quarter)
        return {
            "@id": f"{self.context.absolute_url()}/@online-rate",
            "year": year,
            "quarter": quarter,
            "from": start.isoformat(),
            "before": after.isoformat(),
            "formula": str(formula),
            "formula_version": FORMULA_VERSIONS[formula],
            "by": by,
            "rebase": rebase and rebase.isoformat(),
            "merged": [
                {
                    "agency": one.agency,
                    "title": one.title,
                    "of": [slug for slug, _title in one.of],
                }
                for one in table.merged
            ],
            "unit": "percent",
            "items_total": len(table.lines),
            "items": [as_json(line) for line in table.lines],
            "total": as_json(table.total),
            "reached": table.reached,
            "compared": table.compared,
        }
