"""`/lam-thu`: practise filing, alone or in a class; trainers open classes and watch them."""

from datetime import date
from hanam.dvc.catalogue import lookup
from hanam.dvc.dossiers import access
from hanam.dvc.dossiers import drafts
from hanam.dvc.dossiers import lasting
from hanam.dvc.dossiers import moment
from hanam.dvc.filing import guard
from hanam.dvc.filing import progress
from hanam.dvc.filing.drafting import codes
from hanam.dvc.filing.drafting import practice
from hanam.dvc.filing.drafting import settings
from hanam.dvc.filing.drafting.brake import Brake
from hanam.dvc.filing.drafting.pages import template
from hanam.dvc.filing.drafting.words import when
from hanam.dvc.filing.formfield import Problem
from hanam.dvc.filing.page import Page
from hanam.dvc.i18n import _
from hanam.dvc.register import classes
from hanam.dvc.rules import vietnamese
from plone import api


LEAD = "Modify portal content"
LONGEST = 100
LONGEST_CLASS = 92


class Classroom(Page):
    """Open to everybody; opening and watching a class is for staff and trainers."""

    longest_path = 1
    page_title = _("Practise filing")
    room_page = template("classroom")
    class_page = template("class")
    row = None

    def __call__(self):
        guard.keep_private(self.request.response)
        self.mark = guard.ensure_mark(self.request)
        if self.path:
            return self.watch(self.path[0])
        if self.request.method != "POST":
            return self.room_page()
        if not self.is_genuine():
            return self.fail(_("This page was open for long; please try again."), "")
        action = self.request.form.get("go")
        handlers = {"open": self.open, "leave": self.leave}
        return handlers.get(action, self.join)()

    # -- those who practise

    def join(self):
        """Practise in a class from now on, in this browser."""
        code = self.typed("code").upper().replace(" ", "").replace("-", "")
        brake = Brake("class", self.request)
        if brake.is_on():
            self.request.response.setStatus(429)
            self.request.response.setHeader("Retry-After", str(brake.seconds))
            return self.fail(_("Too many requests; try again later."), "code")
        if not practice.known(code):
            brake.count()
            return self.fail(
                _("There is no class with this code, or it has ended."), "code"
            )
        practice.join(self.request, code)
        return self.go(f"{self.portal_url}/lam-thu")

    def leave(self):
        practice.leave(self.request)
        return self.go(f"{self.portal_url}/lam-thu")

    @property
    def joined(self):
        """The class this browser practises in, or None."""
        return practice.known(practice.class_of(self.request))

    def procedures(self) -> list[dict]:
        """Procedures to practise with (setting): {title, url}."""
        found = []
        for code in (settings.value("practice_procedures") or "").split():
            procedure = lookup.procedure(code)
            today = moment.now().date()
            if procedure is not None and not lookup.is_closed(procedure, today):
                url = f"{procedure.absolute_url()}/nop-ho-so?lam-thu=1"
                found.append({"title": procedure.title, "url": url})
        return found

    # -- those who teach

    @property
    def may_lead(self) -> bool:
        """Whether the visitor may open classes: staff of an agency, or editors."""
        if not guard.user_id():
            return False
        if api.user.has_permission(LEAD, obj=self.context):
            return True
        return any(access.agencies_of().values())

    def open(self):
        """A new class."""
        if not self.may_lead:
            self.request.response.setStatus(403)
            return self.fail(_("Only staff and trainers open classes."), "")
        today, title = moment.now().date(), self.typed("title")[:LONGEST]
        until = read_day(self.typed("until")) or today
        if not title:
            return self.fail(_("Give the class a name."), "title")
        if not 0 <= (until - today).days <= LONGEST_CLASS:
            message = _(
                "Choose a last day from today on, at most ${days} days ahead.",
                mapping={"days": LONGEST_CLASS},
            )
            return self.fail(message, "until")
        code = codes.new()
        while classes.get(code) is not None:
            code = codes.new()
        classes.add(code, title, guard.user_id(), moment.now(), until)
        return self.go(f"{self.portal_url}/lam-thu/{code}")

    def mine(self) -> list[dict]:
        """The classes the visitor has opened."""
        return [
            {
                "code": row.code,
                "title": row.title,
                "until": vietnamese.short_date(row.until),
                "url": f"{self.portal_url}/lam-thu/{row.code}",
            }
            for row in classes.of_trainer(guard.user_id())
        ]

    def watch(self, code):
        """What a class has begun and filed; only its own trainer sees it."""
        row = classes.get(code.upper()) if guard.user_id() else None
        if row is None or (row.trainer != guard.user_id() and not self.is_master):
            self.request.response.setStatus(404)
            return self.room_page()
        self.row = row
        self.page_title = row.title
        if self.request.method == "POST" and self.is_genuine():
            classes.close(row.code, moment.now().date())
            return self.go(f"{self.portal_url}/lam-thu/{row.code}")
        return self.class_page()

    @property
    def is_master(self) -> bool:
        return api.user.has_permission("Manage portal", obj=self.context)

    def until(self) -> str:
        return vietnamese.short_date(self.row.until)

    def kept_days(self) -> int:
        return lasting.value("practice_days")

    def filings(self) -> list[dict]:
        """{title, begun, code, state, name, url} in the order they were begun."""
        return [self.filing(row) for row in classes.filings(self.row.code)]

    def filing(self, row) -> dict:
        found = access.find(row.code) if row.code else drafts.get(row.draft)
        procedure = lookup.procedure(row.procedure)
        return {
            "title": row.procedure if procedure is None else procedure.title,
            "begun": when(row.begun),
            "code": row.code,
            "state": _("Being filled in") if not row.code else progress.title(found),
            "name": "" if found is None else found.applicant["name"],
            "url": found.absolute_url() if row.code and found is not None else "",
        }

    # -- forms

    def typed(self, name) -> str:
        value = self.request.form.get(name)
        return value.strip() if isinstance(value, str) else ""

    def fail(self, message, field):
        if self.request.response.getStatus() == 200:
            self.request.response.setStatus(400)
        self.tell([Problem(field, message)])
        return self.room_page()


def read_day(text: str) -> date | None:
    """A day as browsers send it (ISO); None for anything else."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None
