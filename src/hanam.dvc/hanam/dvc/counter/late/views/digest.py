"""`/tom-tat`: the digest of today, as it stands at the moment."""

from functools import cached_property
from hanam.dvc.catalogue import settings as catalogue
from hanam.dvc.counter.late import digest
from hanam.dvc.counter.late import settings
from hanam.dvc.counter.late.views.lists import TEMPLATES
from hanam.dvc.counter.late.whom import People
from hanam.dvc.counter.views.base import StaffView
from hanam.dvc.dossiers import tools
from hanam.dvc.i18n import _
from hanam.dvc.rules.vietnamese import short_date
from Products.Five.browser.pagetemplatefile import ViewPageTemplateFile


tools.declare(
    tools.Tool(
        "tom-tat",
        _("Today"),
        _("What the day holds for you: overdue, due today, waiting for somebody."),
    )
)


class Digest(StaffView):
    """The sections of the digest with links to the lists behind them."""

    page_title = _("Today")
    template = ViewPageTemplateFile(str(TEMPLATES / "digest.pt"))

    def page(self):
        return self.template()

    @cached_property
    def sections(self) -> list[digest.Section]:
        day = digest.Day.of(self.now, catalogue.calendar())
        found = digest.digest_of(self.desk, day, self.supervises, self.say)
        marked = digest.marked(self.desk, self.say)
        return [marked, *found] if marked.lines else found

    @property
    def supervises(self) -> bool:
        return self.desk.all_agencies or self.desk.user_id in People().supervisors

    @property
    def day(self) -> str:
        return short_date(self.now)

    @property
    def hour(self) -> str:
        """When the same goes out by mail; "" where it does not."""
        return settings.value("digest_at") if settings.value("digest_on") else ""
