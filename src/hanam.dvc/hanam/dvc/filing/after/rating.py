"""Rating how a dossier was handled: when it is possible, what is kept (NĐ 61/2018 art. 31)."""

from AccessControl import getSecurityManager
from AccessControl import Unauthorized
from dataclasses import dataclass
from datetime import timedelta
from hanam.dvc.catalogue.satisfaction import questions
from hanam.dvc.dossiers import moment
from hanam.dvc.dossiers.actions import acting
from hanam.dvc.filing.after import talk
from hanam.dvc.filing.formfield import Problem
from hanam.dvc.i18n import _
from hanam.dvc.register import queries
from hanam.dvc.register import ratings
from hanam.dvc.register.session import for_writing
from hanam.dvc.rules.states import State


# It is over: nothing is decided any more.
OVER = (State.RETURNED, State.FINISHED, State.STOPPED, State.REFUSED)
LONGEST = 2000


@dataclass(frozen=True)
class Chance:
    """Whether a dossier may be rated, and what is known: ``reason`` says why not."""

    possible: bool
    row: object = None
    reason: str = ""


def chance(dossier, now=None) -> Chance:
    """Whether the applicant may rate the dossier now, or change the rating."""
    now = now or moment.now()
    if dossier.state not in OVER:
        return Chance(False, None, _("A dossier can be rated once it is finished."))
    if dossier.practice:
        return Chance(False, None, _("Practice dossiers are not rated."))
    row = ratings.of(dossier.code)
    if row is not None:
        until = row.at + timedelta(days=questions.value("change_days"))
        reason = "" if now <= until else _("The time to change the rating is over.")
        return Chance(now <= until, row, reason)
    ended = dossier.returned or dossier.finished or dossier.state_since
    if now > ended + timedelta(days=questions.value("rate_days")):
        return Chance(False, None, _("The time to rate this dossier is over."))
    if asked(dossier) is None:
        return Chance(False, None, _("There are no questions at present."))
    return Chance(True)


def asked(dossier):
    """The questionnaire that holds for the dossier: that of the day it ended."""
    ended = dossier.finished or dossier.returned or dossier.state_since
    return questions.questionnaire(ended.date())


def read(questionnaire, answers: dict) -> tuple[str, dict, list[Problem]]:
    """(overall, answers, problems) of texts by criterion; the overall one under ``overall``."""
    overall = answers.get("overall", "")
    problems, found = [], {}
    if overall not in [level.key for level in questionnaire.levels]:
        problems.append(Problem("overall", _("Choose how satisfied you are.")))
    for criterion in questionnaire.criteria:
        given = answers.get(criterion.key, "")
        if not given:
            continue
        if given in [answer.key for answer in criterion.answers]:
            found[criterion.key] = given
        else:
            problems.append(Problem(criterion.key, _("Choose one of the answers.")))
    return overall, found, problems


def rate(dossier, answers: dict, comment: str = "", *, proof=None, now=None):
    """Keep the applicant's rating; returns (row, problems). Rated again, it is changed."""
    now = now or moment.now()
    with acting(dossier, proof):
        roles = getSecurityManager().getUser().getRolesInContext(dossier)
        if "Applicant" not in roles:
            raise Unauthorized("not for you")
    for_writing()
    queries.by_code(dossier.code, for_update=True)
    may = chance(dossier, now)
    if not may.possible:
        return None, [Problem("", may.reason)]
    overall, found, problems = read(asked(dossier), answers)
    comment = talk.clean(comment)
    if len(comment) > LONGEST:
        message = _(
            "This text is too long: at most ${most} characters.",
            mapping={"most": LONGEST},
        )
        problems.append(Problem("comment", message))
    if problems:
        return None, problems
    agency, procedure = dossier.agency, dossier.procedure_code
    return ratings.rate(
        dossier.code, agency, procedure, overall, found, comment, now
    ), []
