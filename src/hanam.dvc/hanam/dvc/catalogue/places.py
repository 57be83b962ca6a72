"""The folders of the catalogue, and who sees what lies in them."""

from hanam.dvc.catalogue import lookup
from hanam.dvc.i18n import _
from plone import api
from plone.base.interfaces.constrains import ISelectableConstrainTypes
from zope.interface import alsoProvides
from zope.interface import Interface


class IProcedures(Interface):
    """The folder of procedures: an unknown code there gets a page that helps."""


PUBLISHED = "published"
# Folder: title, type it takes, its page.
PLACES = {
    lookup.AGENCIES: (_("Agencies"), "Agency", "agencies"),
    lookup.SECTORS: (_("Sectors"), "Sector", "sectors"),
    lookup.PROCEDURES: (_("Procedures"), "Procedure", "procedures"),
}


def ensure() -> None:
    """Make the folders that are not there yet."""
    for name in PLACES:
        folder(name)


def folder(name):
    """A folder of the catalogue; made, with its page and public, if need be."""
    portal = api.portal.get()
    if name not in portal:
        title, portal_type, layout = PLACES[name]
        language = api.portal.get_default_language()
        place = api.content.create(
            portal, "Folder", name, api.portal.translate(title, lang=language)
        )
        place.setLayout(layout)
        if name == lookup.PROCEDURES:
            alsoProvides(place, IProcedures)
        limits = ISelectableConstrainTypes(place)
        limits.setConstrainTypesMode(1)
        limits.setLocallyAllowedTypes([portal_type])
        limits.setImmediatelyAddableTypes([portal_type])
        publish(place)
    return portal[name]


def publish(item) -> None:
    """Make an item public if its workflow has a way and it is not yet."""
    if api.content.get_state(item, default=None) in (None, PUBLISHED):
        return
    with api.env.adopt_roles(["Manager"]):
        api.content.transition(item, to_state=PUBLISHED)
