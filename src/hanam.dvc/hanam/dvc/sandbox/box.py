"""What the stand-ins have received, and how they should behave; in memory, for one process."""

from collections import Counter
from collections import deque
from dataclasses import dataclass
from dataclasses import replace
from datetime import datetime
from threading import Condition

import secrets
import time


MOST = 5000
CHANNELS = ("email", "sms", "zalo")
# fail: not now; slow: waits first; refuse: never; drop: takes it, then hangs up without an
# answer; lost: takes it, and reports later that it could not be delivered.
MODES = ("ok", "fail", "slow", "refuse", "drop", "lost")


@dataclass(frozen=True)
class Message:
    """One message as it came; ``times`` counts how often it was handed over."""

    channel: str
    key: str
    number: str
    recipient: str
    sender: str
    subject: str
    text: str
    at: datetime
    times: int = 1


class Box:
    """Safe to be used by many threads."""

    def __init__(self) -> None:
        self.changed = Condition()
        self.seconds = 3.0
        self.clear()

    def clear(self) -> None:
        """Forget everything and behave well again."""
        with self.changed:
            self.messages: dict[tuple[str, str], Message] = {}
            self.order: deque[tuple[str, str]] = deque()
            self.modes = dict.fromkeys(CHANNELS, "ok")
            self.left = dict.fromkeys(CHANNELS, 0)
            self.asked: Counter[str] = Counter()

    def behave(self, channel: str, mode: str, times: int = 0) -> None:
        """How a channel behaves from now on; after ``times`` requests (0: for ever) well again."""
        if channel not in CHANNELS or mode not in MODES:
            raise ValueError(f"{channel} {mode}")
        with self.changed:
            self.modes[channel], self.left[channel] = mode, times

    def mode(self, channel: str) -> str:
        """How to behave to this request."""
        with self.changed:
            self.asked[channel] += 1
            mode = self.modes[channel]
            if self.left[channel]:
                self.left[channel] -= 1
                if not self.left[channel]:
                    self.modes[channel] = "ok"
        if mode == "slow":
            time.sleep(self.seconds)
        return mode

    def take(self, channel, key, recipient, sender, subject, text) -> Message:
        """Keep a message; one of a key that is known is only counted."""
        with self.changed:
            place = (channel, key)
            known = self.messages.get(place)
            if known is not None:
                known = replace(known, times=known.times + 1)
            else:
                number = secrets.token_hex(6)
                now = datetime.now()
                known = Message(
                    channel, key, number, recipient, sender, subject, text, now
                )
                self.order.append(place)
                if len(self.order) > MOST:
                    del self.messages[self.order.popleft()]
            self.messages[place] = known
            self.changed.notify_all()
            return known

    def newest(self, asked: str = "") -> list[Message]:
        """The messages, newest first; with ``asked`` those with it in recipient or text."""
        with self.changed:
            found = [self.messages[place] for place in reversed(self.order)]
        asked = asked.strip().lower()
        return [
            one
            for one in found
            if asked in f"{one.recipient} {one.subject} {one.text}".lower()
        ]

    def wait_for(self, count: int, seconds: float = 60) -> bool:
        """Wait until ``count`` messages are here; whether they came in time."""
        with self.changed:
            return self.changed.wait_for(lambda: len(self.order) >= count, seconds)
