"""What a signing service has allowed for a job, kept until the job or the allowance ends.

The token is sealed with the key of the portal, so that the register alone gives it to nobody, and
is worth nothing without the secret of the contract. The PIN is sent to the service and forgotten.
"""

from AccessControl import getSecurityManager
from datetime import timedelta
from hanam.dvc.dossiers import moment
from hanam.dvc.identity import keys
from hanam.dvc.notify import periodic
from hanam.dvc.register import signing_sessions as register
from hanam.dvc.signing import api
from hanam.dvc.signing.errors import SigningError

import secrets
import transaction


EVERY = 60  # seconds


def begin(identity: str, allowed) -> str:
    """The id under which an allowance of the service is kept for the present user.

    Where the transaction fails it is given back.
    """
    name = secrets.token_hex(16)
    hook = transaction.get().addAfterCommitHook
    hook(lambda done: done or api.release(identity, allowed.token))
    register.put(
        id=name,
        user=getSecurityManager().getUser().getId(),
        identity=identity,
        sealed=keys.seal(allowed.token),
        number=allowed.number,
        ends=moment.now() + timedelta(seconds=allowed.seconds),
    )
    return name


def belongs_to(name: str, job: str) -> None:
    """Note for which job an allowance is."""
    register.get(name).job = job


def token(name: str, identity: str) -> str:
    """The token of an allowance of the present user; `SigningError` once it is over."""
    user = getSecurityManager().getUser().getId()
    row = register.get(name)
    if row is None or (row.user, row.identity) != (user, identity):
        raise SigningError("session.over")
    found = keys.unseal(row.sealed) if row.ends > moment.now() else ""
    if not found:
        raise SigningError("session.over")
    return found


def clean(portal, now) -> None:
    """Give back what is not needed any more, and forget it."""
    rows = [(row.id, row.identity, row.sealed) for row in register.over(now)]
    answers = True
    for _name, identity, sealed in rows:
        # A service that is down is not waited for once more.
        answers = answers and api.release(identity, keys.unseal(sealed))
    if rows:
        register.drop(name for name, *_rest in rows)


periodic.register("signing.sessions", EVERY, clean)
