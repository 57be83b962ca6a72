"""Apologies on their way: prepared, proposed by the officer, decided by a leader."""

from datetime import datetime
from hanam.dvc.register import groups
from hanam.dvc.register.model import DossierRow
from hanam.dvc.register.model import HistoryRow
from hanam.dvc.register.model_late import LateApology
from hanam.dvc.register.session import for_writing
from hanam.dvc.register.session import session
from sqlalchemy import and_
from sqlalchemy import literal_column
from sqlalchemy import select


APPROVED, BACK = "approved", "back"
EXTEND, APOLOGISE = "extend", "apologise"
OPEN = literal_column("late_apology.decision") == literal_column("''")
# The dossier still has the appointment that the apology is about.
RUNS = and_(
    DossierRow.code == LateApology.code,
    DossierRow.due == LateApology.due,
    DossierRow.state.in_(groups.WORKED_ON),
)


def of(code: str, due: datetime) -> LateApology | None:
    """The apology for the appointment of a dossier, for update where the caller writes."""
    asked = select(LateApology).where(LateApology.code == code, LateApology.due == due)
    return session().scalars(asked).first()


def of_all(pairs) -> dict[tuple[str, datetime], LateApology]:
    """{(code, due): apology} of those that are there."""
    wanted = set(pairs)
    codes = {code for code, _due in wanted}
    if not codes:
        return {}
    asked = select(LateApology).where(LateApology.code.in_(codes))
    found = {(row.code, row.due): row for row in session().scalars(asked)}
    return {key: row for key, row in found.items() if key in wanted}


def propose(code, due, agency, promised, reason, at, proposer) -> LateApology:
    """Write down what the officer proposes; what was sent back may be proposed again."""
    current = for_writing()
    row = of(code, due)
    if row is None:
        row = LateApology(code=code, due=due, agency=agency, prepared=at)
        current.add(row)
    row.promised, row.reason = promised, reason
    row.proposed, row.proposer = at, proposer
    row.decided, row.decider, row.decision, row.note = None, "", "", ""
    current.flush()
    return row


def decide(row: LateApology, decision: str, at, decider: str, note: str = "") -> None:
    """Write down what a leader decided."""
    current = for_writing()
    row.decided, row.decider, row.decision, row.note = at, decider, decision, note
    current.flush()


def to_decide(agencies, now: datetime, size: int = 200) -> list[LateApology]:
    """What officers of these agencies have proposed and no leader has decided, most urgent
    first; only while the appointment stands and is not over."""
    if not agencies:
        return []
    asked = (
        select(LateApology)
        .join(DossierRow, RUNS)
        .where(
            OPEN,
            LateApology.agency.in_(agencies),
            LateApology.due >= now,
            LateApology.proposed.is_not(None),
        )
        .order_by(LateApology.due, LateApology.code)
        .limit(size)
    )
    return list(session().scalars(asked))


def done(codes) -> dict[str, set[str]]:
    """{code: `EXTEND`, `APOLOGISE`} of what was done about these appointments."""
    codes, found = list(codes), {}
    if not codes:
        return found
    asked = select(HistoryRow.code, HistoryRow.action).where(
        HistoryRow.code.in_(codes), HistoryRow.action.in_((EXTEND, APOLOGISE))
    )
    for row in session().execute(asked):
        found.setdefault(row.code, set()).add(row.action)
    return found
