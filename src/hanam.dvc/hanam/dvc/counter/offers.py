"""Every action of a dossier as a form: its words, and what it asks for."""

from dataclasses import dataclass
from hanam.dvc.i18n import _


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
