"""The control slip (form 05): every hand-over of a dossier, from its history and its steps."""

from dataclasses import dataclass
from datetime import datetime
from hanam.dvc.catalogue import lookup
from hanam.dvc.dossiers.states import TRANSITION_TITLES
from hanam.dvc.dossiers.work import full_name
from hanam.dvc.i18n import _
from hanam.dvc.letters import words
from hanam.dvc.letters.record import lines_of
from hanam.dvc.register import queries
from hanam.dvc.rules import clock
from hanam.dvc.rules.clock_left import Status


OUTCOMES = {
    Status.EARLY: _("before time"),
    Status.ON_TIME: _("in time"),
    Status.LATE: _("after time"),
    Status.OVERDUE: _("overdue"),
    Status.RUNNING: "",
}
# From whom to whom; None is whoever works on it.
APPLICANT, OFFICE, STAFF = "applicant", "office", None
# Another agency that works on a part of it (`dossiers.together`).
OTHERS = "others"
WAYS = {
    "accept": (APPLICANT, STAFF),
    "ask_submitted": (STAFF, APPLICANT),
    "answer_submitted": (APPLICANT, OFFICE),
    "start": (STAFF, STAFF),
    "next_step": (STAFF, STAFF),
    "step_back": (STAFF, STAFF),
    "leg_take": (OTHERS, OTHERS),
    "leg_done": (OTHERS, OTHERS),
    "assign": (STAFF, STAFF),
    "ask": (STAFF, APPLICANT),
    "answer_processing": (APPLICANT, STAFF),
    "finish": (STAFF, OFFICE),
    "stop": (STAFF, OFFICE),
    "refuse": (STAFF, APPLICANT),
    "hand_over": (OFFICE, APPLICANT),
    "withdraw": (APPLICANT, OFFICE),
}
# What ends a step of the plan; the last two end all.
LAST = ("finish", "stop")
ENDING = ("start", "next_step", *LAST)


@dataclass(frozen=True)
class Passed:
    """One hand-over: who gave and who took it, when, and how the part that ended here
    stood against its limit (a `rules.clock_left.Status` or None)."""

    action: str
    giver: str
    taker: str
    at: datetime
    status: Status | None = None
    note: str = ""
    step: str = ""


def all_of(record) -> list[Passed]:
    """Every hand-over, oldest first."""
    dossier = record.context
    steps = queries.steps(dossier.code)
    people = People(record)
    return [
        Passed(
            row.action,
            *people.of(row, steps),
            row.at,
            status_of(row, steps, dossier),
            note_of(row),
            ended(row, steps),
        )
        for row in record.history
        if row.action in WAYS
    ]


def current(record, now: datetime) -> tuple[str, Status | None]:
    """(title, status) of the step that is being worked on; empty where there is none."""
    for step in queries.steps(record.context.code):
        if step.started and not step.finished:
            return step.title, clock.status(now, step.due)
    return "", None


class People:
    """Who holds the dossier while its history is read from the beginning."""

    def __init__(self, record):
        self.record, self.holder = record, ""

    def of(self, row, steps) -> tuple[str, str]:
        """(giver, taker) of an entry."""
        giver, taker = WAYS[row.action]
        actor = row.actor_name or full_name(row.actor)
        if giver == OTHERS:
            return self.of_part(row, actor)
        gives = self.named(giver, self.holder or actor)
        takes = self.named(taker, self.next_holder(row, steps, actor))
        if giver is STAFF and taker is not STAFF:
            gives = actor or gives
        self.holder = (
            takes if taker is STAFF else "" if taker is OFFICE else self.holder
        )
        return gives, takes

    def of_part(self, row, actor: str) -> tuple[str, str]:
        """Who gives a part to another agency, or gets it back; the rest stays where it is."""
        there = ", ".join(filter(None, (actor, lookup.title_of_agency(row.agency))))
        here = self.record.agency_title()
        return (here, there) if row.action == "leg_take" else (there, here)

    def named(self, who, staff: str) -> str:
        if who == APPLICANT:
            return self.record.context.applicant["name"]
        return words.say(self.record.office) if who == OFFICE else staff

    def next_holder(self, row, steps, actor: str) -> str:
        """Who works on it after an entry; the title of the step where nobody took it yet."""
        if row.action == "assign":
            return row.note or actor
        if row.action == "answer_processing":
            return self.holder
        if row.action in ("next_step", "step_back"):
            begun = next((s for s in steps if s.started == row.at), None)
            if begun is None:
                return actor
            return full_name(begun.assignee) if begun.assignee else begun.title
        return actor


def ended(row, steps) -> str:
    """The titles of the steps that an entry ended."""
    done = [s.title for s in steps if s.finished == row.at and s.due is not None]
    return ", ".join(done) if row.action in ENDING else ""


def status_of(row, steps, dossier) -> Status | None:
    """How the part that an entry ends stood against its limit; None where it ends none."""
    if row.action == "leg_done":
        return part(row, dossier)
    if row.action not in ENDING:
        return None
    done = [s for s in steps if s.finished == row.at and s.due is not None]
    if not done:
        # Without a plan the whole counts, as the clock has it.
        return whole(dossier) if row.action in LAST else None
    found = [clock.status(row.at, s.due, s.finished) for s in done]
    return max(found, key=(Status.EARLY, Status.ON_TIME, Status.LATE).index)


def part(row, dossier) -> Status | None:
    """How the part of another agency that ended here stood against its limit."""
    for leg in dossier.legs:
        if leg["finished"] == row.at:
            return clock.status(row.at, leg["due"], row.at)
    return None


def whole(dossier) -> Status | None:
    if dossier.finished is None:
        return None
    return clock.status(dossier.finished, dossier.due, dossier.finished)


def note_of(row) -> str:
    """What the slip says beside a hand-over."""
    title = words.say(TRANSITION_TITLES.get(row.action, ""))
    if row.action in ("leg_take", "leg_done"):
        return row.note
    if row.action in ("ask", "ask_submitted", "refuse", "stop"):
        return f"{title}: {'; '.join(lines_of(row.note))}" if row.note else title
    return title
