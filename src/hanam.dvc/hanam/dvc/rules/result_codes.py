"""The code by which anybody verifies a result: printed under its QR code, read out, typed.

Twelve of Crockford's letters and digits, in groups of four: `7KQ2-9XMA-04TD`. The last one is
a check digit, so that a slip of the hand is told apart from a document nobody knows; the other
eleven (55 bits) cannot be guessed. It says nothing of the dossier and opens nothing of it.
"""

from collections.abc import Callable


LETTERS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
LENGTH = 12
GROUP = 4
MISREAD = str.maketrans("ILOU", "110V", "- \t\n\r\u00a0\u2013\u2014.")
LONGEST = 40  # characters of what somebody typed
# A prime: one wrong letter, or two neighbours in the wrong order, changes the remainder.
PRIME = 31


def make(choose: Callable[[int], int]) -> str:
    """A new code; ``choose(n)`` gives a random number from 0 to n - 1."""
    body = "".join(LETTERS[choose(len(LETTERS))] for _ in range(LENGTH - 1))
    return body + check_digit(body)


def check_digit(body: str) -> str:
    """The letter that belongs behind the first eleven."""
    total = sum(LETTERS.index(one) * place for place, one in enumerate(body, 2))
    return LETTERS[total % PRIME]


def normal(text: str) -> str:
    """The code as it is kept, of what was typed; "" if it can be no code."""
    if len(text) > LONGEST:
        return ""
    found = text.upper().translate(MISREAD)
    if len(found) != LENGTH or not set(found) <= set(LETTERS):
        return ""
    return found if check_digit(found[:-1]) == found[-1] else ""


def shown(code: str) -> str:
    """The code in its groups, as it is printed."""
    return "-".join(code[at : at + GROUP] for at in range(0, len(code), GROUP))
