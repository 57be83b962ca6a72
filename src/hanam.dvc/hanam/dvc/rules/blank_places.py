"""Where on a page nothing stands: the place for a visible signature. Lengths are points.

A page is a grid of square cells, row by row from the top; a cell with something in it is ink.
"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Grid:
    """A page as ``columns`` by ``rows`` cells of ``cell`` points; ``ink`` holds a byte for each,
    0 where nothing stands."""

    columns: int
    rows: int
    cell: float
    ink: bytes

    def sums(self) -> list[list[int]]:
        """How much ink stands above and left of each corner of the cells."""
        found = [[0] * (self.columns + 1)]
        for number in range(self.rows):
            start, left, line = number * self.columns, 0, [0]
            above = found[-1]
            for column in range(self.columns):
                left += 1 if self.ink[start + column] else 0
                line.append(above[column + 1] + left)
            found.append(line)
        return found


@dataclass(frozen=True, slots=True)
class Place:
    """A rectangle on a page, from its lower left corner, in points from the page's own."""

    left: float
    bottom: float
    width: float
    height: float

    @property
    def box(self) -> tuple[float, float, float, float]:
        return (
            self.left,
            self.bottom,
            self.left + self.width,
            self.bottom + self.height,
        )


def find(
    grid: Grid,
    size: tuple[float, float],
    wanted: tuple[float, float],
    margin: float = 0,
    farthest: float | None = None,
    taken: tuple[Place, ...] = (),
) -> Place | None:
    """The blank rectangle of ``size`` (width, height) nearest to where its lower left corner is
    ``wanted``; None where there is none, or none within ``farthest``.

    ``margin`` is kept free at the edges of the page; ``taken`` are rectangles in use.
    """
    wide, high = (-(-int(length * 100) // int(grid.cell * 100)) for length in size)
    edge = -(-int(margin * 100) // int(grid.cell * 100))
    sums, best = grid.sums(), None
    top = grid.rows * grid.cell
    for row in range(edge, grid.rows - high - edge + 1):
        bottom = top - (row + high) * grid.cell
        for column in range(edge, grid.columns - wide - edge + 1):
            left = column * grid.cell
            far = (left - wanted[0]) ** 2 + (bottom - wanted[1]) ** 2
            if best is not None and far >= best[0]:
                continue
            ink = (
                sums[row + high][column + wide]
                - sums[row][column + wide]
                - sums[row + high][column]
                + sums[row][column]
            )
            place = Place(left, bottom, *size)
            if not ink and not any(overlaps(place, other) for other in taken):
                best = (far, place)
    if best is None or (farthest is not None and best[0] > farthest**2):
        return None
    return best[1]


def overlaps(one: Place, other: Place) -> bool:
    """Whether two rectangles have something in common."""
    a, b = one.box, other.box
    return a[0] < b[2] and b[0] < a[2] and a[1] < b[3] and b[1] < a[3]
