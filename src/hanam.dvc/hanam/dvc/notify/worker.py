"""The worker: looks for what is due and sends it, one thread for each channel that is busy.

A gateway that is slow or gone holds up nobody but its own channel. Any number of workers may
run, in `bin/dvc serve` and in `bin/dvc worker`: each message is claimed by one.
"""

from concurrent.futures import ThreadPoolExecutor
from hanam.dvc.dossiers import moment
from hanam.dvc.notify import cleaning  # noqa: F401 - its periodic work
from hanam.dvc.notify import periodic
from hanam.dvc.notify import sending
from hanam.dvc.notify import tasks
from hanam.dvc.notify import waking
from hanam.dvc.notify.channels import CHANNELS

import logging
import threading
import transaction


log = logging.getLogger(__name__)
EVERY = 1.0  # seconds between looks, unless something of this process wakes it
AFTER_ERROR = 15.0
PERIODIC = "periodic"


class Worker:
    """``portal`` is a context manager that gives the portal, with a connection of its own."""

    def __init__(self, portal, every: float = EVERY) -> None:
        self.portal = portal
        self.every = every
        self.busy: set[str] = set()
        self.lock = threading.Lock()
        self.pool = ThreadPoolExecutor(len(CHANNELS) + len(tasks.every()) + 1, "notify")
        self.stopping = threading.Event()
        self.thread = None

    def start(self) -> None:
        """Work in a thread of its own until `stop`."""
        self.thread = threading.Thread(target=self.run, name="notify", daemon=True)
        self.thread.start()

    def stop(self, patience: float = 60) -> None:
        """End after the messages that are being sent."""
        self.stopping.set()
        waking.bell.set()
        if self.thread is not None:
            self.thread.join(patience)
        self.pool.shutdown(wait=True, cancel_futures=True)

    def run(self) -> None:
        """Look again and again; an error is logged and never the end."""
        while not self.stopping.is_set():
            wait = self.every
            try:
                self.look()
            except (Exception, SystemExit) as error:
                # SystemExit: there is no portal yet.
                if not isinstance(error, SystemExit):
                    log.error("the worker stumbled: %s", type(error).__name__)
                wait = AFTER_ERROR
            waking.bell.wait(wait)
            waking.bell.clear()

    def look(self) -> None:
        """Start a thread for each channel with something due, each task, and periodic work."""
        with self.portal():
            transaction.begin()
            now = moment.now()
            channels = sending.due_channels(now)
            works = bool(periodic.due(now))
            found = [task for task in tasks.every() if task.due(now)]
            transaction.abort()
        for name in channels:
            self.begin(name, self.send, name)
        if works:
            self.begin(PERIODIC, self.do_periodic)
        for task in found:
            self.begin(f"task {task.name}", self.do_task, task)

    def begin(self, name, task, *arguments) -> None:
        with self.lock:
            if name in self.busy:
                return
            self.busy.add(name)
        self.pool.submit(self.guarded, name, task, *arguments)

    def guarded(self, name, task, *arguments) -> None:
        try:
            task(*arguments)
        except Exception as error:
            transaction.abort()
            log.error("the worker stumbled at %s: %s", name, type(error).__name__)
        finally:
            with self.lock:
                self.busy.discard(name)

    def send(self, channel: str) -> None:
        """Send what is due on a channel, batch by batch; the portal is left while sending."""
        while not self.stopping.is_set():
            with self.portal():
                batch = sending.claim(channel)
            if batch is None:
                return
            sending.send(batch, self.stopping.is_set)

    def do_periodic(self) -> None:
        with self.portal() as portal:
            now = moment.now()
            works = periodic.due(now)
            transaction.abort()
            for work in works:
                if self.stopping.is_set():
                    return
                periodic.run(work, portal, now)

    def do_task(self, task) -> None:
        with self.portal() as portal:
            task.run(portal, self.stopping.is_set)
