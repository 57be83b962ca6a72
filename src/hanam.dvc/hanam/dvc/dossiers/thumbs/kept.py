"""Bytes kept in memory, those used last, up to a number of bytes together."""

from collections import OrderedDict
from collections.abc import Hashable
from threading import Lock


# What an entry costs beside its bytes; so that empty ones are bounded too.
ENTRY = 200


class Kept:
    """At most ``most`` bytes; safe for threads."""

    def __init__(self, most: int):
        self.most = most
        self.size = 0
        self.entries: OrderedDict[Hashable, bytes] = OrderedDict()
        self.lock = Lock()

    def get(self, key) -> bytes | None:
        with self.lock:
            if key not in self.entries:
                return None
            self.entries.move_to_end(key)
            return self.entries[key]

    def put(self, key, data: bytes) -> None:
        with self.lock:
            self.size -= self._cost(self.entries.pop(key, None))
            self.entries[key] = data
            self.size += self._cost(data)
            while self.size > self.most:
                _key, gone = self.entries.popitem(last=False)
                self.size -= self._cost(gone)

    def forget(self) -> None:
        """Start anew (tests)."""
        with self.lock:
            self.entries.clear()
            self.size = 0

    def _cost(self, data) -> int:
        return 0 if data is None else len(data) + ENTRY
