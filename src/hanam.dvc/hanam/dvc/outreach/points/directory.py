"""Finding support points: those of a commune, those nearest to a place."""

from dataclasses import dataclass
from datetime import date
from functools import cached_property
from hanam.dvc.catalogue import lookup
from hanam.dvc.catalogue.geography import areas
from hanam.dvc.catalogue.geography.areas import area
from hanam.dvc.outreach import moment
from hanam.dvc.outreach import places
from hanam.dvc.rules.distance import centre
from hanam.dvc.rules.distance import distance_km
from hanam.dvc.rules.distance import Place
from hanam.dvc.rules.vietnamese import fold


SAME_COMMUNE, SAME_DISTRICT, ELSEWHERE = range(3)


class Communes:
    """Names of communes and districts by code and slug, read once."""

    @cached_property
    def agencies(self) -> dict:
        return {item.getId(): item for item in lookup.agencies()}

    @cached_property
    def by_code(self) -> dict:
        return areas.by_code()

    @cached_property
    def districts(self) -> list[dict]:
        """{slug, title} of the districts in their order."""
        return [
            {"slug": slug, "title": area(item)}
            for slug, item in self.agencies.items()
            if item.kind == "district"
        ]

    def name(self, code: str) -> str:
        found = self.by_code.get(code)
        return "" if found is None else area(found)

    def district(self, code: str) -> str:
        """The slug of the district of a commune; "" if unknown."""
        found = self.by_code.get(code)
        return "" if found is None else found.parent

    def district_name(self, code: str) -> str:
        found = self.agencies.get(self.district(code))
        return "" if found is None else area(found)

    def full_name(self, code: str) -> str:
        """ "phường Minh Khai, TP Phủ Lý"."""
        return ", ".join(filter(None, (self.name(code), self.district_name(code))))

    def matching(self, text: str) -> list[str]:
        """Codes of the communes a person may mean: by code or by words of the name."""
        if text in self.by_code:
            return [text]
        words = fold(text).split()
        if not words:
            return []
        return [
            code
            for code in self.by_code
            if set(words) <= set(fold(self.full_name(code)).split())
        ]


@dataclass(frozen=True)
class Found:
    """A point and how near it is: ``rank`` is one of `SAME_COMMUNE`, `SAME_DISTRICT`,
    `ELSEWHERE`; ``distance`` in kilometres, None where unknown."""

    point: object
    rank: int = ELSEWHERE
    distance: float | None = None


def valid_on(point, day: date) -> bool:
    """Whether a point is there on the day."""
    start, end = point.valid_from, point.valid_to
    return (start is None or start <= day) and (end is None or day <= end)


def points(day: date | None = None) -> list:
    """All public points of the day (today), in their editors' order."""
    day = day or moment.now().date()
    found = places.public_items(places.POINTS, "SupportPoint")
    return [point for point in found if valid_on(point, day)]


def place_of(point) -> Place | None:
    """(latitude, longitude), or None where unknown."""
    if point.latitude is None or point.longitude is None:
        return None
    return point.latitude, point.longitude


def nearest(near: Place, found=None) -> list[Found]:
    """Points with the distance from a place, the nearest first; unknown ones last."""
    measured = []
    for point in points() if found is None else found:
        place = place_of(point)
        distance = None if place is None else distance_km(near, place)
        measured.append(Found(point, distance=distance))
    return sorted(measured, key=lambda f: (f.distance is None, f.distance or 0))


def around(codes: list[str], communes: Communes, found=None) -> list[Found]:
    """Points ordered for people of these communes: their own, their districts', then
    the rest from near to far."""
    found = points() if found is None else found
    districts = {communes.district(code) for code in codes}
    home = [p for p in found if p.commune in codes]
    home += [p for p in found if communes.district(p.commune) in districts]
    middles = [place for place in map(place_of, home) if place is not None]
    middle = centre(middles) if middles else None
    ranked = []
    for point in found:
        rank = ELSEWHERE
        if point.commune in codes:
            rank = SAME_COMMUNE
        elif communes.district(point.commune) in districts:
            rank = SAME_DISTRICT
        place = place_of(point)
        away = distance_km(middle, place) if middle and place else float("inf")
        ranked.append((rank, away, Found(point, rank)))
    ranked.sort(key=lambda row: row[:2])
    return [row[2] for row in ranked]


def featured(limit: int = 1, found=None) -> list:
    """The first points in their editors' order, for the front page."""
    return (points() if found is None else found)[:limit]
