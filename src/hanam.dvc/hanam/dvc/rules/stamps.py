"""Where on a page the stamp with the QR code goes. Lengths are points (1/72 inch)."""

from collections.abc import Sequence
from dataclasses import dataclass


CORNERS = ("bottom-left", "bottom-right", "top-left", "top-right")
MILLIMETRE = 72 / 25.4


@dataclass(frozen=True, slots=True)
class Stamp:
    """A stamp of ``width`` by ``height``, ``margin`` away from the edges of a corner."""

    width: float
    height: float
    margin: float
    corner: str = "bottom-left"


def matrix(box: Sequence[float], rotation: int, stamp: Stamp) -> tuple[float, ...]:
    """The six numbers that put the stamp on a page, upright for who reads it.

    ``box`` are the edges of what is seen of the page (left, bottom, right, top), before it is
    turned by ``rotation`` degrees clockwise. A stamp too big for the page is made smaller.
    """
    left, bottom, right, top = sorted_box(box)
    turned = rotation % 360
    wide, high = right - left, top - bottom
    seen_wide, seen_high = (high, wide) if turned in (90, 270) else (wide, high)
    scale = fitting(seen_wide, seen_high, stamp)
    x, y = place(seen_wide, seen_high, stamp, scale)
    if turned == 90:
        return (0, scale, -scale, 0, left + wide - y, bottom + x)
    if turned == 180:
        return (-scale, 0, 0, -scale, left + wide - x, bottom + high - y)
    if turned == 270:
        return (0, -scale, scale, 0, left + y, bottom + high - x)
    return (scale, 0, 0, scale, left + x, bottom + y)


def sorted_box(box: Sequence[float]) -> tuple[float, float, float, float]:
    """A box may name its corners in any order."""
    one, two, three, four = (float(edge) for edge in box)
    return min(one, three), min(two, four), max(one, three), max(two, four)


def fitting(wide: float, high: float, stamp: Stamp) -> float:
    """1, or less where the page is smaller than the stamp and its margins."""
    free_wide = max(wide - 2 * stamp.margin, 1)
    free_high = max(high - 2 * stamp.margin, 1)
    return min(1.0, free_wide / stamp.width, free_high / stamp.height)


def place(wide: float, high: float, stamp: Stamp, scale: float) -> tuple[float, float]:
    """The lower left corner of the stamp on the page as it is seen."""
    x, y = stamp.margin, stamp.margin
    if stamp.corner.endswith("right"):
        x = wide - stamp.margin - stamp.width * scale
    if stamp.corner.startswith("top"):
        y = high - stamp.margin - stamp.height * scale
    return max(x, 0.0), max(y, 0.0)
