"""Which permission each way through the workflow asks for, and who holds it where.

`profiles/default/workflows/dossier_workflow` is the same in XML; a unit test holds them
equal, and both to `rules.states`.
"""

from hanam.dvc.rules.states import Actor
from hanam.dvc.rules.states import State
from hanam.dvc.rules.states import TRANSITIONS


VIEW = "hanam.dvc: View Dossier"
EDIT_DRAFT = "hanam.dvc: Edit Draft"
SUBMIT = "hanam.dvc: Submit Dossier"
RECEIVE = "hanam.dvc: Receive Dossier"
PROCESS = "hanam.dvc: Process Dossier"
ADVANCE = "hanam.dvc: Advance Dossier"
ASSIGN = "hanam.dvc: Assign Dossier"
CONFIRM_PAYMENT = "hanam.dvc: Confirm Payment"
DECIDE = "hanam.dvc: Decide Dossier"
HAND_OVER = "hanam.dvc: Hand Over Dossier"
ANSWER = "hanam.dvc: Answer Dossier"
WITHDRAW = "hanam.dvc: Withdraw Dossier"
# Several agencies on one dossier: `together`.
PARTAKE = "hanam.dvc: Partake In Dossier"
CONSULT = "hanam.dvc: Consult On Dossier"

OF_TRANSITION = {
    "submit": SUBMIT,
    "accept": RECEIVE,
    "ask_submitted": RECEIVE,
    "refuse": RECEIVE,
    "start": PROCESS,
    "finish": DECIDE,
    "ask": PROCESS,
    "request_payment": PROCESS,
    "payment_done": CONFIRM_PAYMENT,
    "answer_submitted": ANSWER,
    "answer_processing": ANSWER,
    "stop": DECIDE,
    "hand_over": HAND_OVER,
    "withdraw": WITHDRAW,
}
ROLES = {
    Actor.APPLICANT: "Applicant",
    Actor.CLERK: "Clerk",
    Actor.OFFICER: "Officer",
    Actor.LEADER: "Leader",
}
STAFF = ("Clerk", "Officer", "Leader")
# Staff of another agency that has a part in the dossier.
PARTNER = "Partner"
WORKED_ON = (State.ACCEPTED, State.PROCESSING, State.SUPPLEMENT, State.PAYMENT)

# Stock permissions that nobody holds on a dossier, whatever role they have elsewhere:
# it changes by actions only.
CLOSED = (
    "Add portal content",
    "Change local roles",
    "Copy or Move",
    "Delete objects",
    "Modify portal content",
    "Request review",
    "Review portal content",
    "Sharing page: Delegate roles",
)
READING = ("Access contents information", "View", VIEW)


def holders(permission: str, state: State) -> frozenset[str]:
    """The roles that hold a permission of ours on a dossier in ``state``."""
    if permission in READING:
        return frozenset({"Applicant", "Manager"}).union(
            () if state is State.DRAFT else (*STAFF, PARTNER)
        )
    if permission == EDIT_DRAFT:
        return frozenset({"Applicant"} if state is State.DRAFT else ())
    if permission == PARTAKE:
        return frozenset({PARTNER} if state in WORKED_ON else ())
    if permission in (ASSIGN, CONSULT):
        return frozenset({"Leader", "Officer"} if state in WORKED_ON else ())
    if permission == ADVANCE:
        return frozenset(STAFF if state is State.PROCESSING else ())
    return frozenset(
        ROLES[actor]
        for way in TRANSITIONS
        if OF_TRANSITION[way.id] == permission and state in way.sources
        for actor in way.actors
    )


def managed() -> tuple[str, ...]:
    """Every permission the workflow sets, sorted."""
    own = {EDIT_DRAFT, ASSIGN, ADVANCE, PARTAKE, CONSULT, *OF_TRANSITION.values()}
    return tuple(sorted({*READING, *CLOSED, *own}))
