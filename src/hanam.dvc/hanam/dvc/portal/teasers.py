"""What lists tell about news and guides."""

from hanam.dvc.portal.pages import NEWS
from hanam.dvc.rules.vietnamese_words import short_date
from plone import api


NEWS_ITEM = "News Item"
TEXTS = (NEWS_ITEM, "Document", "Event", "Link", "Folder", "Guide", "SupportPoint")
# Plone's way of saying that a page has no date of publication.
UNKNOWN = 1969


def teasers(place, start: int, size: int) -> tuple[int, list[dict]]:
    """How many pages of a folder the reader may see, and some of them as dicts.

    {url, title, description, date, image}; `date` is empty where none is known, `image`
    the address of a small picture or empty. News come latest first, others as sorted.
    """
    order = {"sort_on": "getObjPositionInParent"}
    if place.getId() == NEWS:
        order = {"sort_on": "effective", "sort_order": "reverse"}
    found = api.content.find(
        path={"query": "/".join(place.getPhysicalPath()), "depth": 1},
        portal_type=TEXTS,
        **order,
    )
    return len(found), [teaser(brain) for brain in found[start : start + size]]


def teaser(brain) -> dict:
    url = brain.getURL()
    return {
        "url": url,
        "title": brain.Title,
        "description": brain.Description,
        "date": day_of(brain),
        "image": f"{url}/@@images/image/preview" if brain.image_scales else "",
    }


def day_of(brain) -> str:
    """When a news item was published; other pages tell no date."""
    day = brain.effective
    if brain.portal_type != NEWS_ITEM or day is None or day.year() <= UNKNOWN:
        return ""
    return short_date(day.asdatetime().date())
