"""What the agencies do with their parts of a dossier, and the main agency with all of them.

NĐ 61/2018 art. 19.6, 19.7. A partner changes its own leg only. Two partners who answer at the
same moment both succeed: the later request is run again on what the first one left.
"""

from AccessControl import Unauthorized
from hanam.dvc.catalogue import terms
from hanam.dvc.dossiers import actors
from hanam.dvc.dossiers import facts
from hanam.dvc.dossiers import locks
from hanam.dvc.dossiers import moment
from hanam.dvc.dossiers import permissions
from hanam.dvc.dossiers import results
from hanam.dvc.dossiers import sheets
from hanam.dvc.dossiers import work
from hanam.dvc.dossiers.errors import Problem
from hanam.dvc.dossiers.errors import Refused
from hanam.dvc.dossiers.errors import Stale
from hanam.dvc.dossiers.together import given
from hanam.dvc.dossiers.together import hold_ups
from hanam.dvc.dossiers.together import moving
from hanam.dvc.dossiers.together import roles
from hanam.dvc.register import queries
from hanam.dvc.register import session
from hanam.dvc.rules import together
from hanam.dvc.rules.together import LegState
from ZODB.POSException import ConflictError


MOST_LEGS = 30


def lock(dossier):
    """As `locks.lock` for whom the version of the whole does not matter: who sees an older
    state of the dossier is run again on the newer one."""
    current = session.for_writing()
    row = queries.by_code(dossier.code, for_update=True)
    if row is None or row.version != dossier.version:
        raise ConflictError(object=dossier)
    return current, row


# --- what a partner does ---


def take(dossier, no: int, *, turn=None, now=None):
    """Work on the leg from now on. Raises `Refused`, `Stale`, `Unauthorized`, as all here."""
    user, leg = partaking(dossier, no, turn)
    if leg["assignee"] not in ("", user.getId()) and not is_leader(user, leg):
        name = {"name": work.full_name(leg["assignee"])}
        raise Refused([Problem("assignee.taken", "", name)])
    current, row = lock(dossier)
    moving.change(dossier, no, assignee=user.getId())
    return done(dossier, row, current, "leg_take", no, now)


def answer(dossier, no: int, *, turn=None, note="", results_given=None, now=None):
    """The part is done: ``note`` says what was found, ``results_given`` (see `results.read`)
    are papers of the agency; they become part of the result when the dossier is finished."""
    _user, leg = partaking(dossier, no, turn)
    now = now or moment.now()
    found = given.problems_of_text(note, "note")
    made = []
    if results_given:
        actor = actors.current(dossier)
        made, wrong = results.read(results_given, now, actor, leg["title"])
        found += wrong
    if not made and not note.strip():
        found.append(Problem("leg.empty", "note"))
    if found:
        raise Refused(found)
    current, row = lock(dossier)
    sheets.store(made)
    dossier.parts.extend(made)
    moving.change(
        dossier,
        no,
        outcome=str(LegState.DONE),
        finished=now,
        note=note.strip(),
        papers=(*leg["papers"], *(paper.id for paper in made)),
    )
    return done(dossier, row, current, "leg_done", no, now, note.strip())


def hand_back(dossier, no: int, *, reason: str, to: int = 0, turn=None, now=None):
    """Give the leg back: to the leg ``to`` before it, which is open again together with all
    after it, or (0) to the agency that has the dossier, which decides how to go on."""
    partaking(dossier, no, turn)
    now = now or moment.now()
    found = given.problems_of_text(reason, "reason", True)
    legs, states = hold_ups.read(dossier)
    if to and (to not in together.before(legs, no) or states[to] is not LegState.DONE):
        found.append(Problem("leg.not_before", "to"))
    if found:
        raise Refused(found)
    current, row = lock(dossier)
    if to:
        reopen_from(dossier, to, now, reason)
    else:
        returned = str(LegState.RETURNED)
        moving.change(dossier, no, outcome=returned, finished=now, note=reason.strip())
    return done(dossier, row, current, "leg_back", no, now, reason.strip())


def more_time(dossier, no: int, *, value, unit: str, reason: str, turn=None, now=None):
    """Move the leg's due moment, once, by a limit counted from the old one; never beyond the
    whole."""
    _user, leg = partaking(dossier, no, turn)
    now = now or moment.now()
    found = given.problems_of_text(reason, "reason", True)
    limit, wrong = given.limit_given(value, unit)
    found += wrong
    if leg["extended"] is not None:
        found.append(Problem("leg.once"))
    later = None
    if not found:
        calendar = facts.calendar_of(dossier)
        begun = max(leg["due"] or now, now)
        later = together.due_of(limit, begun, calendar, dossier.due)
        if leg["due"] is None or later <= leg["due"]:
            found.append(Problem("leg.no_time"))
    if found:
        raise Refused(found)
    current, row = lock(dossier)
    extended = {"from": leg["due"], "to": later, "reason": reason.strip(), "at": now}
    moving.change(dossier, no, due=later, extended=extended)
    return done(dossier, row, current, "leg_time", no, now, reason.strip())


# --- what the main agency does ---


def add(
    dossier,
    *,
    agency: str,
    title: str,
    role: str = "officer",
    value=None,
    unit: str = "working_day",
    after=(),
    version=None,
    now=None,
):
    """Give another agency a part: at once, or after the legs of the numbers ``after``."""
    managing(dossier)
    now = now or moment.now()
    found = given.problems_of_text(title, "title", True, 200)
    limit, wrong = given.limit_given(value, unit)
    found += wrong + given.problems_of_agency(agency, now)
    if role not in dict(terms.ROLES):
        found.append(Problem("leg.role", "role"))
    if not set(after) <= {leg["no"] for leg in dossier.legs}:
        found.append(Problem("leg.not_before", "after"))
    if len(dossier.legs) >= MOST_LEGS:
        found.append(Problem("leg.too_many", "", {"most": MOST_LEGS}))
    if found:
        raise Refused(found)
    current, row = locks.lock(dossier, version)
    no = len(dossier.legs) + 1
    place = max(dossier.step - 1, 0) if dossier.step else len(dossier.steps)
    leg = moving.new_leg(
        no,
        agency=agency,
        title=title.strip(),
        role=role,
        value=limit.value,
        unit=str(limit.unit),
        after=" ".join(map(str, sorted(after))),
        place=place,
    )
    dossier.legs = (*dossier.legs, leg)
    return done(dossier, row, current, "leg_add", no, now)


def cancel(dossier, no: int, *, reason: str, version=None, now=None):
    """Take a part away from an agency; those after it go on without it."""
    managing(dossier)
    leg = leg_of(dossier, no)
    found = given.problems_of_text(reason, "reason", True)
    if leg["outcome"] in together.SETTLED:
        found.append(Problem("leg.settled"))
    if found:
        raise Refused(found)
    now = now or moment.now()
    current, row = locks.lock(dossier, version)
    cancelled = str(LegState.CANCELLED)
    moving.change(dossier, no, outcome=cancelled, finished=now, note=reason.strip())
    return done(dossier, row, current, "leg_cancel", no, now, reason.strip())


def reopen(dossier, no: int, *, reason: str, version=None, now=None):
    """Give a part that was done or returned back to its agency, and all after it."""
    managing(dossier)
    leg = leg_of(dossier, no)
    found = given.problems_of_text(reason, "reason", True)
    if leg["outcome"] not in (LegState.DONE, LegState.RETURNED):
        found.append(Problem("leg.not_done"))
    if found:
        raise Refused(found)
    now = now or moment.now()
    current, row = locks.lock(dossier, version)
    reopen_from(dossier, no, now, reason.strip())
    return done(dossier, row, current, "leg_reopen", no, now, reason.strip())


def choose(dossier, no: int, agency: str, *, version=None, now=None):
    """Name the agency of a leg that has not begun, where the plan could not tell it."""
    managing(dossier)
    leg = leg_of(dossier, no)
    now = now or moment.now()
    found = given.problems_of_agency(agency, now)
    if leg["outcome"] != LegState.WAITING:
        found.append(Problem("leg.begun"))
    if found:
        raise Refused(found)
    current, row = locks.lock(dossier, version)
    moving.change(dossier, no, agency=agency)
    return done(dossier, row, current, "leg_choose", no, now)


# --- common ---


def partaking(dossier, no, turn):
    """(user, leg): the present user may do something to the leg; else it raises."""
    user = work.require(dossier, permissions.PARTAKE, permissions.WORKED_ON)
    leg = leg_of(dossier, no)
    if not roles.acts_on(user, leg):
        raise Unauthorized("not your leg")
    if leg["outcome"] != LegState.OPEN or turn not in (None, leg["turn"]):
        raise Stale([Problem("leg.not_open")])
    return user, leg


def managing(dossier):
    """The present user works for the main agency and may change its legs."""
    return work.require(dossier, permissions.CONSULT, permissions.WORKED_ON)


def leg_of(dossier, no) -> dict:
    """The leg of a number; `Refused` where there is none."""
    if not 1 <= no <= len(dossier.legs):
        raise Refused([Problem("leg.unknown")])
    return dossier.legs[no - 1]


def is_leader(user, leg) -> bool:
    return roles.acts_on(user, {**leg, "role": "leader"})


def reopen_from(dossier, to: int, now, reason: str) -> None:
    """The leg ``to`` is open again; what comes after it waits for its turn."""
    legs, states = hold_ups.read(dossier)
    for no, state in together.hand_back(legs, states, to).items():
        if state is LegState.WAITING and states[no] is not LegState.WAITING:
            moving.change(
                dossier, no, outcome=str(state), due=None, finished=None, assignee=""
            )
    moving.begin(dossier, to, now, actors.current(dossier), reason)


def done(dossier, row, current, action, no, now, text=""):
    """Into the history and the register; legs whose turn it is now begin."""
    now = now or moment.now()
    actor = actors.current(dossier)
    moving.tell(dossier, action, dossier.legs[no - 1], now, actor, text)
    moving.settle(dossier, now, actor)
    locks.save(current, row, dossier)
    return dossier
