"""What legs do by themselves when the dossier moves: they begin, are counted anew, or end."""

from hanam.dvc.catalogue import lookup
from hanam.dvc.catalogue import steps_of_agencies
from hanam.dvc.catalogue.geography import bodies
from hanam.dvc.dossiers import facts
from hanam.dvc.dossiers import rows
from hanam.dvc.dossiers.events import Noted
from hanam.dvc.dossiers.together import hold_ups
from hanam.dvc.dossiers.together import pausing
from hanam.dvc.dossiers.together import settings
from hanam.dvc.dossiers.together import stepping
from hanam.dvc.dossiers.together.events import Happened
from hanam.dvc.register.session import session
from hanam.dvc.rules import together
from hanam.dvc.rules.consulting import OpinionState
from hanam.dvc.rules.states import State
from hanam.dvc.rules.together import LegState
from zope.component import adapter
from zope.event import notify


RUNNING = (State.ACCEPTED, State.PROCESSING)
# After these the limits are counted anew: the clock had stood, or the whole has changed.
RECOUNTED = pausing.GOES_ON
ENDS = ("finish", "stop", "withdraw", "refuse")


def new_leg(no: int, **facts) -> dict:
    """A leg that has not begun; see `register.model_together.LegRow`.

    ``place`` is how many steps of the main agency come before it, ``papers`` are ids among
    the dossier's ``parts``, ``extended`` is {from, to, reason, at} or None.
    """
    return {
        "no": no,
        "title": "",
        "agency": "",
        "role": "officer",
        "after": "",
        "place": 0,
        "value": None,
        "unit": "working_day",
        "outcome": str(LegState.WAITING),
        "started": None,
        "due": None,
        "finished": None,
        "assignee": "",
        "turn": 0,
        "note": "",
        "extended": None,
        "papers": (),
        **facts,
    }


def make(dossier, now) -> None:
    """The legs of the procedure's plan as it was pinned at acceptance."""
    plan = (dossier.facts or {}).get("plan") or []
    parallel = dossier.channel == "online" or settings.value("paper_at_once")
    named = [row for row in plan if row.get("agency")]
    commune = dossier.owner["commune"] or dossier.applicant["commune"]
    dossier.legs = tuple(
        new_leg(
            leg.no,
            title=row["title"],
            role=row["role"],
            agency=steps_of_agencies.resolve(
                row["agency"], unit=dossier.unit, commune=commune, day=now.date()
            ),
            after=" ".join(map(str, leg.after)),
            place=leg.place,
            value=row["value"],
            unit=row["unit"],
        )
        for leg, row in zip(together.legs_of(plan, parallel), named, strict=True)
    )


def change(dossier, no: int, **values) -> dict:
    """Set values of the leg of that number; the leg as it is now."""
    legs = list(dossier.legs)
    legs[no - 1] = {**legs[no - 1], **values}
    dossier.legs = tuple(legs)
    return legs[no - 1]


def due_of(dossier, leg, now):
    """Until when a leg that begins now is to be done."""
    calendar = facts.calendar_of(dossier)
    return together.due_of(together.limit_of(leg), now, calendar, dossier.due)


def settle(dossier, now, actor) -> None:
    """Begin every leg whose turn it is; one whose agency is not known waits for it."""
    if not dossier.legs or dossier.state not in RUNNING:
        return
    legs, states = hold_ups.read(dossier)
    steps_done = dossier.step - 1 if dossier.step else len(dossier.steps)
    for no in together.openable(legs, states, steps_done):
        if dossier.legs[no - 1]["agency"]:
            begin(dossier, no, now, actor)


def begin(dossier, no: int, now, actor, text: str = "") -> None:
    """A leg is open from now on, at whoever stands for its agency today."""
    leg = dossier.legs[no - 1]
    leg = change(
        dossier,
        no,
        agency=bodies.stands_for(leg["agency"], now.date()),
        outcome=str(LegState.OPEN),
        started=now,
        finished=None,
        due=due_of(dossier, leg, now),
        turn=leg["turn"] + 1,
        extended=None,
    )
    tell(dossier, "leg_open", leg, now, actor, text)


def tell(dossier, action, item, now, actor, text="", note="") -> None:
    """Into the history, and to whoever listens; the register's session is for writing."""
    agency = lookup.title_of_agency(item["agency"]) if item.get("agency") else ""
    name = ": ".join(filter(None, (agency, item.get("title"))))
    said = note or (f"{name}: {text}" if name and text else name or text)
    rows.note(session(), dossier, now, actor, action, dossier.state, said)
    notify(Happened(dossier, action, item, now, text))


def end(dossier, now) -> None:
    """The dossier is decided: nobody works on it or is asked any more."""
    for leg in dossier.legs:
        if leg["outcome"] not in (LegState.DONE, LegState.CANCELLED):
            change(dossier, leg["no"], outcome=str(LegState.CANCELLED), finished=now)
    dossier.opinions = tuple(
        {**one, "state": str(OpinionState.WITHDRAWN), "answered": now}
        if one["state"] in (OpinionState.ASKED, OpinionState.ESCALATED)
        else one
        for one in dossier.opinions
    )


def give_results(dossier) -> None:
    """What the agencies made becomes part of the result."""
    made = {name for leg in dossier.legs for name in leg["papers"]}
    for paper in [one for one in dossier.parts if one.id in made]:
        dossier.parts.discard(paper.id)
        dossier.results.append(paper)


def recount(dossier, now) -> None:
    """Count the limits of open legs anew."""
    for leg in dossier.legs:
        if leg["outcome"] == LegState.OPEN:
            change(dossier, leg["no"], due=due_of(dossier, leg, now))


def lengthen(dossier) -> None:
    """The whole has more time: what was cut short by it gets its own limit."""
    for leg in dossier.legs:
        if leg["outcome"] == LegState.OPEN and leg["due"] is not None:
            due = due_of(dossier, leg, leg["started"])
            change(dossier, leg["no"], due=max(due, leg["due"]))


@adapter(Noted)
def noted(event) -> None:
    """Legs follow the dossier; they are entered into the register with it."""
    dossier, action = event.dossier, event.action
    if action == "accept":
        make(dossier, event.at)
    if action == stepping.STEP_BACK:
        stepping.noted(event)
    if action == "finish":
        give_results(dossier)
    if action in ENDS:
        end(dossier, event.at)
    if action in RECOUNTED:
        recount(dossier, event.at)
        pausing.begin(dossier, event.at)
    if action == "extend":
        lengthen(dossier)
    if action in ("accept", "start", "next_step", *RECOUNTED):
        settle(dossier, event.at, event.actor)
