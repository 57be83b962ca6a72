"""A brake: how often one address may do something, such as looking up dossiers.

Kept in memory, by process: it slows enumeration and floods down and costs nothing.
"""

from collections import deque
from collections.abc import Callable
from collections.abc import Hashable
from threading import Lock
from time import monotonic

import transaction


class Limiter:
    """At most ``most`` events in ``seconds`` for each key.

    ``clock`` gives seconds. Keys that have been quiet for ``seconds`` are forgotten;
    above ``keys`` of them the oldest go first.
    """

    def __init__(
        self, keys: int = 10_000, clock: Callable[[], float] = monotonic
    ) -> None:
        self.keys = keys
        self.clock = clock
        self.events: dict[Hashable, deque[float]] = {}
        self.lock = Lock()

    def wait(self, key: Hashable, most: int, seconds: float) -> int:
        """Whole seconds until the key may go on; 0 if it may now."""
        now = self.clock()
        with self.lock:
            events = self.recent(key, now - seconds)
            if len(events) < most:
                return 0
            return max(int(events[-most] + seconds - now) + 1, 1)

    def count(self, key: Hashable, seconds: float) -> None:
        """Note an event of the key."""
        now = self.clock()
        with self.lock:
            events = self.recent(key, now - seconds)
            events.append(now)
            self.events.pop(key, None)
            self.events[key] = events
            while len(self.events) > self.keys:
                del self.events[next(iter(self.events))]

    def once(self, key: Hashable, seconds: float) -> bool:
        """Whether the key is new in ``seconds``; it is not from now on.

        What is undone did not happen: a transaction that is run again is the first one.
        """
        if self.wait(key, 1, seconds):
            return False
        self.count(key, seconds)
        current = transaction.get()
        current.addAfterCommitHook(lambda done: None if done else self.take_back(key))
        current.addAfterAbortHook(self.take_back, (key,))
        return True

    def take_back(self, key: Hashable) -> None:
        """Forget what was noted of a key."""
        with self.lock:
            self.events.pop(key, None)

    def recent(self, key: Hashable, since: float) -> deque[float]:
        events = self.events.get(key)
        if events is None:
            return deque()
        while events and events[0] <= since:
            events.popleft()
        if not events:
            del self.events[key]
        return events

    def forget(self) -> None:
        """Start anew (tests)."""
        with self.lock:
            self.events.clear()
