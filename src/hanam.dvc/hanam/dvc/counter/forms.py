"""The forms of a dossier's actions: which are offered, what was typed into them, and doing it."""

from dataclasses import dataclass
from dataclasses import field
from dataclasses import replace
from hanam.dvc.counter import typed
from hanam.dvc.counter import words
from hanam.dvc.counter.offers import BY_ID
from hanam.dvc.counter.offers import Form
from hanam.dvc.counter.offers import FORMS
from hanam.dvc.counter.offers import TAKE
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
        return say(words.received(given.receiver, given.receiver_id))
    if "items" not in BY_ID[name].asks:
        return given.reason
    items = [f"- {item}" for item in (*given.items, *typed.lines(given.more))]
    why = say(_("Reason: ${reason}", mapping={"reason": given.reason}))
    if not items or not given.reason:
        return given.reason
    return "\n".join([*items, why])
