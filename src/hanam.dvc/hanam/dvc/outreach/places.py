"""The folders of this room, and how its items become public."""

from hanam.dvc.i18n import _
from plone import api
from plone.base.interfaces.constrains import ISelectableConstrainTypes


POINTS = "diem-ho-tro"
GUIDES = "huong-dan"
PRESS = "bao-chi"
QUESTIONS = "hoi-dap"
PUBLISHED = "published"
# Folder: title, types it takes, its page.
PLACES = {
    QUESTIONS: (_("Questions and answers"), ("Question",), "questions"),
    PRESS: (_("Press"), ("PressOrganisation",), "press"),
    GUIDES: (_("Guides"), ("Guide",), "guides"),
    POINTS: (_("Support points"), ("SupportPoint",), "support_points"),
}


def ensure() -> None:
    """Make the folders that are not there yet."""
    for name in PLACES:
        folder(name)


def folder(name: str):
    """A folder of this room; made, with its page and public, if need be."""
    portal = api.portal.get()
    if name in portal:
        return portal[name]
    title, types, layout = PLACES[name]
    language = api.portal.get_default_language()
    place = api.content.create(
        portal, "Folder", name, api.portal.translate(title, lang=language)
    )
    place.setLayout(layout)
    limits = ISelectableConstrainTypes(place)
    limits.setConstrainTypesMode(1)
    limits.setLocallyAllowedTypes(list(types))
    limits.setImmediatelyAddableTypes(list(types))
    publish(place)
    return place


def publish(item) -> None:
    """Make an item public if its workflow has a way and it is not yet."""
    if api.content.get_state(item, default=None) in (None, PUBLISHED):
        return
    with api.env.adopt_roles(["Manager"]):
        api.content.transition(item, to_state=PUBLISHED)


def public_items(place_name: str, portal_type: str, **query) -> list:
    """The items of a type in a folder that the reader may see, in their order."""
    place = api.portal.get().get(place_name)
    if place is None:
        return []
    query.setdefault("sort_on", "getObjPositionInParent")
    brains = api.content.find(context=place, portal_type=portal_type, **query)
    return [brain.getObject() for brain in brains]
