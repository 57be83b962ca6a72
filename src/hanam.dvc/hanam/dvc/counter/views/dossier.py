"""The page of a dossier for staff: what was given, what to do now, what happened.

The applicant who comes by this address is led to the page where they follow it.
"""

from AccessControl import getSecurityManager
from functools import cached_property
from hanam.dvc.catalogue.papers import components
from hanam.dvc.counter import clockface
from hanam.dvc.counter import forms
from hanam.dvc.counter import words
from hanam.dvc.counter.desk import people_at
from hanam.dvc.counter.tracks import meanwhile
from hanam.dvc.counter.tracks import strip
from hanam.dvc.counter.views.base import StaffView
from hanam.dvc.counter.views.filed import Filed
from hanam.dvc.dossiers import extending
from hanam.dvc.dossiers import permissions
from hanam.dvc.dossiers import reads
from hanam.dvc.dossiers import roles_held
from hanam.dvc.dossiers import states as flow
from hanam.dvc.dossiers.trail.folded import is_reading
from hanam.dvc.i18n import _
from hanam.dvc.register import trail
from hanam.dvc.rules.states import CODES
from hanam.dvc.rules.states import State
from Products.Five.browser.pagetemplatefile import ViewPageTemplateFile


# Those who mostly work on dossiers first.
STAFF_ROLES = ("officer", "leader", "clerk")


class DossierPage(Filed, StaffView):
    """The default view of a Dossier."""

    template = ViewPageTemplateFile("../templates/dossier.pt")
    action_forms = ViewPageTemplateFile("../templates/actions.pt")
    clock_forms = ViewPageTemplateFile("../templates/clock_forms.pt")
    strip = ViewPageTemplateFile("../tracks/templates/strip.pt")
    problems = happened = ()
    opened = ""
    given = forms.Typed()
    lost = ()

    @property
    def page_title(self) -> str:
        return self.context.Title()

    def may_enter(self) -> bool:
        """Applicants are let in too, to be led on; strangers never come this far."""
        return True

    @property
    def is_for_staff(self) -> bool:
        if self.context.state == State.DRAFT:
            return False
        desk = self.desk
        is_office = desk.is_at(self.context.agency) or desk.all_agencies
        return is_office or self.is_partner

    @cached_property
    def is_partner(self) -> bool:
        """Whether the reader's agency has a part in the dossier of another."""
        user = getSecurityManager().getUser()
        return permissions.PARTNER in roles_held.on(user, self.context)

    def page(self):
        if not self.is_for_staff:
            return self.go(self.citizens_url())
        reads.note(self.context, reads.PAGE)
        return self.template()

    def citizens_url(self) -> str:
        """Where the applicant follows the dossier, or goes on with a draft."""
        if self.context.state == State.DRAFT:
            return f"{self.portal_url}/ho-so-cua-toi"
        return f"{self.portal_url}/tra-cuu/{self.context.code}"

    # --- head ---

    def head(self) -> dict:
        """State, channel and the like, in words."""
        state = self.context.state
        return {
            "state": self.say(flow.TITLES[state]),
            "look": words.LOOKS.get(state, ""),
            "national": CODES[State(state)],
            "agency": self.reader.agency(
                self.context.agency, self.context.filed.date()
            ),
            "channel": self.say(words.CHANNELS.get(self.context.channel, "")),
            "case": self.case_title(),
            "assignee": self.reader.name(self.context.assignee),
            "result_by": self.say(words.RESULT_BY.get(self.context.result_by, "")),
            "assisted_by": self.reader.name(self.context.assisted_by),
        }

    def when(self) -> dict | None:
        """The moment the office works towards, for the head of the page."""
        return clockface.next_moment(self.context, self.now, self.request)

    # --- right: what to do now ---

    @cached_property
    def actions(self) -> list[dict]:
        """The forms of what the reader may do; the likeliest, or the one just sent, is
        open."""
        is_leader = self.desk.is_at(self.context.agency, "leader")
        found = forms.available(self.context, is_leader)
        first = self.opened or (found[0].id if found else "")
        return [
            {
                "id": form.id,
                "title": self.say(form.title),
                "button": self.say(form.button),
                "asks": form.asks,
                "grave": form.grave,
                "told": [self.say(message) for message in form.told],
                "first": number == 0,
                "open": form.id == first,
                "given": self.given_to(form),
            }
            for number, form in enumerate(found)
        ]

    def given_to(self, form) -> forms.Typed:
        """What was typed into this form, or what it begins with."""
        if form.id == self.opened:
            return self.given
        if form.id == "hand_over":
            person = self.context.applicant
            return forms.Typed(receiver=person["name"], receiver_id=person["id_number"])
        if form.id == extending.EXTEND:
            proposed = extending.propose(self.context, self.now)
            day, hour = f"{proposed:%d/%m/%Y}", f"{proposed:%H:%M}"
            return forms.Typed(day=day, hour=hour)
        return forms.Typed()

    def error(self, name: str) -> str:
        found = (row["message"] for row in self.problems if row["field"] == name)
        return next(found, "")

    def waiting_words(self) -> str:
        """Why there is nothing to do for the reader."""
        state = self.context.state
        if state in (State.SUPPLEMENT, State.PAYMENT):
            return self.say(_("It is the applicant's turn."))
        if state in (State.REFUSED, State.WITHDRAWN, State.RETURNED):
            return self.say(_("The dossier is closed."))
        if self.is_partner and not self.desk.is_at(self.context.agency):
            return self.say(_("What your agency does stands under “Working together”."))
        return self.say(_("The next action belongs to another role of your agency."))

    def preview(self) -> dict | None:
        return clockface.preview(self.context, self.now, self.request)

    def components(self) -> list[str]:
        """Titles of the papers that can be asked for."""
        if self.procedure is None:
            return []
        return [row["title"] for row in components(self.procedure, self.context.case)]

    def colleagues(self) -> list[dict]:
        """Who may be given the dossier: {id, name, chosen}."""
        people = people_at(self.context.agency, *STAFF_ROLES)
        chosen = self.given.assignee or self.context.assignee
        return [{"id": i, "name": n, "chosen": i == chosen} for i, n in people]

    def next_step(self) -> dict | None:
        """The step that comes after the present one, and who may be given it."""
        number = self.context.step
        if not number or number >= len(self.context.steps):
            return None
        step = self.context.steps[number]
        people = people_at(self.context.agency, step["role"])
        only = people[0][0] if len(people) == 1 else ""
        chosen = self.given.assignee if self.opened == "next_step" else only
        return {
            "title": step["title"],
            "role": self.say(words.ROLES.get(step["role"], step["role"])),
            "people": [{"id": i, "name": n, "chosen": i == chosen} for i, n in people],
        }

    def may_print(self) -> bool:
        return self.context.received is not None

    # --- clock, steps, history ---

    def clock(self) -> dict:
        return clockface.face(self.context, self.now, self.request)

    def steps(self) -> list[dict]:
        """The plan: what is done, what is being done, what is still to come."""
        return [
            self.step(number, step) for number, step in enumerate(self.context.steps, 1)
        ]

    def step(self, number: int, step: dict) -> dict:
        current = number == self.context.step
        # What was left out when the dossier ended early is due no more.
        is_open = self.context.finished is None and step["finished"] is None
        at = step["finished"] or (self.now if current else None)
        return {
            "title": step["title"],
            "role": self.say(words.ROLES.get(step["role"], step["role"])),
            "assignee": self.reader.name(step["assignee"]),
            "due": words.day_and_time(step["due"]) if is_open else "",
            "finished": words.day_and_time(step["finished"]),
            "current": current,
            "late": at is not None and step["due"] is not None and at > step["due"],
        }

    def history(self) -> list[dict]:
        """What happened, newest first."""
        return [meanwhile.entry_of(entry, self) for entry in reversed(self.changes)]

    @cached_property
    def entries(self) -> list:
        """The whole history, readings too, oldest first."""
        return trail.entries(self.context.code)

    @cached_property
    def changes(self) -> list:
        """The entries of the history that changed something, oldest first."""
        return [entry for entry in self.entries if not is_reading(entry)]

    def seen(self) -> int:
        """How far the reader knows the history; sent with every form."""
        return meanwhile.last_seen(self.changes)

    def tracks(self) -> list[dict]:
        return strip.rows(self)
