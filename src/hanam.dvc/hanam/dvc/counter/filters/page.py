"""`/bo-loc`: filters under a name, the columns of the worklist, and what it begins with."""

from functools import cached_property
from hanam.dvc.counter import asking
from hanam.dvc.counter import settings
from hanam.dvc.counter.asking import BadRequest
from hanam.dvc.counter.filters import looks
from hanam.dvc.counter.filters.saved import filter_address
from hanam.dvc.counter.tabs import tabs_for
from hanam.dvc.counter.views.base import StaffView
from hanam.dvc.i18n import _
from hanam.dvc.register import saved_filters
from hanam.dvc.rules.vietnamese import nfc
from Products.Five.browser.pagetemplatefile import ViewPageTemplateFile
from urllib.parse import parse_qsl
from urllib.parse import urlencode


PATH = "bo-loc"
LONGEST_TITLE = 60
# What a shared filter never carries: people, and where one was in a list.
PRIVATE = ("text", "words")
PASSING = ("after", "before", "more")
TOO_OLD = _("This form is too old or was sent from elsewhere. Send it again.")


class Filters(StaffView):
    """Forms that each do one thing, named by ``go``: save, rename, drop, first, columns."""

    template = ViewPageTemplateFile("templates/filters.pt")
    page_title = _("Filters and columns")
    problems = ()

    def may_enter(self) -> bool:
        return self.desk.is_staff

    def page(self):
        if not self.is_post:
            return self.template()
        if not self.is_genuine():
            return self.refuse(403, TOO_OLD)
        go = {
            "save": self.save,
            "rename": self.rename,
            "drop": self.drop,
            "first": self.begin_with,
            "columns": self.set_columns,
        }.get(self.given("go"))
        if go is None:
            return self.refuse(400, _("This button is not known here."))
        return go()

    def refuse(self, status: int, message):
        self.request.response.setStatus(status)
        self.problems = [{"field": "", "message": self.say(message)}]
        return self.template()

    def given(self, name: str) -> str:
        value = self.request.form.get(name)
        return nfc(value).strip() if isinstance(value, str) else ""

    @property
    def url(self) -> str:
        return f"{self.portal_url}/{PATH}"

    # -- filters

    def save(self):
        """Keep the filter of the list that was shown, under a title."""
        title, agency = self.given("title"), self.given("agency")
        if not title or len(title) > LONGEST_TITLE:
            facts = {"most": LONGEST_TITLE}
            return self.refuse(
                400, _("Give a name of at most ${most} characters.", mapping=facts)
            )
        if agency and agency not in self.led:
            return self.refuse(403, _("Only leaders share filters at their agency."))
        try:
            asked = asking.read(dict(parse_qsl(self.given("back"))), self.desk)
        except BadRequest as error:
            return self.refuse(400, error.args[0])
        most = settings.value("filters")
        if saved_filters.count(self.desk.user_id, agency) >= most:
            facts = {"most": most}
            return self.refuse(
                400, _("There are ${most} filters already: delete one.", mapping=facts)
            )
        query = asked.whole()
        for name in (*PASSING, *(PRIVATE if agency else ())):
            query.pop(name, None)
        user, query = self.desk.user_id, urlencode(query)
        number = saved_filters.save(user, agency, title, query, self.now)
        self.tell(_("The filter is kept."))
        row = saved_filters.get(number)
        return self.go(filter_address(self.portal_url, row))

    def rename(self):
        row, title = self.own_row(), self.given("title")
        if row is None:
            return self.refuse(403, _("This filter is not yours to change."))
        if not title or len(title) > LONGEST_TITLE:
            facts = {"most": LONGEST_TITLE}
            return self.refuse(
                400, _("Give a name of at most ${most} characters.", mapping=facts)
            )
        saved_filters.rename(row.id, title, self.now)
        return self.go(self.url)

    def drop(self):
        row = self.own_row()
        if row is None:
            return self.refuse(403, _("This filter is not yours to change."))
        saved_filters.drop(row.id)
        self.tell(_("The filter is deleted."))
        return self.go(self.url)

    def own_row(self):
        """The filter of the form, if the reader may change it."""
        number = self.given("filter")
        row = saved_filters.get(int(number)) if number.isdigit() else None
        return row if row is not None and self.may_change(row) else None

    def may_change(self, row) -> bool:
        if row.agency:
            return row.agency in self.led
        return row.user == self.desk.user_id

    @cached_property
    def led(self) -> tuple[str, ...]:
        """Agencies at which the reader shares filters."""
        return self.desk.agencies_as("leader")

    def rows(self) -> list[dict]:
        """Own filters, then those shared with the reader."""
        found = saved_filters.of(self.desk.user_id, self.desk.duties)
        return [
            {
                "id": row.id,
                "title": row.title,
                "url": filter_address(self.portal_url, row),
                "shared": self.reader.agency(row.agency) if row.agency else "",
                "changes": self.may_change(row),
                "first": looks.first_of(self.desk.user_id)[1] == row.id,
            }
            for row in found
        ]

    # -- looks

    def begin_with(self):
        """Begin with a tab, a saved filter, or what is usual for the role."""
        first = self.given("first")
        known = {"", *(option["value"] for option in self.firsts())}
        if first not in known:
            return self.refuse(400, _("Choose one of the list."))
        saved_filters.choose(self.desk.user_id, self.now, first=first)
        self.tell(_("From now on the worklist begins so."))
        return self.go(self.url)

    def firsts(self) -> list[dict]:
        tab, number = looks.first_of(self.desk.user_id)
        now = f"tab:{tab}" if tab else f"filter:{number}" if number else ""
        roles = {role for held in self.desk.duties.values() for role in held}
        found = [("", _("What is usual for my role"))]
        found += [(f"tab:{one.id}", one.title) for one in tabs_for(roles)]
        found += [(f"filter:{row['id']}", row["title"]) for row in self.rows()]
        return [
            {"value": value, "title": self.say(title), "selected": value == now}
            for value, title in found
        ]

    def set_columns(self):
        """Show the columns that are ticked, in the order of their numbers."""
        form = self.request.form
        chosen = form.get("columns") or []
        chosen = [chosen] if isinstance(chosen, str) else chosen
        names = [name for name in looks.COLUMNS if name in chosen]

        def place(name):
            number = self.given(f"place.{name}")
            return int(number) if number.isdigit() and len(number) < 4 else 999

        names.sort(key=place)
        saved_filters.choose(self.desk.user_id, self.now, columns=" ".join(names))
        self.tell(_("The columns are kept."))
        return self.go(self.url)

    @property
    def place_title(self) -> str:
        return self.say(_("place in the order"))

    def columns(self) -> list[dict]:
        """Every column: those shown first, in their order."""
        shown = looks.columns_of(self.desk.user_id)
        names = [*shown, *(name for name in looks.COLUMNS if name not in shown)]
        return [
            {
                "name": name,
                "title": self.say(looks.COLUMNS[name][0]),
                "shown": name in shown,
                "place": number,
            }
            for number, name in enumerate(names, 1)
        ]
