"""`/viec`: what is to be done, by whom, until when."""

from functools import cached_property
from hanam.dvc.counter import asking
from hanam.dvc.counter import bulk
from hanam.dvc.counter import cells
from hanam.dvc.counter import settings
from hanam.dvc.counter.asking import Asked
from hanam.dvc.counter.asking import BadRequest
from hanam.dvc.counter.filters import looks
from hanam.dvc.counter.filters.saved import FIRST_PAGE
from hanam.dvc.counter.jobs import ordering
from hanam.dvc.counter.lines import lines_of
from hanam.dvc.counter.tabs import BY_ID
from hanam.dvc.counter.tabs import EVERYTHING
from hanam.dvc.counter.tabs import tabs_for
from hanam.dvc.counter.together import todo
from hanam.dvc.counter.views.searching import Searching
from hanam.dvc.dossiers import states as flow
from hanam.dvc.i18n import _
from hanam.dvc.register import groups
from hanam.dvc.register import queries
from Products.Five.browser.pagetemplatefile import ViewPageTemplateFile
from urllib.parse import parse_qsl
from urllib.parse import urlencode


FIRST = {"clerk": "to_accept", "officer": "mine", "leader": "all_open"}
SORTS = (
    ("due", _("Due first")),
    ("-due", _("Due last")),
    ("-filed", _("Newest first")),
    ("filed", _("Oldest first")),
    ("received", _("Accepted first")),
    ("-received", _("Accepted last")),
    ("since", _("Longest in its state")),
    ("-since", _("Changed last")),
)
DUES = (
    ("", _("Any time")),
    ("overdue", _("Overdue")),
    ("soon", _("Due by tomorrow")),
)


class Worklist(Searching):
    """Tabs with their numbers, a dense list, and the keys of `static/worklist.js`."""

    page_title = _("Work")
    template = ViewPageTemplateFile("../templates/worklist.pt")
    results = ()

    def page(self):
        form = self.request.form
        if self.is_post:
            return self.look() if form.get("find") else self.take()
        if not form and (begin := self.saved_first()):
            return self.go(begin)
        self.show(form)
        if self.asked.is_loose:
            # An address of old, or one typed by hand, is led to one without the name.
            return self.go(self.address_of(self.asked))
        target = self.target(self.asked)
        return self.go(target) if target else self.template()

    def take(self):
        """Assign the selected dossiers to the reader and tell of each what happened."""
        form = self.request.form
        choices = dict(parse_qsl(form.get("back") or ""))
        if not self.is_genuine():
            self.request.response.setStatus(403)
            self.problem = self.say(_("This form is too old. Select and send again."))
        elif form.get("everything") and (job := self.take_all(choices)):
            return self.go(f"{self.portal_url}/cong-viec/{job}")
        else:
            self.results = bulk.take(form.get("codes"), self.request)
        self.show(choices)
        return self.template()

    def take_all(self, choices) -> str:
        """Order a job that takes all of the list; its id, "" where there is nothing in it."""
        try:
            asked = asking.read(choices, self.desk, self.first_tab)
            codes = asking.codes_of(asked, self.desk, self.now, self.job_size)
        except BadRequest:
            return ""
        user = self.desk.user_id
        return ordering.put("take", codes, {}, user) if codes else ""

    @cached_property
    def roles(self) -> set[str]:
        return {role for held in self.desk.duties.values() for role in held}

    @property
    def first_tab(self) -> str:
        """The list a reader begins with."""
        chosen = looks.first_in(self.choice)[0]
        if chosen:
            return chosen
        return next((FIRST[role] for role in FIRST if role in self.roles), "all_open")

    @cached_property
    def counts(self) -> dict[str, int]:
        return queries.counts(self.desk.agencies, self.desk.user_id, self.now)

    def tabs(self) -> list[dict]:
        """Each tab with its address and number."""
        found = tabs_for(self.roles)
        if self.asked.tab not in {tab.id for tab in found}:
            found = (BY_ID[self.asked.tab], *found)
        tabs = [
            {
                "id": tab.id,
                "title": self.say(tab.title),
                "count": None if tab.id == EVERYTHING else number(self.counts[tab.id]),
                "alarm": tab.alarm and self.counts[tab.id] > 0,
                "current": tab.id == self.asked.tab,
                "url": self.address(Asked(tab=tab.id, agency=self.asked.agency)),
            }
            for tab in found
        ]
        return [*tabs, *todo.tabs_of(self)]

    @cached_property
    def lines(self) -> list[dict]:
        return lines_of(self.page_of_rows.rows, self.reader)

    def cells(self, line: dict, columns) -> str:
        """The cells of a line, as HTML."""
        return cells.row(line, columns, self.reader.say)

    def total(self) -> str:
        page = self.page_of_rows
        if page.many and page.total < queries.MANY:
            return f"{page.total}+"
        return number(page.total + page.many)

    def columns(self) -> list[dict]:
        """The heads of the table, as the reader chose them; some of them sort."""
        return [
            self.column(name, *looks.COLUMNS[name])
            for name in looks.columns_in(self.choice)
            if name not in self.hidden_columns
        ]

    @property
    def hidden_columns(self) -> set[str]:
        """Names where they must not be shown, the agency where there is one only."""
        hidden = set() if self.desk.shows_persons else {"who"}
        return hidden if self.shows_agency else hidden | {"agency"}

    @property
    def shows_agency(self) -> bool:
        return len(self.desk.agencies) > 1 and not self.asked.agency

    def column(self, name, title, sort) -> dict:
        asked, down = self.asked.sort, f"-{sort}"
        turned = down if asked == sort else sort
        ways = {sort: "ascending", down: "descending"}
        return {
            "name": name,
            "title": self.say(title),
            "url": self.address(self.asked, sort=turned, **FIRST_PAGE) if sort else "",
            "sorted": ways.get(asked) if sort else None,
        }

    def filters(self) -> list[dict]:
        """The selects above the list; those with one choice only are left out."""
        states = BY_ID[self.asked.tab].states or groups.ALL
        fields = [
            ("state", _("State"), self.all_and((s, flow.TITLES[s]) for s in states)),
            ("agency", _("Agency"), self.all_and(self.agencies())),
            ("due", _("Due"), () if BY_ID[self.asked.tab].due else DUES),
            ("sort", _("Order"), SORTS),
        ]
        return [
            {
                "name": name,
                "title": self.say(title),
                "options": [
                    {
                        "value": value,
                        "title": self.say(text),
                        "selected": value == getattr(self.asked, name),
                    }
                    for value, text in options
                ],
            }
            for name, title, options in fields
            if len(options) > (2 if name in ("state", "agency") else 1)
        ]

    def all_and(self, pairs) -> list:
        return [("", _("All")), *pairs]

    def agencies(self) -> list[tuple[str, str]]:
        return [(slug, self.reader.agency(slug)) for slug in self.desk.agencies]

    def empty_words(self) -> str:
        """What to say of an empty list."""
        if self.is_filtered:
            return self.say(_("No dossier fits the filter."))
        return self.say(BY_ID[self.asked.tab].empty)

    @property
    def is_filtered(self) -> bool:
        asked = self.asked
        basic = asked.state or asked.agency or asked.due or asked.text
        return bool(basic or asked.detailed)

    @property
    def may_take(self) -> bool:
        """Whether the reader may take dossiers, so that selecting them makes sense."""
        return bool({"officer", "leader"} & self.roles)

    @property
    def may_select(self) -> bool:
        """Whether the reader may do something with selected dossiers."""
        return bool(self.desk.duties)

    @property
    def more_than_shown(self) -> bool:
        """Whether the list goes on beyond this page."""
        page = self.page_of_rows
        return page.many or page.total > len(page.rows)

    @property
    def job_size(self) -> int:
        return settings.value("job_size")

    @property
    def csv_url(self) -> str:
        return self.file_url("csv")

    @property
    def xlsx_url(self) -> str:
        return self.file_url("xlsx")

    def file_url(self, kind: str) -> str:
        query = urlencode(self.asked.parameters(**FIRST_PAGE))
        return f"{self.portal_url}/viec.{kind}?{query}"


def number(count: int) -> str:
    """A count; the register counts no further than `queries.MANY`."""
    return f"{queries.MANY}+" if count > queries.MANY else str(count)
