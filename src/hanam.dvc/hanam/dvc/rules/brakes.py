"""How long somebody waits who did something too often, from two counters.

Time is cut into windows of equal length. What was done in the window before counts in proportion
to how much of it lies within the last ``window`` seconds, so that a border lets nobody do twice
as much.
"""

from math import ceil


def place(seconds: float, window: int) -> tuple[int, float]:
    """The number of the window a moment lies in, and the seconds since it began."""
    number = int(seconds // window)
    return number, seconds - number * window


def wait(before: int, now: int, since: float, window: int, most: int) -> int:
    """Whole seconds until one more is allowed; 0 if it is at once.

    ``before`` and ``now`` count what was done in the last and in this window, ``since`` are
    the seconds since this one began, ``most`` what is allowed in ``window`` seconds.
    """
    if weight(before, now, since, window) < most:
        return 0
    if now >= most:
        # In the next window this one is the one before.
        return ceil(window - since + shrinks_below(now, most, window))
    return max(ceil(shrinks_below(before, most - now, window) - since), 1)


def weight(before: int, now: int, since: float, window: int) -> float:
    """How much of both windows lies within the last ``window`` seconds."""
    return now + before * (1 - since / window)


def shrinks_below(count: int, most: int, window: int) -> float:
    """Seconds into a window after which ``count`` of the one before weighs less than ``most``."""
    return max(window * (1 - most / count), 0) + 1
