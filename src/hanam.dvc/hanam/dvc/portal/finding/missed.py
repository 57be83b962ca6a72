"""Counting questions that were answered badly, without a word about who asked.

A page adds to a count in memory, nothing else. A thread of its own writes the counts to
the register, at most once a minute. Pages that a cache keeps for guests are counted once
for each time they are made: the numbers order the questions, they do not measure them.
"""

from collections import Counter
from datetime import timedelta
from hanam.dvc.catalogue.interfaces import IMissed
from hanam.dvc.dossiers.moment import now
from hanam.dvc.portal.finding.settings import setting
from hanam.dvc.register import searches
from hanam.dvc.register.errors import RegisterBusy
from hanam.dvc.rules.vietnamese import fold
from sqlalchemy.exc import SQLAlchemyError
from zope.interface import implementer

import atexit
import logging
import re
import threading
import time


LONGEST = 80
MOST = 2000
PAUSE = 60  # seconds between two writings
# Numbers of people, phones and dossiers, also with blanks and signs in them.
NUMBERS = re.compile(r"\d(?:[\W_]*\d){5,}")
MAIL = re.compile(r"\S*@\S*")
log = logging.getLogger(__name__)


def cleaned(question: str) -> str:
    """A question as it may be kept: folded, short, no numbers of six digits or more, no
    addresses of mail; empty if nothing is left that could be a word."""
    bare = NUMBERS.sub(" ", MAIL.sub(" ", question))
    words = fold(bare)[: LONGEST + 1]
    if len(words) > LONGEST:
        words = words[:LONGEST].rpartition(" ")[0]
    return words if any(char.isalpha() for char in words) else ""


def kind_of(found: int, dropped, instead) -> str:
    """Why an answer was bad; empty if it was not."""
    if not found:
        return searches.NONE
    if dropped:
        return searches.DROPPED
    return searches.CORRECTED if instead else ""


@implementer(IMissed)
class Missed:
    """Counts in memory and writes now and then; safe for threads."""

    def __init__(self):
        self.lock = threading.Lock()
        self.counts: Counter = Counter()
        self.keep_days = 0
        self.written = time.monotonic()
        self.writing = False

    def add(self, question, found, dropped=(), instead="") -> None:
        kind = kind_of(found, dropped, instead)
        text = cleaned(question) if kind else ""
        if not text:
            return
        # Read here: the thread that writes has no portal.
        self.keep_days = setting("keep_days")
        key = now().date(), text, kind
        with self.lock:
            if key in self.counts or len(self.counts) < MOST:
                self.counts[key] += 1
            late = time.monotonic() - self.written > PAUSE
            begin = late and not self.writing
            self.writing = self.writing or begin
        if begin:
            threading.Thread(
                target=self.write, name="search-misses", daemon=True
            ).start()

    def write(self) -> None:
        """Write what was counted; what cannot be written now is kept for later."""
        with self.lock:
            counts, self.counts = self.counts, Counter()
        try:
            if counts:
                oldest = now().date() - timedelta(days=self.keep_days)
                searches.add(counts, oldest)
        except (RegisterBusy, SQLAlchemyError) as error:
            # Only its kind: the text of an error may hold what was typed.
            log.warning("Questions were not counted: %s", type(error).__name__)
            with self.lock:
                self.counts.update(dict(counts.most_common(MOST)))
        finally:
            with self.lock:
                self.written = time.monotonic()
                self.writing = False

    def recent(self, size: int) -> list[str]:
        """Questions asked most often in the last 30 days."""
        since = now().date() - timedelta(days=30)
        rows = searches.most(since, setting("least"), size)
        return list(dict.fromkeys(row.question for row in rows))


missed = Missed()
atexit.register(missed.write)
