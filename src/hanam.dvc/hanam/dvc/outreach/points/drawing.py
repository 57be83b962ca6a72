"""The map of the support points: where they lie to each other, drawn from their own
coordinates. No tiles, nothing fetched from elsewhere."""

from dataclasses import dataclass
from hanam.dvc.outreach.points.directory import place_of
from hanam.dvc.rules.distance import centre
from math import cos
from math import radians


WIDTH = 640.0
MARGIN = 48.0
TALLEST = 1.5  # times as high as wide, without the margins
LEAST_SPAN = 0.02  # degrees; one single point must not fill the map
KM_PER_DEGREE = 111.195
SCALE_KM = 5
LABEL_ABOVE = 24.0


@dataclass(frozen=True)
class Mark:
    """A numbered point of the drawing; ``target`` is the id of its line in the list."""

    number: int
    title: str
    x: float
    y: float
    target: str


@dataclass(frozen=True)
class Drawing:
    """Marks, names of districts at (x, y), size, and how long 5 km are."""

    width: float
    height: float
    marks: tuple[Mark, ...]
    labels: tuple[tuple[str, float, float], ...]
    scale: float

    @property
    def view_box(self) -> str:
        return f"0 0 {self.width:.0f} {self.height:.0f}"


def draw(numbered, communes) -> Drawing | None:
    """A drawing of (number, point) pairs; None if none of them has coordinates."""
    known = [(no, point, place_of(point)) for no, point in numbered]
    known = [row for row in known if row[2] is not None]
    if not known:
        return None
    south, north = bounds([place[0] for _no, _point, place in known])
    west, east = bounds([place[1] for _no, _point, place in known])
    squeeze = cos(radians((south + north) / 2))
    west, east = bounds([west, east], (north - south) / TALLEST / squeeze)
    per_degree = (WIDTH - 2 * MARGIN) / ((east - west) * squeeze)

    def at(place):
        x = MARGIN + (place[1] - west) * squeeze * per_degree
        return round(x, 1), round(MARGIN + (north - place[0]) * per_degree, 1)

    marks = tuple(
        Mark(no, point.title, *at(place), f"diem-{point.getId()}")
        for no, point, place in known
    )
    return Drawing(
        WIDTH,
        round(2 * MARGIN + (north - south) * per_degree, 1),
        marks,
        tuple(labels(known, communes, at)),
        round(SCALE_KM / KM_PER_DEGREE * per_degree, 1),
    )


def bounds(values: list[float], least=LEAST_SPAN) -> tuple[float, float]:
    """Where values begin and end, in degrees, ``least`` apart or more."""
    low, high = min(values), max(values)
    spare = max(0.0, least - (high - low)) / 2
    return low - spare, high + spare


def labels(known, communes, at):
    """The name of each district in the middle of its points."""
    by_district: dict[str, list] = {}
    for _no, point, place in known:
        name = communes.district_name(point.commune)
        by_district.setdefault(name, []).append(place)
    for name, found in by_district.items():
        if name:
            x, y = at(centre(found))
            yield (name, x, round(y - LABEL_ABOVE, 1))
