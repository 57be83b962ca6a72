"""The post leg: papers on their way between offices by post, while the clock stands.

The time of the post is none of the agency's: from the hand-over to the post until the papers
arrive nothing is counted, and what is left goes on (`rules.limits.RESUMED_ALWAYS`). A result
that goes to the applicant by post needs none of this: it is resolved before it is sent.
"""

from hanam.dvc.dossiers import actors
from hanam.dvc.dossiers import clock
from hanam.dvc.dossiers import moment
from hanam.dvc.dossiers import permissions
from hanam.dvc.dossiers import plan
from hanam.dvc.dossiers import rows
from hanam.dvc.dossiers.actions import LONGEST_REASON
from hanam.dvc.dossiers.errors import Problem
from hanam.dvc.dossiers.errors import Refused
from hanam.dvc.dossiers.locks import lock
from hanam.dvc.dossiers.locks import save
from hanam.dvc.dossiers.work import holds
from hanam.dvc.dossiers.work import require
from hanam.dvc.rules.states import CLOCK_RUNNING


BEGIN, END = "post_begin", "post_end"


def can(dossier) -> tuple[str, ...]:
    """Which of post_begin, post_end the present user may do now."""
    if dossier.state not in CLOCK_RUNNING:
        return ()
    if not holds(None, permissions.POST_LEG, dossier):
        return ()
    return (END,) if clock.is_on_the_way(dossier) else (BEGIN,)


def begin(dossier, *, note: str = "", version=None, now=None):
    """Papers are handed to the post: the clock stands. ``note`` says what goes where.

    Clerks of the agency may, while the clock runs. Raises `Refused`, `Stale`, `Unauthorized`.
    """
    require(dossier, permissions.POST_LEG, CLOCK_RUNNING)
    problems = []
    if clock.is_on_the_way(dossier):
        problems.append(Problem("post.on_the_way"))
    if not note.strip():
        problems.append(Problem("reason.missing", "reason"))
    elif len(note) > LONGEST_REASON:
        problems.append(Problem("text.too_long", "reason", {"most": LONGEST_REASON}))
    if problems:
        raise Refused(problems)
    now = now or moment.now()
    current, row = lock(dossier, version)
    clock.stop(dossier, now, clock.POST)
    return noted(current, row, dossier, BEGIN, note.strip(), now)


def end(dossier, *, version=None, now=None):
    """The papers have arrived: the clock goes on, and so does the plan."""
    require(dossier, permissions.POST_LEG, CLOCK_RUNNING)
    if not clock.is_on_the_way(dossier):
        raise Refused([Problem("post.not_on_the_way")])
    now = now or moment.now()
    current, row = lock(dossier, version)
    clock.go_on(dossier, now)
    if dossier.step:
        plan.redue(dossier, dossier.step, now)
    return noted(current, row, dossier, END, "", now)


def noted(current, row, dossier, action, note, now):
    actor = actors.current(dossier)
    rows.note(current, dossier, now, actor, action, dossier.state, note)
    save(current, row, dossier)
    return dossier
