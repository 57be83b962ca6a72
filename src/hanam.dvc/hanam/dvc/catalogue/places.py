"""The folders of the catalogue, and who sees what lies in them."""

from hanam.dvc.catalogue import lookup
from hanam.dvc.i18n import _
from hanam.dvc.rules.vietnamese import fold
from plone import api
from plone.app.content.namechooser import NormalizingNameChooser
from plone.base.interfaces.constrains import ISelectableConstrainTypes
from zope.component import adapter
from zope.interface import alsoProvides
from zope.interface import Interface


class IProcedures(Interface):
    """The folder of procedures: an unknown code there gets a page that helps."""


LONGEST_SLUG = 80
PUBLISHED = "published"
# Folder: title, type it takes, its page.
PLACES = {
    lookup.AGENCIES: (_("Agencies"), "Agency", "agencies"),
    lookup.SECTORS: (_("Sectors"), "Sector", "sectors"),
    lookup.PROCEDURES: (_("Procedures"), "Procedure", "procedures"),
    lookup.DECISIONS: (_("Publication decisions"), "Decision", "decisions"),
}


@adapter(IProcedures)
class ProcedureNames(NormalizingNameChooser):
    """A procedure's id is its code, dot included; its name, where it has no code."""

    def chooseName(self, name, obj):
        name = getattr(obj, "code", "") or slug_of(name or obj.title or "")
        return self._findUniqueName(name or obj.portal_type.lower(), obj)


def slug_of(text: str) -> str:
    """A text as an id: small letters a-z, digits and hyphens, cut at a word."""
    slug = fold(text).replace(" ", "-")
    if len(slug) > LONGEST_SLUG:
        slug = slug[:LONGEST_SLUG].rpartition("-")[0]
    return slug


def ensure() -> None:
    """Make the folders that are not there yet; mark that of procedures again after an
    import of content, which does not keep the mark."""
    for name in PLACES:
        folder(name)
    place = folder(lookup.PROCEDURES)
    if not IProcedures.providedBy(place):
        alsoProvides(place, IProcedures)


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
