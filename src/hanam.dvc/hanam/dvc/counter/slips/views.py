"""`/ban-giao`: hand-over slips; `/ban-giao/<id>` one of them; `…/phieu.pdf` to be signed."""

from AccessControl import Unauthorized
from functools import cached_property
from hanam.dvc.counter import typed
from hanam.dvc.counter.slips import lines
from hanam.dvc.counter.slips import sheet
from hanam.dvc.counter.views.base import StaffView
from hanam.dvc.dossiers import messages
from hanam.dvc.dossiers import reads
from hanam.dvc.dossiers import slips
from hanam.dvc.dossiers import tools
from hanam.dvc.dossiers.errors import DossierError
from hanam.dvc.dossiers.errors import Stale
from hanam.dvc.i18n import _
from hanam.dvc.register import shelf_places
from hanam.dvc.register import slips as register
from pathlib import Path
from Products.Five.browser.pagetemplatefile import ViewPageTemplateFile
from zExceptions import NotFound
from zope.interface import implementer
from zope.publisher.interfaces import IPublishTraverse

import transaction


TEMPLATES = Path(__file__).parent / "templates"
NAME, PDF = "ban-giao", "phieu.pdf"
LATE_DONE = 15
FORGED = _("This form is too old or was sent from elsewhere. Send it again.")

tools.declare(
    tools.Tool(
        NAME,
        _("Hand-over slips"),
        _("Hand paper dossiers over to another office by scanning, and receive them."),
        ("Clerk", "Officer", "Leader"),
    )
)


@implementer(IPublishTraverse)
class Slips(StaffView):
    """The list with the form for a new slip; below it, one slip."""

    page_title = _("Hand-over slips")
    template = ViewPageTemplateFile(str(TEMPLATES / "slips.pt"))
    one = ViewPageTemplateFile(str(TEMPLATES / "slip.pt"))
    problems = ()
    said = ""
    path: tuple[str, ...] = ()

    def publishTraverse(self, request, name):
        self.path = (*self.path, name)
        return self

    def may_enter(self) -> bool:
        return bool(self.desk.duties)

    def page(self):
        if not self.path:
            return self.begin() if self.is_post else self.template()
        if self.slip is None or self.path[1:] not in ((), (PDF,)):
            raise NotFound(self.request.getURL())
        if self.path[1:]:
            return self.print()
        return self.act() if self.is_post else self.show()

    # --- the list ---

    @cached_property
    def offices(self) -> tuple[str, ...]:
        """The agencies for which the reader hands over and receives."""
        return slips.mine()

    def groups(self) -> list[dict]:
        """{title, slips}: to be received, being filled, under way, done lately."""
        found = register.of_agencies(self.offices, (register.OPEN, register.HANDED))
        done = register.of_agencies(self.offices, (register.DONE,), LATE_DONE)
        handed = [slip for slip in found if slip.state == register.HANDED]
        groups = (
            (
                _("Folders to be received"),
                [s for s in handed if s.to_agency in self.offices],
            ),
            (_("Slip being filled"), [s for s in found if s.state == register.OPEN]),
            (
                _("Folders under way"),
                [s for s in handed if s.to_agency not in self.offices],
            ),
            (_("Slips received lately"), done),
        )
        sizes = register.sizes([slip.id for slip in (*found, *done)])
        return [
            {
                "title": self.say(title),
                "slips": [
                    lines.summary(
                        slip, sizes.get(slip.id, (0, 0)), self.say, self.portal_url
                    )
                    for slip in chosen
                    if slip.state != register.OPEN or slip.agency in self.offices
                ],
            }
            for title, chosen in groups
        ]

    def given(self, name: str) -> str:
        return typed.text(self.request.form, name)

    def own_agencies(self) -> list[dict]:
        return self.options(
            [(slug, self.reader.agency(slug)) for slug in self.offices],
            self.given("agency"),
        )

    def all_agencies(self) -> list[dict]:
        return self.options(lines.agencies(), self.given("to_agency"))

    def options(self, pairs, chosen) -> list[dict]:
        return [
            {"value": value, "title": title, "chosen": value == chosen}
            for value, title in pairs
        ]

    def offices_known(self) -> list[str]:
        usual = self.say(_("Reception and result office"))
        return list(dict.fromkeys((usual, *register.offices(self.offices))))

    def begin(self):
        """A new slip, then its page."""
        if not self.is_genuine():
            return self.wrong(403, self.template, [("", self.say(FORGED))])
        names = ("agency", "from_office", "to_agency", "to_office")
        try:
            slip = slips.begin(*(self.given(name) for name in names), now=self.now)
        except DossierError as error:
            return self.wrong(400, self.template, self.told(error))
        return self.go(f"{self.url}/{slip.id}")

    # --- one slip ---

    @cached_property
    def slip(self):
        """The slip of the address, if the reader works at one of its ends."""
        number = self.path[0]
        if not number.isdecimal() or len(number) > 15:
            return None
        found = register.by_id(int(number))
        return found if found is not None and slips.may_see(found) else None

    def show(self):
        rows = [line["row"] for line in self.lines if line["row"] is not None]
        if not self.is_post:
            reads.note_all(rows, reads.SLIP)
        return self.one()

    @property
    def lines(self) -> list[dict]:
        return lines.rows_of(self.slip, self.reader)

    def head(self) -> dict:
        found = self.lines
        left = sum(not (row["is_received"] or row["is_missing"]) for row in found)
        about = lines.summary(self.slip, (len(found), left), self.say, self.portal_url)
        return {**about, "by": self.slip.handed_name or self.slip.opened_name}

    @property
    def can_fill(self) -> bool:
        return self.slip.state == register.OPEN and self.slip.agency in self.offices

    @property
    def can_receive(self) -> bool:
        return (
            self.slip.state == register.HANDED and self.slip.to_agency in self.offices
        )

    @property
    def is_printable(self) -> bool:
        return self.slip.state in (register.HANDED, register.DONE)

    def places_known(self) -> list[str]:
        return shelf_places.known([self.slip.to_agency])

    def act(self):
        """One change; the page again, with what happened or what is wrong."""
        if not self.is_genuine():
            return self.wrong(403, self.show, [("", self.say(FORGED))])
        try:
            return self.change(self.given("do"))
        except Unauthorized:
            message = _("Only the office at the other end can do that.")
            return self.wrong(403, self.show, [("", self.say(message))])
        except DossierError as error:
            status = 409 if isinstance(error, Stale) else 400
            return self.wrong(status, self.show, self.told(error))

    def change(self, what: str):
        number, code = self.slip.id, self.given("code")
        if what == "remove":
            slips.remove(number, self.given("line"))
        elif what == "hand":
            slips.hand_over(number, now=self.now)
            self.tell(_("Handed over. Print the slip and have it signed."))
            return self.go(f"{self.url}/{number}")
        elif what == "cancel":
            slips.cancel(number, now=self.now)
            self.tell(_("The slip is cancelled; its dossiers are free again."))
            return self.go(self.url)
        elif what == "missing":
            missing = slips.report_missing(number, now=self.now)
            facts = {"n": len(missing)}
            self.tell(_("Reported as not arrived: ${n}.", mapping=facts), "warning")
            return self.go(f"{self.url}/{number}")
        elif what == "receive":
            found = slips.receive(number, code, self.given("place"), now=self.now)
            self.say_of(found, _("${code}: received."), _("${code}: received before."))
        else:
            found = slips.add(number, code, now=self.now)
            self.say_of(
                found, _("${code}: on the slip."), _("${code}: on the slip already.")
            )
        return self.show()

    def say_of(self, found: tuple[str, bool], new, again) -> None:
        code, is_new = found
        message = new if is_new else again
        self.said = self.say(_(message, mapping={"code": code}))
        self.request.form["code"] = ""

    def told(self, error: DossierError) -> list[tuple[str, str]]:
        return [
            (problem.field, messages.text_of(problem, self.request))
            for problem in error.problems
        ]

    def wrong(self, status: int, page, problems):
        """The page again with what is wrong; nothing stays of what was begun."""
        transaction.doom()
        self.request.response.setStatus(status)
        self.problems = [{"field": f, "message": m} for f, m in problems]
        return page()

    def error(self, name: str) -> str:
        found = (row["message"] for row in self.problems if row["field"] == name)
        return next(found, "")

    def print(self):
        if not self.is_printable:
            raise NotFound(self.request.getURL())
        rows = self.lines
        reads.note_all([one["row"] for one in rows if one["row"]], reads.SLIP)
        return sheet.answer(self.slip, rows, self.request)

    @property
    def url(self) -> str:
        return f"{self.portal_url}/{NAME}"
