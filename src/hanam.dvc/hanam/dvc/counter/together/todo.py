"""`/phoi-hop`: parts of other agencies' dossiers and opinions that wait for the reader."""

from functools import cached_property
from hanam.dvc.catalogue import settings
from hanam.dvc.counter import words
from hanam.dvc.counter.lines import urgency
from hanam.dvc.counter.views.base import StaffView
from hanam.dvc.i18n import _
from hanam.dvc.register import queries
from hanam.dvc.register import together
from hanam.dvc.rules.clock import working_time_left
from pathlib import Path
from Products.Five.browser.pagetemplatefile import ViewPageTemplateFile


TEMPLATES = Path(__file__).parent / "templates"
SIZE = 50


def offices(desk) -> tuple[tuple, tuple]:
    """(agencies whose parts and opinions are the reader's, those of clerks only)."""
    if not desk.duties:
        return (), ()
    mine = desk.agencies_as("officer", "leader")
    return mine, tuple(set(desk.agencies_as("clerk")) - set(mine))


def counts(desk) -> tuple[int, int]:
    """(parts, opinions) that wait for the reader; `together.MANY` + 1 means more."""
    mine, of_clerks = offices(desk)
    if not mine and not of_clerks:
        return 0, 0
    return (
        together.count_legs(mine, of_clerks),
        together.count_consultations(mine, desk.user_id),
    )


def tabs_of(view) -> list[dict]:
    """The tab of the worklist that leads here, where anything waits."""
    found = sum(counts(view.desk))
    if not found:
        return []
    return [
        {
            "id": "together",
            "title": view.say(_("Working with other agencies")),
            "count": number(min(found, together.MANY + 1)),
            "alarm": False,
            "current": False,
            "url": f"{view.portal_url}/phoi-hop",
        }
    ]


class Todo(StaffView):
    """Two lists, what is due first on top."""

    page_title = _("Working together")
    template = ViewPageTemplateFile(str(TEMPLATES / "todo.pt"))

    def page(self):
        return self.template()

    @cached_property
    def tab(self) -> str:
        asked = self.request.form.get("tab")
        if asked in ("parts", "opinions"):
            return asked
        return "opinions" if self.counts[1] and not self.counts[0] else "parts"

    @cached_property
    def counts(self) -> tuple[int, int]:
        return counts(self.desk)

    @property
    def more(self) -> bool:
        """Whether there are more than are shown."""
        return self.counts[self.tab == "opinions"] > SIZE

    def worklist_url(self) -> str:
        return f"{self.portal_url}/viec"

    def tabs(self) -> list[dict]:
        titles = (("parts", _("Parts")), ("opinions", _("Opinions")))
        return [
            {
                "title": self.say(title),
                "count": number(count),
                "url": f"{self.portal_url}/phoi-hop?tab={name}",
                "current": name == self.tab,
            }
            for (name, title), count in zip(titles, self.counts, strict=True)
        ]

    def rows(self) -> list[dict]:
        mine, of_clerks = offices(self.desk)
        if self.tab == "parts":
            found = together.open_legs(mine, of_clerks, SIZE)
            return [self.part(row, queries.by_code(row.code)) for row in found]
        found = together.open_consultations(mine, self.desk.user_id, SIZE)
        return [self.opinion(row, queries.by_code(row.code)) for row in found]

    def part(self, row, dossier) -> dict:
        url = self.request.physicalPathToURL(dossier.path)
        return {
            **self.line(row, dossier),
            "url": f"{url}#leg-{row.no}",
            "what": row.title,
            "for": self.reader.agency(row.agency),
            "who": self.reader.name(row.assignee),
        }

    def opinion(self, row, dossier) -> dict:
        return {
            **self.line(row, dossier),
            "url": f"{self.portal_url}/y-kien/{row.code}/{row.no}",
            "what": self.say(_("Opinion")),
            "for": self.reader.name(row.person) or self.reader.agency(row.agency),
            "who": "",
        }

    def line(self, row, dossier) -> dict:
        left = None
        if row.due is not None:
            left = working_time_left(self.now, row.due, self.calendar)
        return {
            "code": row.code,
            "procedure": dossier.procedure_title,
            "agency": self.reader.agency(dossier.agency),
            "due": words.day_and_time(row.due),
            "left": "" if left is None else self.say(words.left_message(left)),
            "look": {"overdue": "dvc-late", "soon": "dvc-soon"}.get(urgency(left)),
        }

    @cached_property
    def calendar(self):
        return settings.calendar()


def number(count: int) -> str:
    return f"{together.MANY}+" if count > together.MANY else str(count)
