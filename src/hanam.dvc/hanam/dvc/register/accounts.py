"""Accounts of citizens, and what is known of everybody who logs in."""

from datetime import datetime
from hanam.dvc.register.aside import aside
from hanam.dvc.register.model_identity import Account
from hanam.dvc.register.model_identity import AccountState
from hanam.dvc.register.model_identity import ForeignAccount
from hanam.dvc.register.model_identity import WrongTry
from hanam.dvc.register.session import for_writing
from hanam.dvc.register.session import session
from sqlalchemy import delete
from sqlalchemy import func
from sqlalchemy import select
from sqlalchemy import update


TRIES = WrongTry.__table__
FETCH = {"synchronize_session": "fetch"}


def by_login(login: str) -> Account | None:
    """The account of a login name in its normal form."""
    asked = select(Account).where(Account.login == login)
    return session().scalars(asked).one_or_none()


def by_id(user_id: str) -> Account | None:
    """The account of a user id."""
    return session().get(Account, user_id)


def add(user_id: str, login: str, password: str, now: datetime) -> None:
    """A new account; the caller has looked whether the login name is free."""
    current = for_writing()
    current.add(Account(user_id=user_id, login=login, password=password, created=now))
    current.flush()


def change(user_id: str, **values) -> None:
    """Set ``password`` or ``login`` of an account."""
    for_writing().execute(
        update(Account).where(Account.user_id == user_id).values(**values),
        execution_options=FETCH,
    )


def forget(user_id: str) -> None:
    """Erase an account, its sessions and what it is joined to."""
    current = for_writing()
    next_epoch(user_id)
    for table in (Account, ForeignAccount):
        current.execute(
            delete(table).where(table.user_id == user_id), execution_options=FETCH
        )


def epoch(user_id: str) -> int:
    """How often a user has logged out everywhere."""
    asked = select(AccountState.epoch).where(AccountState.user_id == user_id)
    return session().scalar(asked) or 0


def next_epoch(user_id: str) -> int:
    """End all sessions of a user; returns the new number."""
    current = for_writing()
    row = current.get(AccountState, user_id)
    if row is None:
        row = AccountState(user_id=user_id, epoch=0)
        current.add(row)
    row.epoch += 1
    current.flush()
    return row.epoch


# -- wrong passwords


def note_wrong(names: list[str], number: str, now: datetime) -> None:
    """Count a wrong try for each of the names; it counts though the request fails."""
    with aside() as connection:
        connection.execute(
            TRIES.insert(), [{"who": name, "no": number, "at": now} for name in names]
        )


def wrong_since(name: str, since: datetime) -> list[datetime]:
    """When the tries of a name since a time were, oldest first."""
    asked = (
        select(TRIES.c.at)
        .where(TRIES.c.who == name, TRIES.c.at > since)
        .order_by(TRIES.c.at)
    )
    return list(session().scalars(asked))


def forgive(name: str) -> None:
    """Forget the wrong tries of a name."""
    for_writing().execute(
        delete(WrongTry).where(WrongTry.who == name), execution_options=FETCH
    )


def forget_tries_before(moment: datetime) -> int:
    """Erase old tries; how many."""
    gone = for_writing().execute(
        delete(WrongTry).where(WrongTry.at < moment), execution_options=FETCH
    )
    return gone.rowcount


# -- providers


def foreign(issuer: str, subject: str) -> ForeignAccount | None:
    """Who logs in as ``subject`` of a provider."""
    return session().get(ForeignAccount, (issuer, subject))


def foreign_of(user_id: str) -> list[ForeignAccount]:
    """The providers a user is joined to."""
    asked = select(ForeignAccount).where(ForeignAccount.user_id == user_id)
    return list(session().scalars(asked.order_by(ForeignAccount.joined)))


def join(issuer: str, subject: str, user_id: str, level: str, now: datetime) -> None:
    """Let a provider's subject be this user from now on."""
    current = for_writing()
    current.merge(
        ForeignAccount(
            issuer=issuer, subject=subject, user_id=user_id, level=level, joined=now
        )
    )
    current.flush()


def part(issuer: str, user_id: str) -> None:
    """Take a provider from a user again."""
    for_writing().execute(
        delete(ForeignAccount).where(
            ForeignAccount.issuer == issuer, ForeignAccount.user_id == user_id
        ),
        execution_options=FETCH,
    )


def count() -> int:
    """How many accounts citizens have."""
    return session().scalar(select(func.count()).select_from(Account))
