"""Workers in this process, until nothing is left to do."""

from hanam.dvc.notify.worker import Worker
from hanam.dvc.operations import zope
from hanam.dvc.register.session import session

import time
import transaction


def until_done(asked) -> None:
    """Two workers at once, until the query ``asked`` counts nothing any more."""
    with zope.portal():
        pass
    workers = [Worker(zope.portal, every=0.2) for _ in range(2)]
    for worker in workers:
        worker.start()
    while left(asked):
        time.sleep(0.1)
    for worker in workers:
        worker.stop()


def left(asked) -> int:
    transaction.begin()
    try:
        return session().scalar(asked)
    finally:
        transaction.abort()
