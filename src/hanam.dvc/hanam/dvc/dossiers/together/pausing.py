"""The clock while opinions are awaited: it goes on (NĐ 61/2018 art. 19.5), unless the law of the
procedure says that it stands. The setting ``pausing`` names those procedures.
"""

from hanam.dvc.dossiers import clock
from hanam.dvc.dossiers import plan
from hanam.dvc.dossiers.together import hold_ups
from hanam.dvc.dossiers.together import settings
from hanam.dvc.rules.states import CLOCK_RUNNING


# What ends another wait: an opinion may still be missing then.
GOES_ON = ("payment_done", "answer_processing", "post_end")


def is_waiting(dossier) -> bool:
    """Whether the clock stands for an opinion."""
    last = dossier.pauses[-1] if dossier.pauses else None
    return bool(last and last["ended"] is None and last["reason"] == clock.OPINION)


def begin(dossier, now) -> None:
    """An opinion is awaited: where the procedure says so, the clock stands from now on."""
    stands = dossier.pauses and dossier.pauses[-1]["ended"] is None
    if stands or dossier.state not in CLOCK_RUNNING or not hold_ups.asked(dossier):
        return
    if settings.pauses(dossier.procedure_code):
        clock.stop(dossier, now, clock.OPINION)


def end(dossier, now) -> bool:
    """Once no opinion is awaited any more the clock goes on, and so does the plan; whether
    it does now."""
    if not is_waiting(dossier) or hold_ups.asked(dossier):
        return False
    clock.go_on(dossier, now)
    if dossier.step:
        plan.redue(dossier, dossier.step, now)
    return True
