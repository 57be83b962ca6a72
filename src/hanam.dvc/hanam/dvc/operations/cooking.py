"""Page templates are compiled one at a time.

Python before 3.11.5 and 3.12 counts the depth of a syntax tree for all threads together
(CPython issue 106905): two templates compiled at once may fail with a SystemError, and
whoever comes first after a start would see a page of error.
"""

from functools import wraps
from threading import RLock
from zope.pagetemplate.pagetemplate import PageTemplate


def in_turn(cook):
    """A method that waits until no other thread is in it; templates may nest."""
    lock = RLock()

    @wraps(cook)
    def waiting(self):
        with lock:
            return cook(self)

    waiting.in_turn = True
    return waiting


def begin() -> None:
    """Take effect for all templates of this process; a second call changes nothing."""
    if not hasattr(PageTemplate._cook, "in_turn"):
        PageTemplate._cook = in_turn(PageTemplate._cook)
