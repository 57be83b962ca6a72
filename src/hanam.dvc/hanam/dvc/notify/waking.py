"""Waking the worker of this process when a transaction with messages has committed."""

from threading import Event

import transaction


MARK = "hanam.dvc.notify.waking"
bell = Event()


def after_commit() -> None:
    """Ring once the present transaction has committed; aborted, it stays quiet."""
    current = transaction.get()
    try:
        known = current.data(MARK)
    except KeyError:
        known = None
    if known is None:
        current.set_data(MARK, True)
        current.addAfterCommitHook(_ring)


def _ring(done) -> None:
    if done:
        bell.set()
