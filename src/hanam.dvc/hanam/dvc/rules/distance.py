"""Distances between places on the ground."""

from math import asin
from math import cos
from math import radians
from math import sin
from math import sqrt


EARTH_RADIUS_KM = 6371.0088
Place = tuple[float, float]


def distance_km(one: Place, other: Place) -> float:
    """As the crow flies, in kilometres, between two (latitude, longitude) in degrees."""
    (lat1, lon1), (lat2, lon2) = ((radians(a), radians(b)) for a, b in (one, other))
    half = sin((lat2 - lat1) / 2) ** 2
    half += cos(lat1) * cos(lat2) * sin((lon2 - lon1) / 2) ** 2
    return 2 * EARTH_RADIUS_KM * asin(min(1.0, sqrt(half)))


def centre(places: list[Place]) -> Place:
    """The middle of some places of one province; ``ValueError`` if there are none."""
    if not places:
        raise ValueError("no places")
    return (
        sum(place[0] for place in places) / len(places),
        sum(place[1] for place in places) / len(places),
    )
