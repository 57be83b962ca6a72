"""`/phoi-hop`: parts of other agencies' dossiers and opinions that wait for the reader."""

from datetime import datetime
from functools import cached_property
from hanam.dvc.catalogue import settings
from hanam.dvc.counter import words
from hanam.dvc.counter.lines import urgency
from hanam.dvc.counter.views.base import StaffView
from hanam.dvc.i18n import _
from hanam.dvc.register import queries
from hanam.dvc.register import together
from hanam.dvc.register import together_lists
from hanam.dvc.rules.clock import working_time_left
from pathlib import Path
from Products.Five.browser.pagetemplatefile import ViewPageTemplateFile
from urllib.parse import urlencode


TEMPLATES = Path(__file__).parent / "templates"
SIZE = 50
PATH = "phoi-hop"
# In an address, of what nobody knows when it is due.
UNKNOWN = "-"


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


def place_of(token: str) -> together_lists.Place | None:
    """Where a page of the list begins; raises ValueError for what is no place."""
    if not token:
        return None
    due, code, no = token.split(" ")
    return datetime.fromisoformat(due) if due != UNKNOWN else None, code, int(no)


def token_of(place: together_lists.Place | None) -> str:
    """The parameter that asks for what comes after a place; "" at the end."""
    if place is None:
        return ""
    due, code, no = place
    return f"{due.isoformat() if due else UNKNOWN} {code} {no}"


class Waiting(StaffView):
    """What the page and its files share: two lists, what is due first on top."""

    @cached_property
    def tab(self) -> str:
        asked = self.request.form.get("tab")
        if asked in ("parts", "opinions"):
            return asked
        return "opinions" if self.counts[1] and not self.counts[0] else "parts"

    @cached_property
    def counts(self) -> tuple[int, int]:
        return counts(self.desk)

    def found(self, after, size: int) -> together_lists.Page:
        """A page of the list that is shown."""
        mine, of_clerks = offices(self.desk)
        if self.tab == "parts":
            return together_lists.legs(mine, of_clerks, after, size)
        return together_lists.consultations(mine, self.desk.user_id, after, size)

    def lines(self, rows) -> list[dict]:
        """The rows as they are shown."""
        codes = list(dict.fromkeys(row.code for row in rows))
        dossiers = {dossier.code: dossier for dossier in queries.of_codes(codes)}
        shown = self.part if self.tab == "parts" else self.opinion
        return [shown(row, dossiers[row.code]) for row in rows if row.code in dossiers]

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


class Todo(Waiting):
    """The page."""

    page_title = _("Working together")
    template = ViewPageTemplateFile(str(TEMPLATES / "todo.pt"))
    problem = ""

    def page(self):
        self.after = str(self.request.form.get("after") or "")
        try:
            self.shown = self.found(place_of(self.after), SIZE)
        except ValueError:
            self.request.response.setStatus(400)
            message = _("This page of the list is not known. Begin at the first page.")
            self.problem = self.say(message)
            self.shown = self.found(None, SIZE)
        return self.template()

    def rows(self) -> list[dict]:
        return self.lines(self.shown.rows)

    def address(self, kind: str = "", **more) -> str:
        """The list that is shown as a page, or as a file of a kind."""
        query = urlencode({"tab": self.tab, **more})
        return f"{self.portal_url}/{PATH}{'.' if kind else ''}{kind}?{query}"

    @property
    def next_url(self) -> str:
        token = token_of(self.shown.after)
        return self.address(after=token) if token else ""

    @property
    def first_url(self) -> str:
        return self.address() if self.after else ""

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


def number(count: int) -> str:
    return f"{together.MANY}+" if count > together.MANY else str(count)
