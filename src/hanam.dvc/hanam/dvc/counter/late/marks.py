"""Marks of late work: lines above the worklist, a notice on the dossier."""

from functools import cached_property
from hanam.dvc.cards import Card
from hanam.dvc.catalogue import settings as catalogue
from hanam.dvc.counter import words
from hanam.dvc.counter.desk import desk_of
from hanam.dvc.counter.late import apology
from hanam.dvc.counter.late import asked as asking
from hanam.dvc.dossiers import apologies
from hanam.dvc.dossiers import extending
from hanam.dvc.dossiers import facts
from hanam.dvc.dossiers import moment
from hanam.dvc.i18n import _
from hanam.dvc.register import late_apologies
from hanam.dvc.register import late_notices
from hanam.dvc.rules import late
from Products.Five.browser.pagetemplatefile import ViewPageTemplateFile


LATE = {
    late.What.ACCEPTANCE: _("Not accepted in time: the limit was ${moment} (${left})."),
    late.What.STEP: _("The present step is past its limit of ${moment} (${left})."),
    late.What.WHOLE: _("Past the appointment of ${moment} (${left})."),
}
SOON = {
    late.What.ACCEPTANCE: _("To be accepted by ${moment} (${left})."),
    late.What.STEP: _("The present step is due at ${moment} (${left})."),
    late.What.WHOLE: _("The result is promised for ${moment} (${left})."),
}


class Mark(Card):
    """What both marks share."""

    @cached_property
    def now(self):
        return moment.now()


class OnWorklist(Mark):
    """ "3 dossiers need an apology before 16:30 today", and what rules have marked."""

    weight = 10
    template = ViewPageTemplateFile("templates/on_worklist.pt")

    @property
    def is_shown(self) -> bool:
        return bool(self.lines)

    @cached_property
    def desk(self):
        return desk_of()

    @cached_property
    def lines(self) -> list[dict]:
        """{text, url, urgent} of what there is to say."""
        found = [self.apologies(), self.proposals(), self.marks()]
        return [line for line in found if line]

    def apologies(self):
        """How many dossiers need an apology today: one's own, for leaders all of the agency."""
        slugs = self.desk.agencies_as("officer", "leader")
        if not slugs:
            return None
        mine = "" if self.desk.agencies_as("leader") else self.desk.user_id
        asked = asking.Asked(officer=mine)
        calendar = catalogue.calendar()
        scope = asking.scope_of(asked, self.desk, self.now, calendar)
        number, until = apology.today(scope, calendar)
        if not number:
            return None
        facts = {"n": number, "hour": f"{until:%H:%M}"}
        message = _(
            "To apologise for or finish before ${hour} today: ${n}",
            mapping=facts,
        )
        url = f"{self.portal_url}/tre-han" + (f"?officer={mine}" if mine else "")
        return {"text": self.say(message), "url": url, "urgent": True}

    def proposals(self):
        """Apologies that wait for the reader's decision."""
        leads = self.desk.agencies_as("leader")
        number = len(late_apologies.to_decide(leads, self.now))
        if not number:
            return None
        message = _(
            "Apologies that wait for your decision: ${n}", mapping={"n": number}
        )
        url = f"{self.portal_url}/tre-han#decide"
        return {"text": self.say(message), "url": url, "urgent": False}

    def marks(self):
        """What rules of escalation have marked for the reader."""
        found = late_notices.marks(self.desk.user_id)
        number = len({row.code for row in found})
        if not number:
            return None
        message = _("Marked for you as late or soon due: ${n}")
        message = _(message, mapping={"n": number})
        url = f"{self.portal_url}/tom-tat#marked"
        return {"text": self.say(message), "url": url, "urgent": False}


class OnDossier(Mark):
    """What is late or will be, until when an apology must go out, what stands in the way."""

    weight = 10
    template = ViewPageTemplateFile("templates/on_dossier.pt")

    @property
    def is_shown(self) -> bool:
        return bool(self.terms)

    @cached_property
    def standing(self) -> late.Standing:
        dossier = self.context
        step = dossier.current_step() or {}
        return late.Standing(
            late.State(dossier.state),
            dossier.filed or self.now,
            dossier.practice,
            dossier.received,
            dossier.accept_due,
            dossier.due,
            dossier.step,
            step.get("started"),
            step.get("due"),
        )

    @cached_property
    def terms(self) -> list[dict]:
        """{text, late} of each term that has passed or ends by the next working day."""
        calendar = facts.calendar_of(self.context)
        found = []
        for term in late.terms_of(self.standing):
            level, left = late.level(term, self.now, calendar)
            if level is late.Level.CALM:
                continue
            is_late = level is late.Level.LATE
            message = (LATE if is_late else SOON)[term.what]
            given = {
                "moment": words.day_and_time(term.due),
                "left": self.say(words.left_message(left)),
            }
            text = self.say(_(message, mapping=given))
            found.append({"text": text, "late": is_late, "what": str(term.what)})
        return found

    @property
    def is_late(self) -> bool:
        return any(term["late"] for term in self.terms)

    @cached_property
    def apology(self) -> dict | None:
        """{text, url} of what can be done about the appointment; None without one."""
        dossier = self.context
        if dossier.due is None or not any(
            term["what"] == late.What.WHOLE for term in self.terms
        ):
            return None
        url = f"{self.portal_url}/tre-han"
        if apologies.waiting(dossier) is not None:
            text = _("An apology with a new day waits for a leader.")
            return {"text": self.say(text), "url": url, "extend": False}
        problem = extending.can_extend(dossier, self.now)
        if problem is None:
            until = apologies.until(dossier.due, self.now)
            text = _(
                "If it cannot be done in time, apologise and name a new day until "
                "${moment}.",
                mapping={"moment": words.day_and_time(until)},
            )
            may = extending.may_extend(dossier, self.now)
            return {"text": self.say(text), "url": url, "extend": may}
        text = _(
            "The limit cannot be extended any more. An apology is still owed to the "
            "applicant; the dossier counts as late once its appointment has passed."
        )
        return {"text": self.say(text), "url": url, "extend": False}
