"""The steps of a dossier inside the agency, each with its own due moment.

A step is a dict: title, role (clerk, officer, leader), value and unit of its limit,
assignee, started, due, finished. Step numbers count from 1; 0 is none.
"""

from hanam.dvc.dossiers import facts
from hanam.dvc.rules import clock
from hanam.dvc.rules.hours import add_working_time
from hanam.dvc.rules.hours import working_time


def make(dossier, now) -> None:
    """The steps of the procedure's plan; the first begins now, with the acceptance."""
    rows = (dossier.facts or {}).get("plan") or []
    # What belongs to another agency is a leg (see `together`).
    plan = [row for row in rows if not row.get("agency")]
    dossier.steps = tuple(
        {
            "title": row["title"],
            "role": row["role"],
            "value": row["value"],
            "unit": row["unit"],
            "assignee": "",
            "started": None,
            "due": None,
            "finished": None,
        }
        for row in plan
    )
    dossier.step = 0
    if dossier.steps:
        redue(dossier, 1, now)
        begin(dossier, 1, now)


def redue(dossier, first: int, now) -> None:
    """Count the limits of the steps from number ``first`` on, from now, within the whole."""
    limits = [clock.Limit(step["value"], step["unit"]) for step in dossier.steps]
    calendar = facts.calendar_of(dossier)
    dues = clock.steps_within(dossier.due, limits[first - 1 :], calendar, now)
    for number, due in enumerate(dues, first):
        change(dossier, number, due=due)


def stretch(dossier) -> None:
    """The whole ends later: what is not finished of the plan moves on by as much, so that
    the last step ends with it."""
    if not dossier.step or dossier.due is None:
        return
    first = dossier.step
    last = dossier.steps[-1]["due"]
    if last is None or last >= dossier.due:
        return
    change(dossier, len(dossier.steps), due=dossier.due)
    if first == len(dossier.steps):
        return
    calendar = facts.calendar_of(dossier)
    more = working_time(last, dossier.due, calendar)
    for number in range(first, len(dossier.steps)):
        due = dossier.steps[number - 1]["due"]
        if due is not None:
            moved = add_working_time(due, more, calendar)[0]
            change(dossier, number, due=min(moved, dossier.due))


def recount(dossier) -> None:
    """Count the step that is worked on, and those after it, anew by a changed calendar; none
    is due earlier than before, unless the whole is."""
    if not dossier.step:
        return
    before = [step["due"] for step in dossier.steps]
    since = [dossier.steps[dossier.step - 1]["started"] or dossier.received]
    since += [p["ended"] for p in dossier.pauses if p["ended"] is not None]
    redue(dossier, dossier.step, max(since))
    for number in range(dossier.step, len(dossier.steps) + 1):
        was, due = before[number - 1], dossier.steps[number - 1]["due"]
        if was is not None and due is not None:
            change(dossier, number, due=min(max(was, due), dossier.due))
    if dossier.extension is not None:
        stretch(dossier)


def change(dossier, number: int, **values) -> None:
    """Set values of the step of that number."""
    steps = list(dossier.steps)
    steps[number - 1] = {**steps[number - 1], **values}
    dossier.steps = tuple(steps)


def begin(dossier, number: int, now, assignee: str = "") -> None:
    """Go to the step of that number; what came before it is finished."""
    for earlier in range(1, number):
        if dossier.steps[earlier - 1]["finished"] is None:
            begun = dossier.steps[earlier - 1]["started"] or now
            change(dossier, earlier, started=begun, finished=now)
    change(dossier, number, started=now, assignee=assignee)
    dossier.step = number


def begin_processing(dossier, now, assignee: str) -> None:
    """The dossier leaves the counter: on to the first step that is not a clerk's."""
    for number, step in enumerate(dossier.steps, 1):
        if step["role"] != "clerk":
            begin(dossier, number, now, assignee)
            return


def before(dossier) -> int | None:
    """The number of the step that the present one can be given back to: the one before it,
    but never back to the counter."""
    number = dossier.step - 1
    if number < 1 or dossier.steps[number - 1]["role"] == "clerk":
        return None
    return number


def back(dossier, now) -> None:
    """Go back one step; it is worked on anew, its due moment stays."""
    number = before(dossier)
    change(dossier, dossier.step, started=None, assignee="")
    change(dossier, number, started=now, finished=None)
    dossier.step = number


def end(dossier, now) -> None:
    """Nothing more is to be done: the step being worked on ends, no other begins."""
    if dossier.step:
        change(dossier, dossier.step, finished=now)
        dossier.step = 0
