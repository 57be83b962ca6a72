"""Who acts, for a while."""

from AccessControl import getSecurityManager
from AccessControl.SecurityManagement import newSecurityManager
from AccessControl.SecurityManagement import setSecurityManager
from contextlib import contextmanager


@contextmanager
def acting_as(user):
    """Everything inside is done by ``user``, with the roles held at this moment; afterwards
    whoever acted before acts again."""
    before = getSecurityManager()
    newSecurityManager(None, user)
    try:
        yield
    finally:
        setSecurityManager(before)
