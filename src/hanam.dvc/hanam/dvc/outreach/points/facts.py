"""What is told of a support point, for pages, files and services alike."""

from hanam.dvc.catalogue.moment import iso
from hanam.dvc.outreach import moment
from hanam.dvc.outreach import settings
from hanam.dvc.outreach.fields import title_of
from hanam.dvc.outreach.points import terms
from hanam.dvc.rules.vietnamese import fold


# The names are those of the French model of places of digital help, in English.
COLUMNS = (
    "id",
    "name",
    "partner_kind",
    "partner",
    "commune_code",
    "commune",
    "district",
    "address",
    "latitude",
    "longitude",
    "phone",
    "opening_hours",
    "services",
    "equipment",
    "wheelchair",
    "accessibility",
    "valid_from",
    "valid_to",
    "updated",
    "url",
)


def missing_equipment(point) -> list[str]:
    """What of the directive's list a point has not."""
    there = {fold(row["title"]) for row in point.equipment or () if row["count"]}
    return [title for title in settings.value("equipment") if fold(title) not in there]


def equipment_lines(point) -> list[str]:
    """ "Máy tính: 2 (một máy cho trẻ em)"."""
    return [
        f"{row['title']}: {row['count']}" + (f" ({row['note']})" if row["note"] else "")
        for row in point.equipment or ()
    ]


def record(point, communes) -> dict:
    """A point under the names of `COLUMNS`; people and inspections are not told."""
    return {
        "id": point.getId(),
        "name": point.title,
        "partner_kind": point.partner,
        "partner": point.partner_name,
        "commune_code": point.commune or "",
        "commune": communes.name(point.commune),
        "district": communes.district_name(point.commune),
        "address": point.address,
        "latitude": point.latitude,
        "longitude": point.longitude,
        "phone": point.phone,
        "opening_hours": point.hours,
        "services": list(point.services or ()),
        "equipment": equipment_lines(point),
        "wheelchair": point.wheelchair or "unknown",
        "accessibility": point.accessibility,
        "valid_from": day_text(point.valid_from),
        "valid_to": day_text(point.valid_to),
        "updated": iso(moment.local_time(point.modified())),
        "url": point.absolute_url(),
    }


def day_text(day) -> str:
    return "" if day is None else day.isoformat()


def flat(told: dict) -> dict:
    """A record for a table: lists as texts divided by "|"."""
    return {
        name: "|".join(value) if isinstance(value, list) else value
        for name, value in told.items()
    }


def partner_words(point):
    """The partner's own name, or what kind it is."""
    return point.partner_name or title_of(terms.PARTNERS, point.partner)
