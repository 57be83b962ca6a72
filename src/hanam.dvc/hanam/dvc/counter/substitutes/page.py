"""`/thay-the`: who is away, who stands in, and until when."""

from datetime import date
from functools import cached_property
from hanam.dvc.counter import words
from hanam.dvc.counter.desk import name_of
from hanam.dvc.counter.substitutes import naming
from hanam.dvc.counter.views.base import StaffView
from hanam.dvc.dossiers import standing_in
from hanam.dvc.dossiers import tools
from hanam.dvc.i18n import _
from hanam.dvc.register import substitutes
from hanam.dvc.rules.vietnamese import nfc
from Products.Five.browser.pagetemplatefile import ViewPageTemplateFile
from urllib.parse import urlencode


PATH = "thay-the"
LONGEST = 200
TOO_OLD = _("This form is too old or was sent from elsewhere. Send it again.")
STATES = {
    "now": (_("stands in today"), "good"),
    "coming": (_("begins later"), "wait"),
    "over": (_("over"), "done"),
    "ended": (_("ended early"), "done"),
    "idle": (_("without effect: a role is gone"), "bad"),
}
tools.declare(
    tools.Tool(
        PATH,
        _("Substitutes"),
        _(
            "Who stands in for somebody who is away, with the same role and for some days."
        ),
        ("Clerk", "Officer", "Leader"),
    )
)


class Substitutes(StaffView):
    """The list with a form to name one (``go`` = name) and to end one (``go`` = end)."""

    template = ViewPageTemplateFile("templates/substitutes.pt")
    page_title = _("Substitutes")
    problems = ()

    def may_enter(self) -> bool:
        return bool(self.desk.duties)

    def page(self):
        if not self.is_post:
            return self.template()
        if not self.is_genuine():
            return self.refuse(403, [("", TOO_OLD)])
        go = {"name": self.name, "end": self.end}.get(self.given("go"))
        if go is None:
            return self.refuse(400, [("", _("This button is not known here."))])
        return go()

    def refuse(self, status: int, problems):
        self.request.response.setStatus(status)
        self.problems = [
            {"field": field, "message": self.say(message)}
            for field, message in problems
        ]
        return self.template()

    def error(self, name: str) -> str:
        return next((p["message"] for p in self.problems if p["field"] == name), "")

    def given(self, name: str) -> str:
        value = self.request.form.get(name)
        return nfc(value).strip() if isinstance(value, str) else ""

    def day(self, name: str) -> date | None:
        try:
            return date.fromisoformat(self.given(name))
        except ValueError:
            return None

    def name(self):
        """Enter a substitute."""
        post = {one.key: one for one in self.posts}.get(self.given("post"))
        first, last = self.day("first"), self.day("last")
        substitute = self.given("substitute")
        # Locked first: of two who name at the same moment the second one sees the first.
        substitutes.lock()
        found = naming.problems(post, substitute, first, last, self.now.date())
        if found:
            return self.refuse(400, found)
        substitutes.add(
            self.now,
            self.desk.user_id,
            agency=post.agency,
            role=post.role,
            user=post.user,
            substitute=substitute,
            first=first,
            last=last,
            reason=self.given("reason")[:LONGEST],
        )
        self.tell(_("The substitute is named."))
        return self.go(f"{self.portal_url}/{PATH}")

    def end(self):
        """End one early: who is away themself, who stands in, or a leader of the agency."""
        number = self.given("number")
        row = substitutes.get(int(number)) if number.isdigit() else None
        if row is None or not self.may_end(row):
            return self.refuse(403, [("", _("This is not yours to end."))])
        substitutes.end(row.id, self.now, self.desk.user_id)
        self.tell(_("Ended. From now on nobody stands in there."))
        return self.go(f"{self.portal_url}/{PATH}")

    def may_end(self, row) -> bool:
        if self.desk.user_id in (row.user, row.substitute):
            return True
        return self.desk.user_id in standing_in.members(row.agency, "leader")

    @cached_property
    def posts(self) -> list[naming.Post]:
        return naming.posts(self.desk)

    def post_options(self) -> list[dict]:
        given = self.given("post")
        return [
            {
                "value": post.key,
                "title": f"{name_of(post.user)} – {self.title_of(post)}",
                "selected": post.key == given,
            }
            for post in self.posts
        ]

    def title_of(self, post) -> str:
        role = self.say(words.ROLES[post.role])
        return f"{role}, {self.reader.agency(post.agency)}"

    def people_options(self) -> list[dict]:
        found = naming.candidates(sorted({post.agency for post in self.posts}))
        given = self.given("substitute")
        return [
            {"value": user, "title": name, "selected": user == given}
            for user, name in found.items()
        ]

    @property
    def end_title(self) -> str:
        return self.say(_("End"))

    @property
    def rows(self) -> list[dict]:
        """Those of the reader's agencies that concern the reader, or all for leaders."""
        found = substitutes.at(self.desk.duties)
        return [self.row(row) for row in found if self.may_end(row)]

    def row(self, row) -> dict:
        title, look = STATES[self.state_of(row)]
        is_open = row.ended is None and row.last >= self.now.date()
        query = {"tab": "all_open", "agency": row.agency, "assignee": row.user}
        return {
            "id": row.id,
            "user": name_of(row.user),
            "substitute": name_of(row.substitute),
            "post": self.title_of(row),
            "first": words.day(row.first),
            "last": words.day(row.last),
            "reason": row.reason,
            "made_by": name_of(row.made_by),
            "state": self.say(title),
            "look": look,
            "is_open": is_open,
            "url": f"{self.portal_url}/viec?{urlencode(query)}" if is_open else "",
        }

    def state_of(self, row) -> str:
        day = self.now.date()
        if row.ended is not None:
            return "ended"
        if row.last < day:
            return "over"
        if not standing_in.is_good(row):
            return "idle"
        return "coming" if row.first > day else "now"
