"""Items of this room from rows of JSON; a second run with the same rows writes nothing."""

from hanam.dvc.outreach import explains
from hanam.dvc.outreach import places
from plone import api
from plone.app.textfield.interfaces import IRichText
from plone.app.textfield.value import RichTextValue
from plone.dexterity.utils import createContent
from plone.dexterity.utils import iterSchemataForType
from zope.event import notify
from zope.lifecycleevent import ObjectModifiedEvent
from zope.schema import getFieldsInOrder
from zope.schema.interfaces import IDate

import datetime


HTML = "text/html"
SAFE = "text/x-html-safe"


def load(place, portal_type: str, rows, publish: bool = True) -> int:
    """Create or update an item for each row (`slug` and fields); how many changed."""
    return sum(bool(load_item(place, portal_type, row, publish)) for row in rows)


def load_item(place, portal_type: str, row: dict, publish: bool = True) -> bool:
    """One item; whether anything was written."""
    values = values_of(portal_type, row)
    item = place.get(row["slug"])
    if item is None:
        item = createContent(portal_type, **values)
        item.id = row["slug"]
        place[row["slug"]] = item
        changed = True
    else:
        changed = update(place[row["slug"]], values)
    if publish:
        places.publish(place[row["slug"]])
    return changed


def update(item, values) -> bool:
    """Set what differs; whether anything did."""
    different = {
        name: value
        for name, value in values.items()
        if comparable(getattr(item, name, None)) != comparable(value)
    }
    for name, value in different.items():
        setattr(item, name, value)
    if different:
        notify(ObjectModifiedEvent(item))
    return bool(different)


def comparable(value):
    """Rich texts are equal when their sources are."""
    return value.raw if isinstance(value, RichTextValue) else value


def values_of(portal_type: str, row: dict) -> dict:
    """What a row says, as the fields of the type want it; ``ValueError`` for others."""
    fields = {
        name: field
        for schema in iterSchemataForType(portal_type)
        for name, field in getFieldsInOrder(schema)
    }
    unknown = sorted(set(row) - set(fields) - {"slug", "items", "samples"})
    if unknown:
        raise ValueError(f"{portal_type} {row['slug']}: unknown {', '.join(unknown)}")
    values = {name: row[name] for name in fields if name in row}
    for name, value in values.items():
        if IRichText.providedBy(fields[name]):
            values[name] = RichTextValue(value, HTML, SAFE)
        elif IDate.providedBy(fields[name]):
            values[name] = datetime.date.fromisoformat(value) if value else None
        elif name == "procedures":
            values[name] = explains.known(value)
    for name, value in values.items():
        field = fields[name].bind(api.portal.get())
        if value or field.required:
            field.validate(value)
    return values
