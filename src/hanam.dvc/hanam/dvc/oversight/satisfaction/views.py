"""`/muc-do-hai-long`: the figures; `/y-kien-hai-long`: what citizens wrote."""

from datetime import date
from datetime import datetime
from datetime import timedelta
from functools import cached_property
from hanam.dvc.catalogue import lookup
from hanam.dvc.catalogue.moment import PROVINCE
from hanam.dvc.catalogue.satisfaction import questions
from hanam.dvc.i18n import _
from hanam.dvc.oversight.chart import percent
from hanam.dvc.oversight.query import BadQuery
from hanam.dvc.oversight.query import quarter_of
from hanam.dvc.oversight.query import Questioned
from hanam.dvc.oversight.satisfaction.table import table_of
from hanam.dvc.oversight.table import current
from hanam.dvc.register import ratings
from hanam.dvc.rules.vietnamese import short_date
from plone import api
from plone.restapi.services import Service
from Products.Five import BrowserView
from Products.Five.browser.pagetemplatefile import ViewPageTemplateFile
from urllib.parse import urlencode
from zExceptions import NotFound
from zope.i18n import translate

import csv
import io


FIGURES, WORDS = "muc-do-hai-long", "y-kien-hai-long"
LEADER = ".leader"
WATCHER = "Supervisor"
DAYS = 365


class Satisfaction(Questioned, BrowserView):
    """The share of the satisfied, then each agency; few ratings show their number only."""

    index = ViewPageTemplateFile("templates/figures.pt")
    page_title = _("Satisfaction of citizens by quarter")
    is_public = True
    percent = staticmethod(percent)

    def __call__(self):
        if self.problems:
            self.request.response.setStatus(400)
        return self.index()

    @cached_property
    def asked(self) -> tuple[int, int]:
        return quarter_of(self.request.form, date.today())

    @cached_property
    def table(self):
        return table_of(*(current(date.today()) if self.problems else self.asked))

    @property
    def levels(self):
        """The levels that were asked for, in their order."""
        return self.table.asked.levels if self.table.asked else ()

    def criteria(self) -> list[dict]:
        """What the province answered in detail: {text, number, answers: [{text, n}]}."""
        if self.table.asked is None:
            return []
        found = []
        for item in self.table.asked.criteria:
            counted = self.table.total.criteria.get(item.key)
            if not counted:
                continue
            answers = [
                {"text": answer.text, "n": counted.get(answer.key, 0)}
                for answer in item.answers
            ]
            number = sum(counted.values())
            found.append({"text": item.text, "number": number, "answers": answers})
        return found

    def link(self, year, quarter, page=FIGURES) -> str:
        query = urlencode({"year": year, "quarter": quarter})
        return f"{self.context.absolute_url()}/{page}?{query}"

    def before_and_after(self) -> tuple[str, str]:
        number = self.table.year * 4 + self.table.quarter - 1
        return tuple(self.link(at // 4, at % 4 + 1) for at in (number - 1, number + 1))

    def may_read_words(self) -> bool:
        return bool(offices())


class SatisfactionFile(Satisfaction):
    """`/muc-do-hai-long.csv`: the same table as a file."""

    def __call__(self):
        if self.problems:
            raise NotFound(f"{FIGURES}.csv")
        out = io.StringIO()
        rows = csv.writer(out)
        levels = [level.key for level in self.levels]
        rows.writerow(["agency", "title", "ratings", *levels, "satisfied_percent"])
        for line in self.table.lines:
            counts = [line.levels[key] if line.enough else "" for key in levels]
            rate = "" if line.rate is None else line.rate
            rows.writerow([line.agency, line.title, line.number, *counts, rate])
        name = f"{FIGURES}-{self.table.year}-q{self.table.quarter}.csv"
        response = self.request.response
        response.setHeader("Content-Type", "text/csv; charset=utf-8")
        response.setHeader("Content-Disposition", f'attachment; filename="{name}"')
        # the mark lets spreadsheet programs read Vietnamese
        return "\ufeff" + out.getvalue()


class SatisfactionService(Service):
    """``GET @satisfaction?year=&quarter=``: the same, for everybody."""

    def reply(self):
        try:
            year, quarter = quarter_of(self.request.form, date.today())
        except BadQuery as bad:
            self.request.response.setStatus(400)
            message = translate(bad.args[0], context=self.request)
            return {"error": {"type": "BadRequest", "message": message}}
        table = table_of(year, quarter)
        return {
            "@id": f"{self.context.absolute_url()}/@satisfaction",
            "year": year,
            "quarter": quarter,
            "items_total": len(table.lines),
            "items": [as_json(line) for line in table.lines],
            "total": as_json(table.total),
        }


def as_json(line) -> dict:
    return {
        "agency": line.agency,
        "title": line.title,
        "ratings": line.number,
        "levels": dict(line.levels) if line.enough else None,
        "satisfied": None if line.rate is None else float(line.rate),
        "criteria": {key: dict(found) for key, found in line.criteria.items()},
    }


def offices() -> tuple[str, ...]:
    """The agencies whose ratings in words the present user may read: a leader those of their
    own, the supervising department all."""
    if api.user.is_anonymous():
        return ()
    user = api.user.get_current()
    if WATCHER in user.getRoles():
        return tuple(item.getId() for item in lookup.agencies())
    groups = (group for group in user.getGroups() if group.endswith(LEADER))
    return tuple(sorted(group.removesuffix(LEADER) for group in groups))


class Words(BrowserView):
    """What citizens wrote in a year, the latest first; neither dossier nor name."""

    index = ViewPageTemplateFile("templates/words.pt")
    page_title = _("What citizens wrote")

    def __call__(self):
        if not offices():
            raise NotFound(self.request.getURL())
        self.request.response.setHeader("Cache-Control", "private, no-store")
        self.request.response.setHeader("Referrer-Policy", "same-origin")
        return self.index()

    def rows(self) -> list[dict]:
        """{day, agency, procedure, level, text}."""
        now = datetime.now(PROVINCE).replace(tzinfo=None)
        found = ratings.comments(offices(), now - timedelta(days=DAYS))
        return [self.row(item) for item in found]

    def row(self, item) -> dict:
        asked = questions.questionnaire(item.at.date())
        levels = {level.key: level for level in (asked.levels if asked else ())}
        level = levels.get(item.overall)
        procedure = lookup.procedure(item.procedure)
        return {
            "day": short_date(item.changed),
            "agency": lookup.title_of_agency(item.agency),
            "procedure": procedure.title if procedure else item.procedure,
            "level": level.text if level else item.overall,
            "satisfied": level is None or level.satisfied,
            "text": item.comment,
        }
