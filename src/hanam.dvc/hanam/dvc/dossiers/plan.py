"""The steps of a dossier inside the agency, each with its own due moment.

A step is a dict: title, role (clerk, officer, leader), value and unit of its limit,
assignee, started, due, finished. Step numbers count from 1; 0 is none.
"""

from hanam.dvc.dossiers import facts
from hanam.dvc.rules import clock


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
    """Count the limits of the steps from number ``first`` on, from now."""
    limits = [clock.Limit(step["value"], step["unit"]) for step in dossier.steps]
    calendar, whole = facts.calendar_of(dossier), facts.limit_of(dossier)
    if first == 1 and whole is not None:
        dues = clock.split_plan(whole, limits, calendar, now)
    else:
        dues = _counted(now, limits[first - 1 :], calendar, dossier.due)
    for number, due in enumerate(dues, first):
        change(dossier, number, due=due)


def _counted(moment, limits, calendar, most):
    for limit in limits:
        moment = clock.compute(moment, limit, calendar).due
        moment = moment if most is None else min(moment, most)
        yield moment


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


def end(dossier, now) -> None:
    """Nothing more is to be done: the step being worked on ends, no other begins."""
    if dossier.step:
        change(dossier, dossier.step, finished=now)
        dossier.step = 0
