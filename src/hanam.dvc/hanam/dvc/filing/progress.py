"""How far a dossier is, in the plain words of the track page and of `@track`."""

from dataclasses import dataclass
from datetime import datetime
from hanam.dvc.catalogue.geography import shown
from hanam.dvc.dossiers import moment
from hanam.dvc.dossiers.states import TITLES
from hanam.dvc.i18n import _
from hanam.dvc.rules.states import CLOCK_RUNNING
from hanam.dvc.rules.states import State
from hanam.dvc.spoken import appointment


@dataclass(frozen=True, slots=True)
class Said:
    """What is told about a state: a sentence, how it looks, the step reached.

    ``look`` is a suffix of the style sheet's ``dvc-state``; ``reached`` an index of
    `PATH`; ``ended`` where the path ends before its last step.
    """

    sentence: str
    look: str = ""
    reached: int = 0
    ended: bool = False


PATH = (
    _("Dossier filed"),
    _("Dossier accepted"),
    _("Dossier processed"),
    _("Result ready"),
    _("Result received"),
)
STATES = {
    State.SUBMITTED: Said(
        _("The dossier has reached ${agency} and waits to be checked and accepted."),
        "wait",
    ),
    State.ACCEPTED: Said(
        _("${agency} has accepted the dossier and will process it."), "", 1
    ),
    State.REFUSED: Said(_("${agency} has not accepted the dossier."), "bad", 0, True),
    State.PROCESSING: Said(_("${agency} is processing the dossier."), "", 2),
    State.SUPPLEMENT: Said(
        _("${agency} waits for papers that the applicant is to add."), "warn"
    ),
    State.PAYMENT: Said(
        _("${agency} waits for a payment by the applicant."), "warn", 2
    ),
    State.WITHDRAWN: Said(
        _("The applicant has withdrawn the dossier."), "done", 0, True
    ),
    State.STOPPED: Said(
        _("${agency} has stopped processing the dossier."), "bad", 2, True
    ),
    State.FINISHED: Said(
        _("${agency} has resolved the dossier; the result is ready."), "good", 3
    ),
    State.RETURNED: Said(
        _("The dossier is closed: its result has been received."), "done", 4
    ),
}
# What is told of the history; the rest is the agency's own work.
ACTIONS = {
    "submit": _("The dossier was filed."),
    "accept": _("The dossier was accepted."),
    "refuse": _("The dossier was not accepted."),
    "start": _("Processing began."),
    "ask_submitted": _("More papers were asked for."),
    "ask": _("More papers were asked for."),
    "answer_submitted": _("The applicant added papers."),
    "answer_processing": _("The applicant added papers."),
    "request_payment": _("A payment was asked for."),
    "payment_done": _("The payment was received."),
    "finish": _("The result is ready."),
    "stop": _("Processing was stopped."),
    "hand_over": _("The result was handed over."),
    "withdraw": _("The dossier was withdrawn."),
    "result_way": _("The way of receiving the result was changed."),
    "contact": _("The phone number or e-mail address was changed."),
    "paper_removed": _("A file with a virus was removed."),
    "letter_kept": _("A letter was issued."),
    "result_withdrawn": _("A result was withdrawn."),
    "result_fetched": _("The result was downloaded."),
    "originals_returned": _("Originals were given back."),
    "extend": _("The agency extended the time limit."),
    "post_begin": _("Papers were handed to the post; the clock is stopped."),
    "post_end": _("Papers arrived by post; the clock goes on."),
    "apologise": _("The agency apologised for the delay."),
    "recount_calendar": _("The due date was counted anew by a changed calendar."),
}


def said(row) -> Said:
    """What is told about a dossier, or its row in the register."""
    return STATES[State(row.state)]


def title(row) -> str:
    """What the state is called."""
    return TITLES[State(row.state)]


def sentence(row) -> str:
    """The state as a message with the agency's name in it."""
    day = None if row.filed is None else row.filed.date()
    agency = shown.named_then(row.agency, day)
    return _(said(row).sentence, mapping={"agency": agency})


def is_late(row, now: datetime | None = None) -> bool:
    """Whether the agency's clock runs and the due date has passed."""
    running = row.state in CLOCK_RUNNING and row.due is not None
    return running and row.due < (now or moment.now())


def reached(row) -> int:
    """The index of the step of `PATH` that the dossier is at."""
    if row.state == State.SUPPLEMENT:
        # Papers are asked for before acceptance or while the dossier is processed.
        return 0 if row.received is None else 2
    return said(row).reached


def percent(row) -> int:
    """How much of the path is done, 0 to 100; 100 where it has ended."""
    return 100 if said(row).ended else 100 * reached(row) // (len(PATH) - 1)


def path(row) -> list[dict]:
    """The steps of the path: {title, passed, current}."""
    here = reached(row)
    return [
        {
            "title": title,
            "passed": number < here,
            "current": number == here and not said(row).ended,
        }
        for number, title in enumerate(PATH)
    ]


def moment_in_words(time: datetime | None) -> str:
    """ "09:00, thứ Năm, ngày 06 tháng 9 năm 2018"; "" for None."""
    return appointment(time)


def told_history(rows) -> list:
    """The rows of the history that the applicant is told of."""
    return [row for row in rows if row.action in ACTIONS]


def consequences(row) -> list:
    """What follows from withdrawing the dossier now, as messages."""
    found = [_("You get back what you handed in on paper where you filed the dossier.")]
    if row.received is None:
        found.append(_("Nothing has been decided yet, so nothing is lost."))
    else:
        found.append(
            _("What the agency has done so far comes to an end without a result.")
        )
        found.append(
            _("A new dossier is counted from its own day; this one's due date is gone.")
        )
    if row.state == State.SUPPLEMENT:
        found.append(_("The papers asked for need not be sent any more."))
    found.append(_("If you have paid already, ask the agency about your money."))
    return found
