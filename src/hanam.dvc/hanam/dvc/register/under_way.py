"""Logins, registrations and look-ups that are not finished, each under a digest."""

from datetime import datetime
from hanam.dvc.register.model_identity import UnderWay
from hanam.dvc.register.session import for_writing
from hanam.dvc.register.session import session
from sqlalchemy import delete


def get(name: str, now: datetime) -> str:
    """The state kept under a name, "" where there is none or its time is over."""
    row = session().get(UnderWay, name)
    return row.state if row is not None and row.expires > now else ""


def put(name: str, purpose: str, state: str, expires: datetime) -> None:
    """Keep a state, instead of what was there."""
    current = for_writing()
    current.merge(UnderWay(id=name, purpose=purpose, expires=expires, state=state))
    current.flush()


def forget(name: str) -> None:
    """Erase a state; a second call changes nothing."""
    for_writing().execute(
        delete(UnderWay).where(UnderWay.id == name),
        execution_options={"synchronize_session": "fetch"},
    )


def forget_before(moment: datetime) -> int:
    """Erase what ended before a time; how many."""
    gone = for_writing().execute(
        delete(UnderWay).where(UnderWay.expires < moment),
        execution_options={"synchronize_session": "fetch"},
    )
    return gone.rowcount
