"""On the page of a procedure, below its three facts: how long it usually takes."""

from functools import cached_property
from hanam.dvc.cards import Card
from hanam.dvc.catalogue import limits
from hanam.dvc.catalogue import lookup
from hanam.dvc.i18n import _
from hanam.dvc.oversight.usual import settings
from hanam.dvc.register import usual
from Products.Five.browser.pagetemplatefile import ViewPageTemplateFile


def said(row, say) -> str:
    """A figure as a sentence."""

    def days(number):
        return say(limits.in_words({"value": number, "unit": "working_day"}))

    if not row.most:
        return say(_("Usually done on the day of acceptance, 9 of 10 dossiers."))
    if not row.median:
        message = _(
            "Usually done on the day of acceptance; 9 of 10 dossiers within ${most}.",
            mapping={"most": days(row.most)},
        )
        return say(message)
    message = _(
        "Usually done in ${median}; 9 of 10 dossiers within ${most}.",
        mapping={"median": days(row.median), "most": days(row.most)},
    )
    return say(message)


class Usual(Card):
    """Empty where too few dossiers ended lately."""

    weight = 20
    template = ViewPageTemplateFile("templates/usual.pt")

    @property
    def is_shown(self) -> bool:
        return bool(self.rows)

    @cached_property
    def rows(self) -> list:
        return usual.of_procedure(self.context.getId())

    def whole(self) -> dict:
        """{text, count, days} of all agencies together."""
        row = self.rows[0]
        return {
            "text": said(row, self.say),
            "count": row.count,
            "days": settings.value("days"),
        }

    def agencies(self) -> list[dict]:
        """{agency, text, count}, where more than one can be told apart; the quickest first."""
        rows = sorted(self.rows[1:], key=lambda row: (row.median, row.most, row.agency))
        if len(rows) < 2:
            return []
        return [
            {
                "agency": lookup.title_of_agency(row.agency),
                "text": said(row, self.say),
                "count": row.count,
            }
            for row in rows
        ]
