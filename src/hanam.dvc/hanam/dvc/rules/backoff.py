"""When to try again: twice as long after each try, up to a limit, with some chance in it."""

LARGEST_POWER = 30


def seconds(attempts: int, base: int, most: int, chance: float = 0.5) -> int:
    """Seconds to wait after the try with number ``attempts`` (from 1) has failed.

    ``base`` after the first, doubled after each further one, never above ``most``. ``chance``
    (0 to 1, a random number) spreads what failed together: between three and five quarters
    of that time, at least one second.
    """
    power = min(max(attempts, 1) - 1, LARGEST_POWER)
    wait = min(base * 2**power, most)
    return max(1, round(wait * (0.75 + chance / 2)))
