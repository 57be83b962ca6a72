"""The kinds of work that can be ordered for many dossiers.

A function gets one dossier and the parameters of the order, acts as the user who ordered it, and
returns a message; what it raises (`DossierError`, `Unauthorized`) is told of that dossier.
"""

from collections.abc import Callable
from dataclasses import dataclass
from hanam.dvc.counter import forms
from hanam.dvc.dossiers import actions
from hanam.dvc.dossiers import permissions
from hanam.dvc.dossiers import shelving
from hanam.dvc.dossiers import states as flow
from hanam.dvc.dossiers import work
from hanam.dvc.i18n import _
from hanam.dvc.rules import states
from hanam.dvc.rules.states import State


STAFF = ("clerk", "officer", "leader")
LONGEST = 4000


@dataclass(frozen=True)
class Field:
    """Something the order asks for.

    ``kind``: `person` (one of the staff of the dossiers' agencies), `text` (several lines),
    `line`, or `choice` with ``options(desk)`` giving (value, title) pairs.
    """

    name: str
    title: str
    kind: str = "line"
    required: bool = True
    hint: str = ""
    options: Callable | None = None


@dataclass(frozen=True)
class Job:
    """A kind of work; ``function(dossier, parameters)`` does it to one dossier.

    ``states`` are those in which it makes sense (empty: any), ``roles`` those of an agency to
    whom it is offered; who may do it is decided by the dossier, when it is done. ``grave``
    ends dossiers against the applicant's wish. ``offered``: not only ordered by a page of its
    own; ``repeats``: what was not done can be ordered once more as it is. ``before(dossier,
    parameters)`` may speak to the network: it is called before anything is locked or written,
    and ``function`` gets what it returned as a third argument.
    """

    kind: str
    title: str
    function: Callable
    asks: tuple[Field, ...] = ()
    states: tuple[str, ...] = ()
    roles: tuple[str, ...] = STAFF
    grave: bool = False
    offered: bool = True
    repeats: bool = True
    before: Callable | None = None


_known: dict[str, Job] = {}


def declare(job: Job) -> None:
    """Offer a kind of work; a second declaration takes the place of the first."""
    _known[job.kind] = job


def get(kind: str) -> Job | None:
    """A kind of work by its name."""
    return _known.get(kind)


def offered(roles) -> list[Job]:
    """What somebody with these roles at an agency can order, in the order of declaration."""
    held = set(roles)
    return [job for job in _known.values() if job.offered and held & set(job.roles)]


def problems_of(job: Job, parameters) -> list[tuple[str, object]]:
    """(field, message) of what is missing or too long in an order."""
    found = []
    for field in job.asks:
        value = parameters.get(field.name, "")
        if field.required and not value.strip():
            found.append((field.name, _("Fill in this field.")))
        if len(value) > LONGEST:
            facts = {"most": LONGEST}
            message = _(
                "This text is too long: at most ${most} characters.", mapping=facts
            )
            found.append((field.name, message))
    return found


def take(dossier, parameters):
    """Assign it to who ordered it."""
    actions.assign(dossier)
    return _("Taken.")


def assign(dossier, parameters):
    """Give it to a person; ``to`` names another one for single dossiers."""
    person = parameters.get("to", {}).get(dossier.code) or parameters["assignee"]
    actions.assign(dossier, person)
    return _("Assigned to ${name}.", mapping={"name": work.full_name(person)})


def release(dossier, parameters):
    """Give it back, so that another can take it."""
    actions.release(dossier)
    return _("The dossier belongs to nobody now.")


def next_step(dossier, parameters):
    """Pass it on to the next step of its plan."""
    person = parameters.get("assignee", "")
    actions.next_step(dossier, assignee=person, note=parameters.get("note", ""))
    facts = {"step": dossier.current_step()["title"]}
    return _("Next step: ${step}.", mapping=facts)


def shelf(dossier, parameters):
    """Note where its folder lies."""
    shelving.put(dossier, parameters["shelf"])
    return _("Place noted: ${place}.", mapping={"place": dossier.shelf})


def transition(name: str):
    """A function that performs an action of the workflow."""

    def perform(dossier, parameters):
        actions.perform(dossier, name, reason=parameters.get("reason", ""))
        return forms.BY_ID[name].done

    return perform


def sources(name: str) -> tuple[str, ...]:
    return tuple(str(state) for state in states.transition(name).sources)


WORKED_ON = tuple(str(state) for state in permissions.WORKED_ON)
PERSON = Field("assignee", _("Who is to work on them"), "person")
NEXT = Field(
    "assignee",
    _("Who is to do the next step"),
    "person",
    required=False,
    hint=_("Leave it empty for nobody yet."),
)
NOTE = Field("note", _("Note for the history"), "line", required=False)
REASON = Field(
    "reason", _("Reason"), "text", hint=_("Each applicant reads this reason.")
)

declare(
    Job("take", _("Take them"), take, states=WORKED_ON, roles=("officer", "leader"))
)
declare(
    Job(
        "assign",
        _("Assign to a person"),
        assign,
        (PERSON,),
        WORKED_ON,
        roles=("leader",),
    )
)
declare(
    Job(
        "release",
        _("Give them back"),
        release,
        states=WORKED_ON,
        roles=("officer", "leader"),
    )
)
declare(
    Job(
        "accept",
        flow.title_of("accept"),
        transition("accept"),
        states=sources("accept"),
        roles=("clerk",),
    )
)
declare(
    Job(
        "start",
        flow.title_of("start"),
        transition("start"),
        states=sources("start"),
        roles=("officer",),
    )
)
declare(
    Job(
        "next_step",
        flow.title_of("next_step"),
        next_step,
        (NEXT, NOTE),
        (str(State.PROCESSING),),
    )
)
declare(
    Job(
        "shelf",
        flow.title_of("shelf"),
        shelf,
        (Field("shelf", _("Place of the folder")),),
    )
)
declare(
    Job(
        "stop",
        flow.title_of("stop"),
        transition("stop"),
        (REASON,),
        sources("stop"),
        roles=("officer", "leader"),
        grave=True,
    )
)
