"""Second factors, recovery codes and remembered devices; secrets sealed, codes as digests."""

from datetime import datetime
from hanam.dvc.register.accounts import FETCH
from hanam.dvc.register.model_identity import RecoveryCode
from hanam.dvc.register.model_identity import SecondFactor
from hanam.dvc.register.model_identity import TrustedDevice
from hanam.dvc.register.session import for_writing
from hanam.dvc.register.session import session
from sqlalchemy import delete
from sqlalchemy import func
from sqlalchemy import select
from sqlalchemy import update


def get(user_id: str) -> SecondFactor | None:
    """The second factor of a user that is in force, or None."""
    row = session().get(SecondFactor, user_id) if user_id else None
    return row if row is not None and row.since is not None else None


def put(user_id: str, kind: str, secret: str, last: int, now: datetime) -> None:
    """Set the second factor of a user, instead of the one before."""
    current = for_writing()
    current.merge(
        SecondFactor(user_id=user_id, kind=kind, secret=secret, last=last, since=now)
    )
    current.flush()


def use_step(user_id: str, step: int) -> bool:
    """Note that the code of a time step was used; False if it or a later one was before."""
    used = for_writing().execute(
        update(SecondFactor)
        .where(SecondFactor.user_id == user_id, SecondFactor.last < step)
        .values(last=step),
        execution_options=FETCH,
    )
    return used.rowcount == 1


def forget(user_id: str) -> None:
    """Take the second factor of a user away, with recovery codes and devices."""
    current = for_writing()
    for table in (SecondFactor, RecoveryCode, TrustedDevice):
        current.execute(
            delete(table).where(table.user_id == user_id), execution_options=FETCH
        )


# -- recovery codes


def put_recovery(user_id: str, digests: list[str]) -> None:
    """Keep these recovery codes instead of the ones before."""
    current = for_writing()
    current.execute(
        delete(RecoveryCode).where(RecoveryCode.user_id == user_id),
        execution_options=FETCH,
    )
    current.add_all(RecoveryCode(user_id=user_id, digest=digest) for digest in digests)
    current.flush()


def use_recovery(user_id: str, digest: str) -> bool:
    """Use a recovery code up; False if there is no such one."""
    used = for_writing().execute(
        delete(RecoveryCode).where(
            RecoveryCode.user_id == user_id, RecoveryCode.digest == digest
        ),
        execution_options=FETCH,
    )
    return used.rowcount == 1


def recovery_left(user_id: str) -> int:
    """How many recovery codes a user has left."""
    asked = select(func.count()).where(RecoveryCode.user_id == user_id)
    return session().scalar(asked)


# -- devices


def remember(digest: str, user_id: str, name: str, now: datetime, until: datetime):
    """Let a device go without the second factor until a time."""
    current = for_writing()
    current.merge(
        TrustedDevice(
            digest=digest, user_id=user_id, name=name, created=now, expires=until
        )
    )
    current.flush()


def is_remembered(digest: str, user_id: str, now: datetime) -> bool:
    """Whether a device of this user goes without the second factor."""
    row = session().get(TrustedDevice, digest)
    return row is not None and row.user_id == user_id and row.expires > now


def devices_of(user_id: str, now: datetime) -> list[TrustedDevice]:
    """The remembered devices of a user, the latest first."""
    asked = (
        select(TrustedDevice)
        .where(TrustedDevice.user_id == user_id, TrustedDevice.expires > now)
        .order_by(TrustedDevice.created.desc(), TrustedDevice.digest)
    )
    return list(session().scalars(asked))


def forget_devices(user_id: str) -> None:
    """Forget all devices of a user."""
    for_writing().execute(
        delete(TrustedDevice).where(TrustedDevice.user_id == user_id),
        execution_options=FETCH,
    )


def forget_devices_before(moment: datetime) -> int:
    """Erase devices whose time is over; how many."""
    gone = for_writing().execute(
        delete(TrustedDevice).where(TrustedDevice.expires < moment),
        execution_options=FETCH,
    )
    return gone.rowcount
