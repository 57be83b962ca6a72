"""The page of a dossier for staff: what was given, what to do now, what happened.

The applicant who comes by this address is led to the page where they follow it.
"""

from AccessControl import getSecurityManager
from functools import cached_property
from hanam.dvc.catalogue.papers import components
from hanam.dvc.catalogue.versions import present
from hanam.dvc.counter import answers
from hanam.dvc.counter import clockface
from hanam.dvc.counter import forms
from hanam.dvc.counter import typed
from hanam.dvc.counter import words
from hanam.dvc.counter.desk import people_at
from hanam.dvc.counter.tracks import meanwhile
from hanam.dvc.counter.tracks import strip
from hanam.dvc.counter.views.base import StaffView
from hanam.dvc.dossiers import extending
from hanam.dvc.dossiers import facts
from hanam.dvc.dossiers import fitness
from hanam.dvc.dossiers import permissions
from hanam.dvc.dossiers import reads
from hanam.dvc.dossiers import roles_held
from hanam.dvc.dossiers import states as flow
from hanam.dvc.dossiers import thumbs
from hanam.dvc.dossiers.download import SHOWN
from hanam.dvc.dossiers.trail.folded import is_reading
from hanam.dvc.i18n import _
from hanam.dvc.register import trail
from hanam.dvc.rules.states import CODES
from hanam.dvc.rules.states import State
from hanam.dvc.spoken import decimal
from Products.Five.browser.pagetemplatefile import ViewPageTemplateFile


# The keys of a person in the order staff ask for them.
PERSON = (
    ("id_number", _("Identity card")),
    ("tax_code", _("Tax code")),
    ("birth_date", _("Born")),
    ("phone", _("Phone")),
    ("email", _("E-mail")),
    ("address", _("Address")),
)
# Those who mostly work on dossiers first.
STAFF_ROLES = ("officer", "leader", "clerk")


class DossierPage(StaffView):
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

    @cached_property
    def procedure(self):
        return facts.procedure_of(self.context)

    def procedure_url(self) -> str:
        return "" if self.procedure is None else self.procedure.absolute_url()

    def version_url(self) -> str:
        """The version the dossier was filed under; empty while there is but one."""
        if self.procedure is None:
            return ""
        number = self.context.procedure_version
        found = present.version_of(self.procedure, number) if number else None
        return "" if found is None else found.absolute_url()

    def case_title(self) -> str:
        rows = getattr(self.procedure, "cases", None) or ()
        titles = {row["key"]: row["title"] for row in rows}
        return titles.get(self.context.case, self.context.case)

    # --- left: what the applicant gave ---

    def persons(self) -> list[dict]:
        """Owner first, then who files for them: {title, name, rows}."""
        dossier = self.context
        if not dossier.is_for_another():
            return [self.person(_("Applicant and owner"), dossier.applicant)]
        return [
            self.person(_("For whom"), dossier.owner),
            self.person(_("Filed by"), dossier.applicant),
        ]

    def person(self, title, person) -> dict:
        commune = words.commune(person["commune"], self.context.filed.date())
        address = ", ".join(part for part in (person["address"], commune) if part)
        shown = {**person, "address": address}
        shown["birth_date"] = typed.shown_date(person["birth_date"])
        return {
            "title": self.say(title),
            "name": person["name"],
            "rows": [
                {"label": self.say(label), "value": shown[key]}
                for key, label in PERSON
                if shown[key]
            ],
        }

    def declaration(self) -> list[dict]:
        return answers.sections_of(self.context, self.request)

    def papers(self) -> list[dict]:
        return [self.paper(paper) for paper in self.context.papers]

    def results(self) -> list[dict]:
        return [self.paper(paper) for paper in self.context.results]

    def paper(self, paper) -> dict:
        """A paper with its addresses and how it can be shown in the page."""
        url = f"{self.context.absolute_url()}/@@paper/{paper.id}"
        is_there = paper.file is not None and not paper.is_closed
        kind = paper.content_type if is_there else ""
        shown = kind in SHOWN
        return {
            "id": paper.id,
            "title": paper.title or paper.filename,
            "filename": paper.filename,
            "size": size_in_words(paper.size) if paper.file is not None else "",
            "url": url if is_there else "",
            "small": f"{url}?small=1" if thumbs.can_have(paper) else "",
            "held": paper.scan == fitness.HELD,
            "infected": paper.scan == fitness.INFECTED,
            "inline": f"{url}?inline=1" if shown else "",
            "is_image": kind.startswith("image/"),
            "originals": paper.originals,
            "copies": paper.copies,
            "round": paper.round,
            "number": paper.number,
            "text": paper.text,
        }

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


def size_in_words(size: int) -> str:
    """ "200 KB", "1,5 MB"."""
    if size < 1 << 20:
        return f"{max(1, round(size / 1024))} KB"
    return decimal(f"{size / (1 << 20):.1f} MB")
