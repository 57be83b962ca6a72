"""What the portal needs beyond the XML of the profiles: its front page, its areas."""

from hanam.dvc.i18n import _
from hanam.dvc.portal import pages
from pathlib import Path
from plone import api
from plone.base.interfaces.constrains import ISelectableConstrainTypes

import json


HOME = "trang-chu"
CARDS = "cards"
DATA = Path(__file__).parent.parent / "profiles" / "demo" / "data"
# Folder: title, what lies in it.
AREAS = {
    pages.NEWS: (_("News"), ("News Item", "Image", "File")),
    pages.GUIDES: (_("Guides"), ("Document", "Image", "File")),
}


def after_default(portal) -> None:
    """Front page, areas of news and guides; an error log that keeps to itself."""
    offer_view("Plone Site", HOME)
    offer_view("Folder", CARDS)
    if portal.getProperty("layout", None) is None:
        portal.setLayout(HOME)
    for name, (title, types) in AREAS.items():
        make_area(portal, name, title, types)
    # It would copy addresses, secret links among them, into the server's log.
    portal.error_log.copy_to_zlog = False


def load_sample(portal) -> None:
    """News, guides and standing pages of the sample province."""
    rows = json.loads((DATA / "pages.json").read_text("utf-8"))
    pages.load_pages(portal, rows)


def offer_view(portal_type: str, name: str) -> None:
    """Let a type be shown by a view of ours."""
    info = api.portal.get_tool("portal_types")[portal_type]
    if name not in info.view_methods:
        info._updateProperty("view_methods", (*info.view_methods, name))


def make_area(portal, name, title, types) -> None:
    """A public folder for one kind of text, if it is not there."""
    if name in portal:
        return
    language = api.portal.get_default_language()
    area = api.content.create(
        portal, "Folder", name, api.portal.translate(title, lang=language)
    )
    area.setLayout(CARDS)
    limits = ISelectableConstrainTypes(area)
    limits.setConstrainTypesMode(1)
    limits.setLocallyAllowedTypes(list(types))
    limits.setImmediatelyAddableTypes(list(types))
    pages.publish(area)
