"""Problems reported by readers: kept, listed, answered."""

from datetime import datetime
from hanam.dvc.register.model_troubles import TroubleRow
from hanam.dvc.register.session import for_writing
from hanam.dvc.register.session import session
from hashlib import sha256
from sqlalchemy import func
from sqlalchemy import select


NEW, LOOKING, SOLVED, CLOSED = "new", "looking", "solved", "closed"
STATES = (NEW, LOOKING, SOLVED, CLOSED)
OPEN = (NEW, LOOKING)


def digest(token: str) -> str:
    """What is kept of a reporter's token."""
    return sha256(token.encode()).hexdigest()


def add(token: str, page: str, text: str, contact: str, now: datetime) -> TroubleRow:
    """Keep a report."""
    current = for_writing()
    row = TroubleRow(
        token=digest(token),
        at=now,
        page=page,
        text=text,
        contact=contact,
        state=NEW,
        changed=now,
    )
    current.add(row)
    current.flush()
    return row


def by_token(token: str) -> TroubleRow | None:
    """The report whose token somebody holds."""
    asked = select(TroubleRow).where(TroubleRow.token == digest(token))
    return session().scalars(asked).first()


def by_id(number: int, for_update: bool = False) -> TroubleRow | None:
    asked = select(TroubleRow).where(TroubleRow.id == number)
    return session().scalars(asked.with_for_update() if for_update else asked).first()


def listed(states=OPEN, size: int = 200) -> list[TroubleRow]:
    """Reports in these states, the oldest first."""
    asked = (
        select(TroubleRow)
        .where(TroubleRow.state.in_(tuple(states)))
        .order_by(TroubleRow.id)
        .limit(size)
    )
    return list(session().scalars(asked))


def counts() -> dict[str, int]:
    """{state: how many}"""
    asked = select(TroubleRow.state, func.count()).group_by(TroubleRow.state)
    found = dict(tuple(row) for row in session().execute(asked))
    return {state: found.get(state, 0) for state in STATES}


def erase_contacts(before: datetime) -> int:
    """Forget how to reach those whose report was closed long ago; how many they were."""
    old = (
        TroubleRow.state.in_((SOLVED, CLOSED)),
        TroubleRow.changed < before,
        TroubleRow.contact != "",
    )
    if session().scalars(select(TroubleRow.id).where(*old).limit(1)).first() is None:
        return 0
    rows = list(for_writing().scalars(select(TroubleRow).where(*old)))
    for row in rows:
        row.contact = ""
    return len(rows)
