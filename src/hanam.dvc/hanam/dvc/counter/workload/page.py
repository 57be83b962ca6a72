"""`/khoi-luong`: the work of each person of an agency, for its leaders."""

from datetime import datetime
from datetime import time
from datetime import timedelta
from functools import cached_property
from hanam.dvc import spoken
from hanam.dvc.counter import asking
from hanam.dvc.counter import settings
from hanam.dvc.counter import sheets
from hanam.dvc.counter.asking import Asked
from hanam.dvc.counter.desk import people_at
from hanam.dvc.counter.jobs import ordering
from hanam.dvc.counter.views.base import StaffView
from hanam.dvc.counter.workload.spreading import spread
from hanam.dvc.dossiers import tools
from hanam.dvc.i18n import _
from hanam.dvc.register import distinct
from hanam.dvc.register import workload
from Products.Five.browser.pagetemplatefile import ViewPageTemplateFile
from urllib.parse import urlencode

import secrets


PATH = "khoi-luong"
DAYS = 30
ROLES = ("officer", "leader", "clerk")
TOO_OLD = _("This form is too old or was sent from elsewhere. Send it again.")
HEADS = (
    _("Person"),
    _("Open"),
    _("Due soon"),
    _("Overdue"),
    _("Ended in 30 days"),
    _("Days, median"),
    _("Steps"),
)
tools.declare(
    tools.Tool(
        PATH,
        _("Workload"),
        _("What each person has open, what is late, and spreading what nobody has."),
        ("Leader",),
    )
)


class Workload(StaffView):
    """The table of one agency; a POST spreads what nobody has over chosen people."""

    template = ViewPageTemplateFile("templates/workload.pt")
    page_title = _("Workload")
    problems = ()

    def may_enter(self) -> bool:
        return bool(self.led)

    def page(self):
        if not self.agency:
            self.request.response.setStatus(400)
            self.request.form.clear()
            self.say_problem("", _("You do not lead an agency of this name."))
        elif self.is_post:
            return self.distribute()
        return self.template()

    @cached_property
    def led(self) -> tuple[str, ...]:
        return self.desk.agencies_as("leader")

    @property
    def agency(self) -> str:
        """The agency that is shown, "" for one that the reader does not lead."""
        given = self.request.form.get("agency") or self.led[0]
        return given if given in self.led else ""

    def agencies(self) -> list[dict]:
        if len(self.led) < 2:
            return []
        return [
            {
                "title": self.reader.agency(slug),
                "url": f"{self.portal_url}/{PATH}?{urlencode({'agency': slug})}",
                "current": slug == self.agency,
            }
            for slug in self.led
        ]

    @cached_property
    def people(self) -> dict[str, str]:
        """{user id: name} of those who work there."""
        return dict(people_at(self.agency, *ROLES))

    @cached_property
    def loads(self) -> list[workload.Load]:
        """The work of each person; of those who left, only who still has some."""
        found = [self.load(user) for user in self.people]
        gone = (u for u in distinct.assignees([self.agency]) if u not in self.people)
        return found + [load for user in gone if (load := self.load(user)).open]

    def load(self, user: str) -> workload.Load:
        tomorrow = datetime.combine(self.now.date() + timedelta(days=1), time.max)
        since = self.now - timedelta(days=DAYS)
        return workload.of(self.agency, user, self.now, tomorrow, since)

    @cached_property
    def nobodys(self) -> workload.Load:
        return self.load(workload.NOBODY)

    def rows(self) -> list[dict]:
        """A line for each person, with the ways into the worklist."""
        return [self.row(load) for load in self.loads]

    def row(self, load) -> dict:
        name = self.reader.name(load.user)
        if load.user not in self.people:
            name = self.say(_("${name} (works here no more)", mapping={"name": name}))
        return {
            "user": load.user,
            "name": name,
            "open": load.open,
            "soon": load.soon,
            "overdue": load.overdue,
            "ended": load.ended,
            "days": "" if load.days is None else spoken.decimal(str(load.days)),
            "steps": self.steps(load),
            "url": self.address(load),
            "soon_url": self.address(load, due="soon"),
            "overdue_url": self.address(load, due="overdue"),
        }

    def steps(self, load) -> str:
        """ "Thẩm định: 3, Ký duyệt: 1"."""
        none = self.say(_("before the first step"))
        return ", ".join(f"{title or none}: {number}" for title, number in load.steps)

    def address(self, load, **more) -> str:
        """The worklist of a person, or of what nobody has."""
        asked = {"tab": "all_open", "agency": self.agency, "assignee": load.user}
        if not load.user:
            asked = {"tab": "unassigned", "agency": self.agency}
        return f"{self.portal_url}/viec?{urlencode(asked | more)}"

    @property
    def nobodys_url(self) -> str:
        return self.address(self.nobodys)

    def file_url(self, kind: str) -> str:
        return f"{self.portal_url}/{PATH}.{kind}?{urlencode({'agency': self.agency})}"

    # -- spreading

    @property
    def most(self) -> int:
        return min(self.nobodys.open, settings.value("job_size"))

    @property
    def key(self) -> str:
        return self.request.form.get("key") or secrets.token_hex(16)

    def chosen(self) -> list[str]:
        given = self.request.form.get("people") or []
        given = [given] if isinstance(given, str) else given
        return [user for user in self.people if user in given]

    def distribute(self):
        """Order a job that gives what nobody has to the chosen people, due first."""
        if not self.is_genuine():
            return self.refuse(403, "", TOO_OLD)
        number = str(self.request.form.get("number") or "")
        if not self.chosen():
            return self.refuse(400, "people", _("Choose at least one person."))
        if not (number.isascii() and number.isdigit() and int(number[:6]) > 0):
            return self.refuse(400, "number", _("Say how many dossiers to give out."))
        most = min(int(number[:6]), settings.value("job_size"))
        asked = Asked(tab="unassigned", agency=self.agency)
        codes = asking.codes_of(asked, self.desk, self.now, most)
        if not codes:
            return self.refuse(400, "", _("Every dossier has somebody already."))
        loads = {user: self.load(user).open for user in self.chosen()}
        job = ordering.put(
            "assign",
            codes,
            {"to": spread(codes, loads), "assignee": ""},
            self.desk.user_id,
            key=str(self.request.form.get("key") or "")[:100],
        )
        return self.go(f"{self.portal_url}/cong-viec/{job}")

    def refuse(self, status: int, field: str, message):
        self.request.response.setStatus(status)
        self.say_problem(field, message)
        return self.template()

    def say_problem(self, field: str, message) -> None:
        self.problems = [{"field": field, "message": self.say(message)}]


class WorkloadFile(Workload):
    """`/khoi-luong.csv`: the table as a file."""

    kind = "csv"

    def page(self):
        if not self.agency:
            self.request.response.setStatus(400)
            return self.say(_("You do not lead an agency of this name."))
        names = ("name", "open", "soon", "overdue", "ended", "days", "steps")
        rows = ([row[name] for name in names] for row in self.rows())
        heads = [self.say(head) for head in HEADS]
        file = sheets.write(self.kind, self.say(self.page_title), heads, rows)
        name = f"{PATH}-{self.agency}-{self.now:%Y%m%d}"
        return sheets.send(self.request, name, self.kind, file)


class WorkloadBook(WorkloadFile):
    """`/khoi-luong.xlsx`"""

    kind = "xlsx"
