"""What readers say of a page: which page needs work most, and what of a text is kept."""

from math import sqrt

import re


# 1.96 standard deviations: 95 of 100 such estimates hold.
SURE = 1.96
ADDRESS = re.compile(r"\S+@\S+|https?://\S+|www\.\S+", re.IGNORECASE)
NUMBER = re.compile(r"\d[\d .\-/]*\d|\d")
LEFT_OUT = "…"


def trouble(useful: int, not_useful: int) -> float:
    """How sure it is that a page fails its readers, 0 to 1: the lower end of Wilson's
    interval for the share of those it did not help. One "no" alone weighs little."""
    total = useful + not_useful
    if not total:
        return 0.0
    share, square = not_useful / total, SURE * SURE
    middle = share + square / (2 * total)
    spread = SURE * sqrt(share * (1 - share) / total + square / (4 * total * total))
    return max(0.0, (middle - spread) / (1 + square / total))


def harmless(text: str, longest: int) -> str:
    """A remark without numbers, e-mail and web addresses, on one line, cut at
    ``longest`` characters."""
    text = "".join(c if c.isprintable() else " " for c in text)
    text = NUMBER.sub(LEFT_OUT, ADDRESS.sub(LEFT_OUT, text))
    text = " ".join(text.split())
    return text if len(text) <= longest else text[: longest - 1].rstrip() + LEFT_OUT
