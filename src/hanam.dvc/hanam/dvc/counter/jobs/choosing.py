"""Choosing what is to be done with selected dossiers, and ordering it."""

from functools import cached_property
from hanam.dvc.counter import asking
from hanam.dvc.counter import settings
from hanam.dvc.counter.asking import BadRequest
from hanam.dvc.counter.desk import people_at
from hanam.dvc.counter.jobs import kinds
from hanam.dvc.counter.jobs import ordering
from hanam.dvc.counter.views.base import StaffView
from hanam.dvc.i18n import _
from hanam.dvc.register import queries
from Products.Five.browser.pagetemplatefile import ViewPageTemplateFile
from urllib.parse import parse_qsl

import secrets


PATH = "cong-viec"
TOO_OLD = _("This form is too old or was sent from elsewhere. Send it again.")
ORDERS = {
    "kind": _("Choose what is to be done."),
    "empty": _("Choose at least one dossier."),
    "many": _("These are too many dossiers at once: choose at most ${most}."),
}


class Choosing(StaffView):
    """The page with the kinds of work; mixed into `views.Jobs`."""

    new_page = ViewPageTemplateFile("templates/new.pt")
    problems = ()
    opened = ""
    unread = ""

    def new(self):
        """Choose what to do with the chosen dossiers, then order it."""
        if not self.is_post:
            return self.go(f"{self.portal_url}/viec")
        form = self.request.form
        if not self.is_genuine():
            return self.refuse(403, [("", TOO_OLD)])
        kind = form.get("kind")
        if not kind:
            if not self.codes:
                return self.refuse(400, [("", self.unread or ORDERS["empty"])])
            return self.new_page()
        job = kinds.get(str(kind))
        if job is None or job not in self.offered:
            return self.refuse(400, [("", ORDERS["kind"])])
        self.opened = job.kind
        found = [
            (f"{job.kind}.{name}" if name else "", message)
            for name, message in self.order_problems(job)
        ]
        if found:
            return self.refuse(400, found)
        try:
            made = ordering.put(
                job.kind,
                self.codes,
                self.parameters(job),
                self.desk.user_id,
                key=str(form.get("key") or "")[:100],
            )
        except ordering.BadOrder as error:
            facts = {"most": settings.value("job_size")}
            message = _(ORDERS[error.args[0]], mapping=facts)
            return self.refuse(400, [("", message)])
        return self.go(f"{self.portal_url}/{PATH}/{made}")

    def refuse(self, status: int, problems):
        self.request.response.setStatus(status)
        self.problems = [
            {"field": field, "message": self.say(message)}
            for field, message in problems
        ]
        return self.new_page()

    def order_problems(self, job):
        """What is wrong with the form of a kind; a person must be one of those offered."""
        parameters = self.parameters(job)
        found = kinds.problems_of(job, parameters)
        people = {value for value, _title in self.people}
        for field in job.asks:
            value = parameters[field.name]
            if field.kind == "person" and value and value not in people:
                found.append((field.name, _("Choose a person of the list.")))
            options = field.options(self.desk) if field.kind == "choice" else ()
            if options and value and value not in dict(options):
                found.append((field.name, _("Choose one of the list.")))
        return found

    def parameters(self, job) -> dict[str, str]:
        """What was typed into the form of a kind."""
        form = self.request.form
        found = {}
        for field in job.asks:
            value = form.get(field.name)
            found[field.name] = value.strip() if isinstance(value, str) else ""
        return found

    @cached_property
    def codes(self) -> list[str]:
        """The chosen dossiers; or all that fit the filter, up to the most there may be."""
        form = self.request.form
        if form.get("everything"):
            choices = dict(parse_qsl(str(form.get("back") or "")))
            return self.all_codes(choices)
        chosen = form.get("codes") or []
        if isinstance(chosen, str):
            chosen = chosen.split()
        return list(dict.fromkeys(str(code) for code in chosen if code))

    def all_codes(self, choices) -> list[str]:
        """The codes of a list from its beginning, in its order; none, and ``unread`` says why,
        where it cannot be read."""
        try:
            asked = asking.read(choices, self.desk)
            return asking.codes_of(
                asked, self.desk, self.now, settings.value("job_size")
            )
        except BadRequest as error:
            self.unread = error.args[0]
            return []

    @property
    def key(self) -> str:
        """A key of the form: sent twice, it is one job."""
        return self.request.form.get("key") or secrets.token_hex(16)

    @cached_property
    def offered(self) -> list[kinds.Job]:
        roles = {role for held in self.desk.duties.values() for role in held}
        return kinds.offered(roles)

    @cached_property
    def chosen_rows(self) -> list:
        """The rows of the chosen dossiers that the reader may see."""
        found = queries.of_codes(self.codes)
        return [row for row in found if row.agency in self.desk.agencies]

    @cached_property
    def people(self) -> list[tuple[str, str]]:
        """Who works for the agencies of the chosen dossiers."""
        found: dict[str, str] = {}
        for agency in sorted({row.agency for row in self.chosen_rows}):
            found |= dict(people_at(agency, "officer", "leader", "clerk"))
        return list(found.items())

    def choices(self) -> list[dict]:
        """The kinds of work with their forms, and how many dossiers each fits."""
        return [self.choice(job) for job in self.offered]

    def choice(self, job) -> dict:
        fits = [row for row in self.chosen_rows if row.state in job.states]
        number = len(fits) if job.states else len(self.chosen_rows)
        return {
            "kind": job.kind,
            "title": self.say(job.title),
            "fits": number,
            "grave": job.grave,
            "open": job.kind == self.opened,
            "fields": [self.field(job, field) for field in job.asks],
        }

    def field(self, job, field) -> dict:
        options = ()
        if field.kind == "person":
            options = self.people
        elif field.kind == "choice":
            options = field.options(self.desk)
        name = f"{job.kind}.{field.name}"
        given = self.request.form.get(field.name, "") if self.opened == job.kind else ""
        error = next((p["message"] for p in self.problems if p["field"] == name), "")
        parts = (("hint", field.hint), ("error", error))
        return {
            "id": name,
            "name": field.name,
            "title": self.say(field.title),
            "kind": field.kind,
            "hint": self.say(field.hint) if field.hint else "",
            "required": field.required,
            "value": given,
            "error": error,
            "described": " ".join(f"{name}-{part}" for part, text in parts if text),
            "options": [
                {"value": value, "title": self.say(title), "selected": value == given}
                for value, title in options
            ],
        }
