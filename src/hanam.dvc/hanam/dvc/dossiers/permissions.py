"""Which permission each way through the workflow asks for, and who holds it where.

Who holds what follows from `rules.duties`; `profiles/default/workflows/dossier_workflow` is the
same in XML, and a unit test holds them equal.
"""

from hanam.dvc.rules import duties
from hanam.dvc.rules.states import Actor
from hanam.dvc.rules.states import State


VIEW = "hanam.dvc: View Dossier"
EDIT_DRAFT = "hanam.dvc: Edit Draft"
SUBMIT = "hanam.dvc: Submit Dossier"
RECEIVE = "hanam.dvc: Receive Dossier"
PROCESS = "hanam.dvc: Process Dossier"
ADVANCE = "hanam.dvc: Advance Dossier"
ASSIGN = "hanam.dvc: Assign Dossier"
EXTEND = "hanam.dvc: Extend Dossier"
POST_LEG = "hanam.dvc: Post Leg Of Dossier"
CONFIRM_PAYMENT = "hanam.dvc: Confirm Payment"
DECIDE = "hanam.dvc: Decide Dossier"
HAND_OVER = "hanam.dvc: Hand Over Dossier"
ANSWER = "hanam.dvc: Answer Dossier"
WITHDRAW = "hanam.dvc: Withdraw Dossier"
TRACKS = "hanam.dvc: Change Tracks"
# Several agencies on one dossier: `together`. What partners do stands in no table of duties:
# they act on their own part only.
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
# Every action behind a permission of its own; other actions ask for one of these.
OF_ACTION = {
    **OF_TRANSITION,
    "assign": ASSIGN,
    "release": ASSIGN,
    "next_step": ADVANCE,
    "step_back": ADVANCE,
    "extend": EXTEND,
    "apology_proposed": EXTEND,
    "apology_back": EXTEND,
    "apologise": EXTEND,
    "post_begin": POST_LEG,
    "post_end": POST_LEG,
    "money": TRACKS,
    "delivery": TRACKS,
    "sync": TRACKS,
    "opinion_ask": CONSULT,
    "leg_add": CONSULT,
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
WORKED_ON = duties.WORKED_ON

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
    actions = [name for name, asked in OF_ACTION.items() if asked == permission]
    return frozenset(ROLES[actor] for actor in duties.actors_of(actions, state))


def managed() -> tuple[str, ...]:
    """Every permission the workflow sets, sorted."""
    own = {EDIT_DRAFT, PARTAKE, *OF_ACTION.values()}
    return tuple(sorted({*READING, *CLOSED, *own}))
