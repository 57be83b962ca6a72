"""The list of apologies on `/tre-han`: propose a new appointment, approve one or several, send
back; and what remains when it is too late."""

from AccessControl import Unauthorized
from functools import cached_property
from hanam.dvc.counter import jobs
from hanam.dvc.counter import typed
from hanam.dvc.counter import words
from hanam.dvc.counter.asking import BadRequest
from hanam.dvc.counter.late import apology
from hanam.dvc.counter.late import asked as asking
from hanam.dvc.counter.late import settings
from hanam.dvc.counter.late.views.lists import LateWork
from hanam.dvc.counter.late.views.lists import PATH
from hanam.dvc.counter.late.views.lists import TEMPLATES
from hanam.dvc.dossiers import access
from hanam.dvc.dossiers import apologies
from hanam.dvc.dossiers import messages
from hanam.dvc.dossiers.errors import DossierError
from hanam.dvc.dossiers.errors import Stale
from hanam.dvc.i18n import _
from hanam.dvc.register import late_apologies as register
from hanam.dvc.register.late import cases as cases_of
from Products.Five.browser.pagetemplatefile import ViewPageTemplateFile
from zExceptions import NotFound

import hashlib
import transaction


TOO_OLD = _("This form is too old. Load the page and send it again.")
NOT_YOURS = _("Your role cannot do this with the dossier.")
DONE = {
    "propose": _("Proposed. A leader of your agency decides."),
    "extend": _("The limit is extended; the applicant gets the apology."),
    "approve": _("The limit is extended; the applicant gets the apology."),
    "back": _("Sent back to the officer."),
    "apologise": _("The applicant is told. The dossier counts as late."),
}


class Apologies(LateWork):
    """`/tre-han`, with what can be done about it."""

    parts = ViewPageTemplateFile(str(TEMPLATES / "apologies.pt"))
    problems = ()
    kept: dict | None = None

    @property
    def apology_parts(self):
        return self.parts

    @property
    def is_apologies(self) -> bool:
        return self.asked.list == asking.APOLOGIES

    def page(self):
        return self.act() if self.is_post else super().page()

    def error(self, field) -> str:
        """What is wrong with a field."""
        found = [one["message"] for one in self.problems if one["field"] == field]
        return found[0] if found else ""

    @property
    def back_url(self) -> str:
        return f"{self.portal_url}/{PATH}"

    def act(self):
        """Do what a form of the list asks for."""
        form = self.request.form
        self.asked = self.asked_by(form)
        if not self.is_genuine():
            return self.again(403, "", self.say(TOO_OLD))
        action = typed.text(form, "action")
        if action == "approve_all":
            return self.approve_all(form.get("codes"))
        if action not in DONE:
            return self.again(400, "", self.say(messages.MESSAGES["action.unknown"]))
        dossier = access.dossier_for(typed.text(form, "code"))
        if dossier is None:
            raise NotFound("no such dossier")
        try:
            self.done(action, dossier, form)
        except Unauthorized:
            return self.again(403, "", self.say(NOT_YOURS), dossier)
        except DossierError as error:
            transaction.doom()
            status = 409 if isinstance(error, Stale) else 400
            problem = error.problems[0]
            text = messages.text_of(problem, self.request)
            return self.again(status, problem.field, text, dossier)
        self.tell(DONE[action])
        return self.go(self.address())

    def asked_by(self, form) -> asking.Asked:
        """The page from which a form was sent; the first one where it does not say."""
        try:
            return asking.read(form, self.desk)
        except BadRequest:
            return asking.Asked()

    def done(self, action, dossier, form) -> None:
        """One action on one dossier; what it raises is told by the caller."""
        version = typed.text(form, "version")
        version = int(version) if version.isdigit() else None
        if action == "approve":
            apologies.approve(dossier, version=version)
            return
        if action == "back":
            note = typed.text(form, "note")
            apologies.send_back(dossier, note=note, version=version)
            return
        due = typed.moment(typed.text(form, "day"), typed.text(form, "hour"))
        reason = self.reason(form)
        do = {
            "propose": apologies.propose,
            "extend": apologies.extending.extend,
            "apologise": apologies.apologise,
        }[action]
        do(dossier, due=due, reason=reason, version=version)

    def reason(self, form) -> str:
        """The reason chosen, with what was added."""
        chosen = settings.reasons().get(typed.text(form, "reason_key"), "")
        more = typed.text(form, "reason")
        return "\n".join(part for part in (chosen, more) if part)

    def approve_all(self, codes):
        """Order the approval of several: done in the background, each by itself."""
        chosen = codes if isinstance(codes, list) else [codes or ""]
        chosen = sorted({str(code) for code in chosen if code})
        mine = {
            row.code
            for row in register.to_decide(self.desk.agencies_as("leader"), self.now)
        }
        chosen = [code for code in chosen if code in mine]
        if not chosen:
            text = self.say(_("Select at least one proposal that waits for you."))
            return self.again(400, "", text)
        digest = hashlib.sha256(" ".join([self.desk.user_id, *chosen]).encode())
        job = jobs.put(
            apology.APPROVE,
            chosen,
            {},
            self.desk.user_id,
            key=f"{apology.APPROVE} {self.now:%Y%m%d%H%M} {digest.hexdigest()[:32]}",
        )
        return self.go(f"{self.portal_url}/cong-viec/{job}")

    def again(self, status, field, text, dossier=None):
        """The page once more, with what is wrong and what was typed."""
        self.request.response.setStatus(status)
        self.problems = [
            {"field": field and self.field_id(field, dossier), "message": text}
        ]
        if dossier is not None:
            names = ("day", "hour", "reason", "reason_key", "note")
            form = self.request.form
            self.kept = {name: typed.text(form, name) for name in names}
            self.kept["code"] = dossier.code
        return self.shown()

    def field_id(self, field, dossier) -> str:
        name = {"due": "day"}.get(field, field)
        return f"{name}-{dossier.code}" if dossier is not None else name

    @cached_property
    def near(self) -> apology.Part:
        """What can still be put off; one page of it."""
        return self.part(asking.NEAR, apology.near)

    @cached_property
    def late(self) -> apology.Part:
        """What an apology is owed for; one page of it."""
        return self.part(asking.LATE, apology.late)

    def part(self, name, read) -> apology.Part:
        """A page of one part; nothing of it while the other one is paged through."""
        if self.asked.part not in ("", name):
            return apology.Part((), None)
        place = asking.position(self.asked.after) if self.asked.part else None
        return read(self.scope, self.calendar, place, asking.SIZE)

    def next_of(self, name) -> str:
        """The address of the next page of a part, "" at its end."""
        after = {asking.NEAR: self.near, asking.LATE: self.late}[name].after
        token = asking.token_of(after)
        return self.address(part=name, after=token) if token else ""

    @property
    def first_part_url(self) -> str:
        """The beginning of the list, where it is paged through."""
        return self.address(part="", after="") if self.asked.part else ""

    @cached_property
    def needed(self) -> list[dict]:
        """The rows of what can still be put off."""
        return [self.need(one) for one in self.near.needed]

    def in_time(self) -> list[dict]:
        """Those whose limit can still be extended."""
        return [one for one in self.needed if one["can"]]

    def too_late(self) -> list[dict]:
        """Those that were extended once, whose last moment is over, or that are late already."""
        used_up = [one for one in self.needed if not one["can"]]
        return [*used_up, *(self.need(one) for one in self.late.needed)]

    def need(self, one: apology.Needed) -> dict:
        case, row = one.case, one.row
        offered = row.promised if row is not None and row.promised else None
        offered = offered or apology.offer(case.due, self.now, self.calendar)
        line = self.line(case) | {
            "can": one.can(self.now),
            "until": words.day_and_time(one.until),
            "today": one.until is not None and one.until.date() == self.now.date(),
            "extended": one.extended,
            "apologised": one.apologised,
            "state": self.state_of(row),
            "proposed": row is not None and row.proposed and not row.decision,
            "promised": words.day_and_time(row.promised) if row is not None else "",
            "reason_given": row.reason if row is not None else "",
            "proposer": self.reader.name(row.proposer) if row is not None else "",
            "version": case.version,
            "note": row.note if row is not None and row.decision else "",
            "may": self.may(case),
            "leads": self.desk.is_at(case.agency, "leader"),
            "day": (offered and words.day(offered)) or "",
            "hour": f"{offered:%H:%M}" if offered else "",
            "reason": row.reason if row is not None else "",
            "reason_key": "",
            "open": False,
            "choosable": self.can_be_chosen(one, case),
        }
        if self.kept and self.kept["code"] == case.code:
            line |= self.kept | {"open": True}
        return line

    def can_be_chosen(self, one, case) -> bool:
        """Whether it can be apologised for together with others."""
        if one.can(self.now):
            return self.may(case)
        return self.desk.is_at(case.agency, "leader") and not one.apologised

    def state_of(self, row) -> str:
        """How far an apology is, in words."""
        if row is None:
            return ""
        if row.decision == register.BACK:
            return self.say(_("sent back"))
        if row.proposed is not None and not row.decision:
            return self.say(_("waits for a leader"))
        return self.say(_("draft ready")) if not row.decision else ""

    def may(self, case) -> bool:
        """Whether the reader is one of those who may extend; the dossier decides again."""
        return self.desk.is_at(case.agency, "officer", "leader")

    def to_decide(self) -> list[dict]:
        """Proposals that wait for the reader, the most urgent first."""
        if self.asked.part:
            return []
        waiting = register.to_decide(self.desk.agencies_as("leader"), self.now)
        known = cases_of(row.code for row in waiting)
        found = [known[row.code] for row in waiting if row.code in known]
        return [
            self.need(one) for one in apology.told(found, self.scope, self.calendar)
        ]

    def reasons(self) -> list[dict]:
        return [{"key": key, "text": text} for key, text in settings.reasons().items()]
