"""News and standing pages from rows, as `profiles/demo/data/pages.json` has them."""

from DateTime import DateTime
from hanam.dvc.catalogue import lookup
from plone import api
from plone.app.textfield.value import RichTextValue


NEWS = "tin-tuc"
PUBLISHED = "published"
HTML = "text/html"
SAFE = "text/x-html-safe"


def load_pages(portal, rows: dict) -> int:
    """Create or update what ``rows`` (`news`, `pages`) tell; how many changed.

    A second run with the same rows changes nothing.
    """
    places = (
        ("news", portal[NEWS], "News Item"),
        ("pages", portal, "Document"),
    )
    return sum(
        load_page(place, portal_type, row)
        for kind, place, portal_type in places
        for row in rows.get(kind, ())
    )


def load_page(place, portal_type: str, row: dict) -> bool:
    """One page in its folder; whether anything was written."""
    page = place.get(row["slug"])
    made = page is None
    if made:
        page = api.content.create(place, portal_type, row["slug"], row["title"])
        page.exclude_from_nav = False
    changed = write(page, row)
    changed = relate(page, row.get("procedures", ())) or changed
    publish(page)
    changed = dated(page, row.get("date", "")) or changed
    if made or changed:
        page.reindexObject()
    return made or changed


def write(page, row) -> bool:
    """Set title, description and text where they differ."""
    changed = False
    for name in ("title", "description"):
        if getattr(page, name) != row.get(name, ""):
            setattr(page, name, row.get(name, ""))
            changed = True
    if page.text is None or page.text.raw != row["text"]:
        page.text = RichTextValue(row["text"], HTML, SAFE)
        changed = True
    return changed


def dated(page, text: str) -> bool:
    """Set the day of publication; a page of unknown day is published today."""
    if page.effective_date is not None and not text:
        return False
    day = DateTime(text) if text else DateTime()
    if page.effective_date == day:
        return False
    page.setEffectiveDate(day)
    return True


def relate(page, codes) -> bool:
    """Link the procedures a page explains; those that do not exist are left out."""
    wanted = [found for code in codes if (found := lookup.procedure(code)) is not None]
    present = [
        relation.to_object
        for relation in api.relation.get(
            source=page, relationship="relatedItems", unrestricted=True
        )
    ]
    if {item.getId() for item in present} == {item.getId() for item in wanted}:
        return False
    api.relation.delete(source=page, relationship="relatedItems")
    for item in wanted:
        api.relation.create(page, item, "relatedItems")
    return True


def publish(item) -> None:
    """Make an item public if it is not yet."""
    if api.content.get_state(item, default=PUBLISHED) != PUBLISHED:
        with api.env.adopt_roles(["Manager"]):
            api.content.transition(item, to_state=PUBLISHED)
