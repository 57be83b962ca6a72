"""Allowances: some signatures with one key, for some minutes, after its PIN was right once.

As the services for remote signatures do it (authorisation of a credential for a number of
signatures). They are kept in memory: when the authority stops, they end.
"""

from threading import Lock

import secrets
import time


MOST = 500  # signatures
LONGEST = 3600  # seconds


class Sessions:
    """Those that are open; safe for many threads."""

    def __init__(self, clock=time.monotonic) -> None:
        self.clock = clock
        self.lock = Lock()
        self.open: dict[str, list] = {}

    def begin(self, signer: str, number: int, seconds: int) -> str:
        """The token of a new one."""
        token = secrets.token_urlsafe(32)
        with self.lock:
            self._forget()
            self.open[token] = [signer, number, self.clock() + seconds]
        return token

    def use(self, token: str, signer: str) -> bool:
        """Take one signature of it; False where there is none left for this signer."""
        with self.lock:
            self._forget()
            found = self.open.get(token)
            if found is None or found[0] != signer:
                return False
            found[1] -= 1
            if not found[1]:
                del self.open[token]
            return True

    def end(self, token: str) -> None:
        with self.lock:
            self.open.pop(token, None)

    def _forget(self) -> None:
        now = self.clock()
        self.open = {token: row for token, row in self.open.items() if row[2] > now}
