"""The actions of a dossier as forms: what each asks for, and what was typed into it."""

from dataclasses import dataclass
from dataclasses import field
from dataclasses import replace
from hanam.dvc.counter import typed
from hanam.dvc.dossiers import actions
from hanam.dvc.dossiers import extending
from hanam.dvc.dossiers import guarding
from hanam.dvc.dossiers import messages
from hanam.dvc.dossiers import posting
from hanam.dvc.dossiers import work
from hanam.dvc.dossiers.results import Result
from hanam.dvc.dossiers.sheets import NewPaper
from hanam.dvc.i18n import _
from plone import api
from zope.i18n import translate


@dataclass(frozen=True)
class Form:
    """An action: ``asks`` are the macros of `templates/actions.pt` it is made of,
    ``button`` says what happens, ``done`` that it has happened. ``grave`` ends the
    dossier against the applicant's wish; ``told`` are messages about this dossier."""

    id: str
    title: str
    button: str
    done: str
    asks: tuple[str, ...] = ()
    grave: bool = False
    told: tuple = ()


# In the order in which staff need them.
FORMS = (
    Form(
        "accept",
        _("Accept"),
        _("Accept the dossier"),
        _("Accepted. The appointment is computed."),
        ("preview",),
    ),
    Form(
        "ask_submitted",
        _("Ask for papers"),
        _("Send the request to the applicant"),
        _("Papers were asked for; the applicant is to answer."),
        ("items", "reason"),
    ),
    Form(
        "start",
        _("Start processing"),
        _("Take it and start processing"),
        _("Processing has begun."),
    ),
    Form(
        "next_step",
        _("Next step"),
        _("Pass on to the next step"),
        _("The next step has begun."),
        ("next", "note"),
    ),
    Form(
        "step_back",
        _("Give back to the step before"),
        _("Give the dossier back one step"),
        _("The dossier is on the step before again."),
        ("why",),
    ),
    Form(
        "finish",
        _("Finish with the result"),
        _("Finish the dossier"),
        _("The dossier is finished; the result can be handed over."),
        ("result",),
    ),
    Form(
        "payment_done",
        _("Confirm payment"),
        _("Payment received, go on"),
        _("The payment is confirmed; the clock goes on."),
    ),
    Form(
        "hand_over",
        _("Hand over the result"),
        _("Hand the result over"),
        _("The result is handed over; the dossier is closed."),
        ("receiver",),
    ),
    Form(
        "ask",
        _("Ask for papers"),
        _("Send the request to the applicant"),
        _("Papers were asked for; the clock is stopped until the applicant answers."),
        ("items", "reason"),
    ),
    Form(
        "assign",
        _("Assign"),
        _("Assign the dossier"),
        _("The dossier is assigned."),
        ("assignee",),
    ),
    Form(
        "release",
        _("Give it back"),
        _("Give the dossier back"),
        _("The dossier belongs to nobody now."),
    ),
    Form(
        "request_payment",
        _("Ask for payment"),
        _("Ask the applicant to pay"),
        _("A payment is asked for; the clock is stopped until it is made."),
        ("payment",),
    ),
    Form(
        "post_begin",
        _("Hand papers to the post"),
        _("Stop the clock for the post"),
        _("The clock is stopped until the papers arrive."),
        ("sending",),
    ),
    Form(
        "post_end",
        _("Papers arrived by post"),
        _("The papers are here, go on"),
        _("The papers have arrived; the clock goes on."),
    ),
    Form(
        "extend",
        _("Extend the time limit"),
        _("Promise the new appointment"),
        _("The time limit is extended; the applicant is told the new appointment."),
        ("extension", "reason"),
    ),
    Form(
        "refuse",
        _("Refuse"),
        _("Refuse the dossier"),
        _("The dossier was not accepted; the applicant reads why."),
        ("reason",),
        grave=True,
    ),
    Form(
        "stop",
        _("Stop processing"),
        _("Stop the dossier"),
        _("Processing is stopped; the applicant reads why."),
        ("reason",),
        grave=True,
    ),
)
BY_ID = {form.id: form for form in FORMS}
# Who is no leader assigns dossiers to nobody but themselves.
TAKE = Form(
    "assign",
    _("Take it"),
    _("Take the dossier"),
    _("The dossier is assigned."),
    ("myself",),
)
WORK = {
    "assign": actions.assign,
    "release": actions.release,
    "next_step": actions.next_step,
    "step_back": work.step_back,
}
# Asks of a form that bring a reason with them.
REASONED = frozenset({"reason", "payment", "why", "receiver"})
# What the reader is told before they try: see `dossiers.guarding`.
TOLD = frozenset({"papers.lacking", "step.reason", "money.owed"})


def extend(dossier, given) -> None:
    due = typed.moment(given.day, given.hour)
    extending.extend(dossier, due=due, reason=given.reason, version=given.version)


CLOCK = {
    "extend": extend,
    "post_begin": lambda dossier, given: posting.begin(
        dossier, note=given.reason, version=given.version
    ),
    "post_end": lambda dossier, given: posting.end(dossier, version=given.version),
}


@dataclass
class Typed:
    """What stands in the form of one action; ``problems`` are (field, message) pairs."""

    items: list[str] = field(default_factory=list)
    more: str = ""
    reason: str = ""
    assignee: str = ""
    note: str = ""
    number: str = ""
    text: str = ""
    receiver: str = ""
    receiver_id: str = ""
    day: str = ""
    hour: str = ""
    file: NewPaper | None = None
    version: int | None = None
    seen: int = 0

    def said(self) -> list[str]:
        """Everything typed that should not be lost when the form is gone."""
        found = [*self.items, *typed.lines(self.more), self.reason, self.note]
        found += [self.number, self.text, self.receiver, self.receiver_id]
        found += [self.day, self.hour]
        return [line for line in found if line]


def available(dossier, is_leader: bool = False) -> list[Form]:
    """What the present user may do to the dossier now, likeliest first."""
    needs = {action.id: action.needs for action in actions.available(dossier)}
    needs |= dict.fromkeys(work.can(dossier), ())
    needs |= dict.fromkeys(posting.can(dossier), ())
    if extending.may_extend(dossier):
        needs[extending.EXTEND] = ()
    found = [form for form in FORMS if form.id in needs]
    guarded = guarding.Guarded(dossier)
    return [
        TAKE
        if form.id == TAKE.id and not is_leader
        else fitted(guarded, form, needs[form.id])
        for form in found
    ]


def fitted(guarded, form: Form, needs) -> Form:
    """The form as a `Guarded` dossier asks for it: with a reason where the guards want one."""
    if form.id not in ("accept", "finish", "hand_over"):
        return form
    found = guarded.problems(form.id)
    told = tuple(messages.text(problem) for problem in found if problem.code in TOLD)
    asks = form.asks
    if "reason" in needs and not REASONED & set(asks):
        asks = (*asks, "why")
    return replace(form, asks=asks, told=told)


def read(form) -> Typed:
    """What was sent."""
    items = form.get("items") or []
    version = typed.text(form, "version")
    found = Typed(
        items=[i for i in (items if isinstance(items, list) else [items]) if i],
        version=int(version) if version.isdigit() else None,
        seen=typed.whole(form, "seen") or 0,
        file=file_of(form.get("file")),
    )
    names = ("more", "reason", "assignee", "note", "number", "text")
    for name in (*names, "receiver", "receiver_id", "day", "hour"):
        setattr(found, name, typed.text(form, name))
    return found


def file_of(upload) -> NewPaper | None:
    """A file that was chosen, or None."""
    if not getattr(upload, "filename", ""):
        return None
    upload.seek(0)
    return NewPaper(filename=upload.filename, data=upload.read())


def problems_of(name: str, given: Typed) -> list[tuple[str, object]]:
    """What the forms ask for beyond what `dossiers.actions` does: (field, message)."""
    asks = BY_ID[name].asks
    found = []
    if "payment" in asks and not given.reason:
        found.append(("reason", _("Write what is to be paid, how much and how.")))
    if "receiver" in asks and not given.receiver:
        found.append(("receiver", _("Write who received the result.")))
    if "extension" in asks and typed.moment(given.day, given.hour) is None:
        message = _("Enter the day as 06/09/2018 and the hour as 16:30.")
        found.append(("due", message))
    if "sending" in asks and not given.reason:
        found.append(("reason", _("Write what was sent, where to and by which post.")))
    if name == "assign" and not given.assignee:
        found.append(("assignee", _("Choose who is to work on the dossier.")))
    return found


def perform(dossier, name: str, given: Typed) -> None:
    """Carry the action out; raises what `dossiers.actions` raises."""
    if name in CLOCK:
        CLOCK[name](dossier, given)
        return
    if name in WORK:
        options = {"assignee": given.assignee}
        if name in ("release", "step_back"):
            options = {"reason": given.reason} if name == "step_back" else {}
        if name == "next_step":
            options["note"] = given.note
        WORK[name](dossier, version=given.version, **options)
        return
    result = None
    if name == "finish":
        result = Result(given.number, given.text, given.file)
    actions.perform(
        dossier,
        name,
        reason=reason_of(name, given),
        result=result,
        version=given.version,
    )


def reason_of(name: str, given: Typed) -> str:
    """The text that goes into the history: with the papers asked for, or the receiver."""
    language = api.portal.get_default_language()

    def say(message):
        return translate(message, target_language=language)

    if name == "hand_over":
        facts = {"name": given.receiver, "number": given.receiver_id}
        if not given.receiver_id:
            return say(_("Received by ${name}.", mapping=facts))
        return say(_("Received by ${name}, identity card ${number}.", mapping=facts))
    if "items" not in BY_ID[name].asks:
        return given.reason
    items = [f"- {item}" for item in (*given.items, *typed.lines(given.more))]
    why = say(_("Reason: ${reason}", mapping={"reason": given.reason}))
    if not items or not given.reason:
        return given.reason
    return "\n".join([*items, why])
