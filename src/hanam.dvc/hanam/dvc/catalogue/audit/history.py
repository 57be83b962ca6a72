"""`/lich-su-muc-do`: which procedures changed their online level, for everybody."""

from functools import cached_property
from hanam.dvc.catalogue import access
from hanam.dvc.catalogue import asked
from hanam.dvc.catalogue import lookup
from hanam.dvc.catalogue import terms
from hanam.dvc.catalogue.audit import changes
from hanam.dvc.catalogue.audit.page import SIZE
from hanam.dvc.catalogue.audit.page import template
from hanam.dvc.catalogue.views.page import Page
from hanam.dvc.i18n import _
from hanam.dvc.rules.vietnamese import short_date
from zExceptions import BadRequest


def newest_first() -> list[changes.Change]:
    """The entries of the log; none before there is one."""
    book = changes.book()
    return [] if book is None else list(book.newest_first())


class LevelHistory(Page):
    """The public log; staff see in it who made a change."""

    template = template("history")
    page_title = _("Changes of online levels")

    def __call__(self):
        try:
            number = asked.number(self.request.form, "b_start", 0, 0, asked.FARTHEST)
        except asked.Wrong as error:
            raise BadRequest(self.say(error.message)) from error
        self.start = number
        return self.template()

    @cached_property
    def is_staff(self) -> bool:
        return access.is_staff()

    @cached_property
    def found(self) -> list[changes.Change]:
        return newest_first()

    def lines(self) -> list[dict]:
        return [self.line(item) for item in self.found[self.start : self.start + SIZE]]

    def line(self, item) -> dict:
        there = lookup.procedure(item.id)
        shown = there is not None and access.may_view(there)
        return {
            "day": short_date(item.at),
            "title": item.title,
            "url": there.absolute_url() if shown else "",
            "before": self.level_words(item.before),
            "after": self.level_words(item.after),
            "rises": item.rises,
            "reason": item.reason,
            "decision": item.decision,
            "who": item.actor_name if self.is_staff else "",
            "sample": item.sample,
        }

    def level_words(self, level: int) -> str:
        words = self.say(terms.title_of(terms.ONLINE_LEVELS, level))
        return f"{level} – {words}"

    def beside(self, step: int) -> str:
        start = self.start + step * SIZE
        if start < 0 or start >= len(self.found):
            return ""
        return f"{self.portal_url}/lich-su-muc-do?b_start={start}"
