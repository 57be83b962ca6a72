"""What a dossier costs and whether it is paid: computed from its procedure as it was filed."""

from dataclasses import dataclass
from dataclasses import replace
from datetime import datetime
from hanam.dvc.catalogue import terms
from hanam.dvc.catalogue.charging import asked
from hanam.dvc.catalogue.charging import words
from hanam.dvc.dossiers import facts
from hanam.dvc.filing.after import settings
from hanam.dvc.i18n import _
from hanam.dvc.register import queries
from hanam.dvc.rules.fees import FeeFacts
from hanam.dvc.rules.states import State
from zope.i18n import translate


# What the history says of money: nothing yet, asked for, paid.
NOT_ASKED, ASKED, PAID = "not_asked", "asked", "paid"
MOST = 9999


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
    day = dossier.filed.date()
    known = FeeFacts(**quantities(dossier, procedure, day), channel=dossier.channel)
    question = asked.Question(dossier.case, day, known)
    return Owed(asked.answer(procedure, question), question, state, since)


def paid(dossier) -> tuple[str, datetime | None]:
    """Whether money was asked for, or has been paid, by the history; and since when."""
    for row in reversed(queries.history(dossier.code)):
        if row.action == "payment_done":
            return PAID, row.at
        if row.action == "request_payment":
            return ASKED, row.at
    return NOT_ASKED, None


def quantities(dossier, procedure, day) -> dict:
    """How much is asked for, by the answers of the declaration; one where nothing is said."""
    changes = asked.changes(procedure, day)
    found = {}
    for name, fields in settings.quantities().items():
        given = [dossier.data.get(field) for field in fields]
        given = [answer for answer in given if answer not in (None, "", [], False)]
        if not given:
            continue
        if name in changes:
            if given[0] in changes[name]:
                found[name] = given[0]
        elif str(given[0]).isdecimal() and int(given[0]) <= MOST:
            found[name] = int(given[0])
    return found


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
