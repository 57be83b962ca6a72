"""A step given back inside the agency (`work.step_back`): counted anew, and marked.

The steps from it on are counted from now, and none is due after the whole. Parts of other
agencies that are done stay done: they are given back on their own.
"""

from hanam.dvc.dossiers import plan
from hanam.dvc.dossiers.together.events import Happened
from hanam.dvc.register import together
from hanam.dvc.register.session import session
from zope.event import notify


STEP_BACK = "step_back"


def noted(event) -> None:
    """The dossier is back at an earlier step: count, mark, tell who has it."""
    dossier, now = event.dossier, event.at
    number = dossier.step
    plan.redue(dossier, number, now)
    cap(dossier)
    back = {"reason": event.text, "at": now, "by": event.actor[1]}
    plan.change(dossier, number, back=back)
    together.mark_back(session(), dossier.code, number, now)
    notify(Happened(dossier, STEP_BACK, dossier.current_step(), now, event.text))


def cap(dossier) -> None:
    """No step is due after the whole."""
    if dossier.due is None:
        return
    for number, step in enumerate(dossier.steps, 1):
        if step["due"] is not None and step["due"] > dossier.due:
            plan.change(dossier, number, due=dossier.due)


def is_back(dossier) -> bool:
    """Whether the present step was given back and nothing has been done on it since."""
    step = dossier.current_step()
    return bool(step and step.get("back") and step["started"] == step["back"]["at"])
