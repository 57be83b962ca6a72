"""``/thu-tuc/tim-khong-thay``: what was looked for in vain, for editors."""

from dataclasses import dataclass
from datetime import timedelta
from functools import cached_property
from hanam.dvc.catalogue import lookup
from hanam.dvc.catalogue.views.page import Page
from hanam.dvc.dossiers.moment import now
from hanam.dvc.i18n import _
from hanam.dvc.portal.finding.missed import missed
from hanam.dvc.portal.finding.settings import setting
from hanam.dvc.register import searches
from hanam.dvc.register.session import look_again
from hanam.dvc.rules.vietnamese import short_date
from pathlib import Path
from Products.Five.browser.pagetemplatefile import ViewPageTemplateFile
from urllib.parse import urlencode


TEMPLATE = Path(__file__).parent / "templates" / "missed.pt"
SIZE = 200
PERIODS = (7, 30, 90)
DEFAULT = 30
KINDS = {
    searches.NONE: (_("nothing was found"), "dvc-state dvc-state-bad"),
    searches.DROPPED: (_("words were left out"), "dvc-state dvc-state-warn"),
    searches.CORRECTED: (_("words were corrected"), "dvc-state dvc-state-wait"),
}


@dataclass(frozen=True)
class Row:
    """A question as the page shows it."""

    question: str
    why: str
    css: str
    n: int
    first: str
    last: str
    try_url: str
    add_url: str


class MissedQuestions(Page):
    """Questions and how often, most often first."""

    template = ViewPageTemplateFile(str(TEMPLATE))
    page_title = _("Looked for in vain")
    guest_cache = 0

    def __call__(self):
        # What this process has counted and not written yet belongs to the answer.
        missed.write()
        look_again()
        return self.template()

    @property
    def crumbs(self):
        return [self.crumb(lookup.PROCEDURES)]

    @cached_property
    def days(self) -> int:
        """The period asked for; what is none of ours is the usual one."""
        asked = self.request.form.get("days", "")
        known = {str(days): days for days in PERIODS}
        return known.get(asked if isinstance(asked, str) else "", DEFAULT)

    @property
    def least(self) -> int:
        return setting("least")

    def periods(self) -> list[dict]:
        """{title, url, current}."""
        url = f"{self.context.absolute_url()}/tim-khong-thay?days="
        return [
            {
                "title": _("${count} days", mapping={"count": days}),
                "url": f"{url}{days}",
                "current": "page" if days == self.days else None,
            }
            for days in PERIODS
        ]

    def rows(self) -> list[Row]:
        since = now().date() - timedelta(days=self.days)
        return [self.row(found) for found in searches.most(since, self.least, SIZE)]

    def row(self, found) -> Row:
        why, css = KINDS.get(found.kind, (found.kind, ""))
        url = f"{self.context.absolute_url()}/tu-dong-nghia?"
        return Row(
            question=found.question,
            why=why,
            css=css,
            n=found.n,
            first=short_date(found.first),
            last=short_date(found.last),
            try_url=self.procedures_url(q=found.question),
            add_url=url + urlencode({"them": found.question}),
        )
