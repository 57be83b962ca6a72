"""What the portal needs beyond the XML of the profiles: its front page, its areas."""

from hanam.dvc.i18n import _
from hanam.dvc.portal import pages
from hanam.dvc.portal.finding import people
from pathlib import Path
from plone import api
from plone.base.interfaces.constrains import ISelectableConstrainTypes
from plone.portlets.interfaces import IPortletAssignmentMapping
from plone.portlets.interfaces import IPortletManager
from zope.component import getMultiAdapter
from zope.component import getUtility

import json


HOME = "trang-chu"
CARDS = "cards"
DATA = Path(__file__).parent.parent / "profiles" / "demo" / "data"
# Folder: title, what lies in it.
AREAS = {
    pages.NEWS: (_("News"), ("News Item", "Image", "File")),
}
# Plone's own groups: the title they come with, ours.
GROUPS = {
    "Administrators": ("Administrators", _("Administrators of the system")),
    "Site Administrators": ("Site Administrators", _("Administrators of the portal")),
    "Reviewers": ("Reviewers", _("Reviewers of content")),
}


def after_default(portal) -> None:
    """Front page, area of news; an error log that keeps to itself."""
    if portal.getProperty("layout", None) != HOME:
        portal.setLayout(HOME)
        clear_columns(portal)
    for name, (title, types) in AREAS.items():
        make_area(portal, name, title, types)
    people.install()
    # It would copy addresses, secret links among them, into the server's log.
    portal.error_log.copy_to_zlog = False
    name_groups(portal)


def name_groups(portal) -> None:
    """Give Plone's own groups titles in the language of the portal; a changed one stays."""
    language = api.portal.get_default_language()
    for name, (stock, title) in GROUPS.items():
        group = api.group.get(groupname=name)
        if group is not None and group.getProperty("title") in ("", stock):
            words = api.portal.translate(title, lang=language)
            group.setGroupProperties({"title": words})
    everybody = portal.acl_users.auto_group
    if everybody.title == "Authenticated Users (Virtual Group)":
        everybody.title = api.portal.translate(_("Everybody signed in"), lang=language)


def after_uninstall(portal) -> None:
    """A user folder that asks nobody who is gone."""
    people.uninstall()


def load_sample(portal) -> None:
    """News and standing pages of the sample province."""
    rows = json.loads((DATA / "pages.json").read_text("utf-8"))
    pages.load_pages(portal, rows)


def clear_columns(portal) -> None:
    """Take away the portlets that Plone puts beside every page of a new site."""
    for name in ("plone.leftcolumn", "plone.rightcolumn"):
        manager = getUtility(IPortletManager, name=name)
        mapping = getMultiAdapter((portal, manager), IPortletAssignmentMapping)
        for key in list(mapping.keys()):
            del mapping[key]


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
