"""The job that signs: each dossier by itself, as who ordered it, by the guards of its own page."""

from hanam.dvc.counter import jobs
from hanam.dvc.counter.signing_many import sessions
from hanam.dvc.dossiers import guarding
from hanam.dvc.dossiers import messages
from hanam.dvc.dossiers.errors import Problem
from hanam.dvc.dossiers.errors import Refused
from hanam.dvc.i18n import _
from hanam.dvc.signing import api
from hanam.dvc.signing import applying
from hanam.dvc.signing import awaiting
from hanam.dvc.signing import messages as of_signing
from hanam.dvc.signing import settings
from hanam.dvc.signing.errors import SigningError


SIGN = "results.sign"
# So much of a digest says which state of a document was chosen.
MARK = 16
messages.MESSAGES["sign.changed"] = _(
    "The document was changed or signed after you had chosen it. Read it again, then sign it."
)
messages.MESSAGES["sign.step"] = _(
    "Not signed: the step “${step}” comes before the end. Pass the dossier on, or finish it on its "
    "own page with a reason."
)


def signed(dossier, parameters) -> applying.Made:
    """Have the chosen documents of a dossier signed; nothing is written."""
    chosen = dict(parameters["documents"][dossier.code])
    name, ends = parameters["identity"], parameters["ends"]
    identity = settings.identity(name)
    try:
        if ends:
            require_last_step(dossier)
        papers = applying.check(dossier, list(chosen), identity, ends=ends)
        for paper in papers:
            if awaiting.digest_of(paper)[:MARK] != chosen[paper.id]:
                raise Refused([Problem("sign.changed")])
        token = sessions.token(parameters["session"], name)
        return applying.make(
            dossier, papers, identity, lambda: api.signer(name, session=token)
        )
    except SigningError as error:
        raise Refused([of_signing.problem(error)]) from None


def require_last_step(dossier) -> None:
    """`Refused` where the dossier cannot be finished without a word why."""
    for problem in guarding.problems(dossier, "finish"):
        if problem.code == "step.reason":
            raise Refused([Problem("sign.step", "", problem.facts)])


def keep(dossier, parameters, made):
    """Put what was signed into the dossier, and finish it where that was asked for."""
    ends = parameters["ends"]
    applying.keep(dossier, made, ends=ends)
    facts = {"titles": "; ".join(made.names)}
    if ends:
        return _("Signed: ${titles}. The dossier is finished.", mapping=facts)
    return _("Signed: ${titles}.", mapping=facts)


jobs.declare(
    jobs.Job(
        SIGN,
        _("Sign results"),
        keep,
        states=("processing",),
        roles=("leader", "officer"),
        offered=False,
        repeats=False,
        before=signed,
    )
)
