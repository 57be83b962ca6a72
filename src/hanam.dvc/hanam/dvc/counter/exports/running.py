"""Making files: a worker writes one step by step, and keeps it in the register at the end.

A step reads in one transaction and is noted in the next: the rows written, and that their
dossiers were read. The file lies on the disk of the worker until it is whole; killed before, the
next worker begins anew, and what was entered as read is not entered again.
"""

from AccessControl import Unauthorized
from contextlib import contextmanager
from datetime import timedelta
from functools import partial
from hanam.dvc import printing
from hanam.dvc.acting import acting_as
from hanam.dvc.counter.desk import desk_of
from hanam.dvc.counter.exports import kinds
from hanam.dvc.counter.exports import ordering
from hanam.dvc.counter.jobs.doing import committed
from hanam.dvc.counter.jobs.doing import forget
from hanam.dvc.counter.jobs.doing import GONE
from hanam.dvc.counter.jobs.doing import said
from hanam.dvc.dossiers import actors
from hanam.dvc.dossiers import moment
from hanam.dvc.dossiers import reads
from hanam.dvc.i18n import _
from hanam.dvc.notify import periodic
from hanam.dvc.notify import tasks
from hanam.dvc.register import exports
from hanam.dvc.register import session
from hashlib import sha256
from plone import api
from tempfile import TemporaryFile
from transaction.interfaces import TransientError

import json
import logging
import secrets
import transaction


log = logging.getLogger(__name__)
HELD = timedelta(minutes=2)  # for how long a killed worker keeps others away
LATER = timedelta(seconds=30)
TRIES = 5
HOUR = 3600
REFUSED = _("Your role does not let you have this file, or not any more.")
BROKEN = _(
    "An error of the portal kept this file from being made. Those who run the portal find it in "
    "the log; ask for the file again later."
)
TOO_OFTEN = _(
    "The file could not be made, though it was tried several times. Ask for it again later, or "
    "choose a shorter list."
)


class Lost(Exception):
    """Somebody else makes it by now, or it was cancelled."""


def due(now) -> bool:
    """Whether a file waits."""
    return bool(exports.to_do(now, 1))


def run(portal, stopped=lambda: False) -> int:
    """Make the files there are, one after the other; how many were looked at."""
    number = 0
    while not stopped():
        transaction.begin()
        found = exports.to_do(moment.now(), 1)
        transaction.abort()
        if not found:
            break
        one(found[0], stopped)
        portal._p_jar.cacheGC()
        number += 1
    return number


def one(export: str, stopped=lambda: False) -> None:
    """Make one file, unless another worker has it."""
    worker, row = secrets.token_hex(8), None
    transaction.begin()
    try:
        now = moment.now()
        row = exports.take(export, worker, now, now + HELD)
        order = None if row is None else Order(row, worker)
        transaction.commit()
    except TransientError:
        transaction.abort()
        return
    if order is None:
        return
    try:
        if order.tries > TRIES:
            raise kinds.NotMade(TOO_OFTEN)
        order.make(stopped)
    except Lost:
        transaction.abort()
    except (TransientError, printing.PrinterBusy):
        transaction.abort()
        committed(exports.give_back, export, worker, moment.now() + LATER)
    except kinds.NotMade as refusal:
        transaction.abort()
        order.fail(refusal.args[0])
    except Unauthorized:
        transaction.abort()
        order.fail(REFUSED)
    except Exception as error:
        transaction.abort()
        # Its message may hold what a person typed.
        log.error("a file of %s was not made: %s", order.kind, type(error).__name__)
        order.fail(BROKEN)


class Order:
    """What was asked for, free of the register's session."""

    def __init__(self, row, worker: str):
        self.id, self.kind, self.user = row.id, row.kind, row.user
        self.parameters, self.language = json.loads(row.parameters), row.language
        self.address, self.tries = row.address, row.tries
        self.noted = row.done  # rows that were entered as read by an earlier try
        self.worker, self.done = worker, 0
        self.export = kinds.get(row.kind)
        self.scope: frozenset = frozenset()
        self.persons = False

    def make(self, stopped) -> None:
        """Write the file step by step and keep it; raises what `one` knows."""
        if self.export is None:
            raise kinds.NotMade(BROKEN)
        with TemporaryFile() as file:
            with self.step() as desk:
                work = self.begin(desk, file)
                steps = self.export.make(work)
            while True:
                if stopped():
                    self.leave()
                    raise Lost
                with self.step() as desk:
                    self.check(desk)
                    try:
                        rows = next(steps)
                    except StopIteration:
                        # What the last step wrote (a closed book) is kept together with its end.
                        self.finish(work)
                        return
                committed(self.note, rows)
                self.done += len(rows)

    def leave(self) -> None:
        """Leave it to the next worker at once; this was no try."""
        left = {"at": None, "tries": self.tries - 1}
        committed(partial(exports.give_back, self.id, self.worker, **left))

    @contextmanager
    def step(self):
        """A transaction of who asked, with the roles held at this moment; gives the desk."""
        transaction.begin()
        forget()
        user = api.portal.get_tool("acl_users").getUserById(self.user)
        if user is None:
            raise kinds.NotMade(GONE)
        with acting_as(user):
            yield desk_of()
        transaction.abort()

    def begin(self, desk, file) -> kinds.Work:
        """The work, once it is known that it may be done; its scope and length are noted."""
        self.scope, self.persons = frozenset(desk.agencies), desk.shows_persons
        self.check(desk)
        user = api.user.get_current()
        work = kinds.Work(
            self.parameters,
            desk,
            (self.user, actors.name_of(user)),
            moment.now(),
            self.language,
            file,
        )
        values = {
            "total": self.export.count(work),
            "scope": " ".join(sorted(self.scope)),
            "persons": int(self.persons),
        }
        transaction.abort()
        committed(self.hold, values)
        transaction.begin()
        return work

    def check(self, desk) -> None:
        """`NotMade` unless who asked may have it, and every agency in it, now."""
        kept = self.scope <= set(desk.agencies) and self.persons == desk.shows_persons
        if not (kept and self.export.may(desk, self.parameters)):
            raise kinds.NotMade(REFUSED)

    def note(self, rows) -> None:
        """Enter what the step read, and how far it is."""
        fresh = rows[max(0, self.noted - self.done) :]
        done = self.done + len(rows)
        current = session.for_writing()
        user = api.portal.get_tool("acl_users").getUserById(self.user)
        what = self.export.what(self.parameters)
        if what and user is not None and self.persons:
            with acting_as(user):
                reads.enter(current, fresh, reads.EXPORT, what, self.address)
        self.hold({"done": max(done, self.noted)})
        current.flush()

    def hold(self, values) -> None:
        until = moment.now() + HELD
        if not exports.hold(self.id, self.worker, until, **values):
            raise Lost

    def finish(self, work) -> None:
        """Keep the file and say that it is ready, in the transaction that is open."""
        now, digest, size, no = moment.now(), sha256(), 0, 0
        session.for_writing()
        name = self.export.name(self.parameters)
        work.file.seek(0)
        while name and (data := work.file.read(exports.PIECE)):
            no, size = no + 1, size + len(data)
            digest.update(data)
            exports.add_piece(self.id, no, data)
        ready = exports.finish(
            self.id,
            self.worker,
            now,
            name=name,
            size=size,
            digest=digest.hexdigest() if name else "",
            message=work.say(work.message) if work.message else "",
            expires=ordering.expires(now),
            done=self.done,
        )
        if not ready:
            raise Lost
        transaction.commit()

    def fail(self, message) -> None:
        now = moment.now()
        text = said(message, self.language)
        until = ordering.expires(now)
        committed(exports.fail, self.id, self.worker, text, now, until)


def clean(portal, now) -> None:
    """Delete files whose time is over."""
    while exports.drop_expired(now) == exports.AT_ONCE:
        pass


tasks.register("exports", due, run)
periodic.register("exports.clean", HOUR, clean)
