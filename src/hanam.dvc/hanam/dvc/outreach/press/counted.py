"""`/thong-ke-bao-chi`: the articles of each organisation in a quarter, for the department
that watches over the work."""

from datetime import date
from hanam.dvc.i18n import _
from hanam.dvc.outreach import tables
from hanam.dvc.outreach.page import Page
from hanam.dvc.outreach.press import figures
from Products.Five.browser.pagetemplatefile import ViewPageTemplateFile
from zExceptions import BadRequest


class Counted(Page):
    """The table of a quarter; ``?year=&quarter=``, this quarter without them."""

    index = ViewPageTemplateFile("templates/counted.pt")
    page_title = _("Articles of the press by quarter")
    guest_cache = 0

    def update(self):
        self.year, self.quarter = self.chosen(self.now.date())
        self.lines = figures.lines(self.year, self.quarter)

    def chosen(self, today: date) -> tuple[int, int]:
        this = (today.month - 1) // 3 + 1
        year, quarter = self.asked("year") or today.year, self.asked("quarter") or this
        try:
            year, quarter = int(year), int(quarter)
        except ValueError:
            year = quarter = 0
        if not (2000 <= year <= 2100 and 1 <= quarter <= 4):
            raise BadRequest(self.say(_("Choose a year and a quarter from 1 to 4.")))
        return year, quarter

    @property
    def file_url(self) -> str:
        query = f"year={self.year}&quarter={self.quarter}"
        return f"{self.portal_url}/thong-ke-bao-chi.csv?{query}"


class CountedFile(Counted):
    """`/thong-ke-bao-chi.csv`: the same table as a file."""

    def __call__(self):
        self.update()
        name = f"thong-ke-bao-chi-{self.year}-q{self.quarter}.csv"
        rows = [line.as_row() for line in self.lines]
        return tables.answer(self.request.response, name, figures.COLUMNS, rows)
