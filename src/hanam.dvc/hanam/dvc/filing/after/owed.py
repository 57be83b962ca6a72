"""What a dossier costs and whether it is paid: computed from its procedure as it was filed."""

from dataclasses import dataclass
from dataclasses import replace
from datetime import datetime
from hanam.dvc.catalogue import terms
from hanam.dvc.catalogue.charging import asked
from hanam.dvc.catalogue.charging import words
from hanam.dvc.dossiers import facts
from hanam.dvc.dossiers.tracks import fees
from hanam.dvc.dossiers.tracks import values
from hanam.dvc.i18n import _
from hanam.dvc.rules.states import State
from hanam.dvc.rules.tracks import Money
from hanam.dvc.rules.tracks import Track
from zope.i18n import translate


# What the track of money comes to for its reader: nothing yet, asked for, paid.
NOT_ASKED, ASKED, PAID = "not_asked", "asked", "paid"


@dataclass(frozen=True)
class Owed:
    """``answer`` as of `charging.asked`, None where the procedure is not there any more;
    ``state`` one of the above since ``since``."""

    answer: asked.Answer | None
    question: asked.Question | None
    state: str = NOT_ASKED
    since: datetime | None = None


def of(dossier) -> Owed:
    """What the dossier costs by the fees in force on the day it was filed."""
    state, since = paid(dossier)
    procedure = facts.procedure_of(dossier)
    if procedure is None:
        return Owed(None, None, state, since)
    question = fees.question(dossier, procedure)
    return Owed(asked.answer(procedure, question), question, state, since)


def paid(dossier) -> tuple[str, datetime | None]:
    """Whether money was asked for, or has been paid, by the track of money; and since when."""
    since = values.facts_of(dossier, Track.MONEY)["since"]
    if dossier.money == Money.PAID:
        return PAID, since
    if dossier.state == State.PAYMENT:
        return ASKED, since
    return NOT_ASKED, None


def with_typed(owed: Owed, procedure, form) -> Owed:
    """The same with what somebody typed to try; `catalogue.asked.Wrong` for nonsense."""
    day = owed.question.day
    typed = asked.read(form, procedure)
    names = (*asked.counted(procedure, day), "group", "area")
    changed = {
        name: getattr(typed.facts, name)
        for name in names
        if isinstance(form.get(name), str)
    }
    question = replace(owed.question, facts=replace(owed.question.facts, **changed))
    return replace(owed, question=question, answer=asked.answer(procedure, question))


def lines(owed: Owed, request) -> list[dict]:
    """{title, amount (đồng or None), text, steps} of each fee."""
    if owed.answer is None:
        return []
    return [line_of(line, request) for line in owed.answer.lines]


def line_of(line, request) -> dict:
    row, computed = line.row, line.computed
    kind = translate(terms.title_of(terms.FEE_KINDS, row["kind"]), context=request)
    trace = computed.trace if computed else ()
    return {
        "title": row["title"] or kind,
        "amount": computed.amount if computed else None,
        "text": row["text"],
        "steps": [words.sentence(step, request) for step in trace],
    }


def sentence(dossier, owed: Owed):
    """How it stands with the money, in one sentence."""
    if owed.state == PAID:
        return _("The agency has noted that you paid.")
    if dossier.state == State.PAYMENT:
        return _("The agency waits for you to pay.")
    if owed.answer is not None and owed.answer.complete and not owed.answer.total:
        return _("There is nothing to pay.")
    if dossier.state in (State.REFUSED, State.WITHDRAWN):
        return _("Nothing was asked for.")
    return _("The agency has not asked for money yet; it tells you when to pay.")
