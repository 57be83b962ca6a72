"""What may be chosen in the forms of the catalogue."""

from hanam.dvc.catalogue import settings
from hanam.dvc.catalogue import terms
from hanam.dvc.catalogue.geography import areas
from hanam.dvc.records import vocabulary
from plone import api
from zope.interface import provider
from zope.schema.interfaces import IVocabularyFactory


def children(place):
    """(slug, title) of what lies in a folder of the portal, by title."""
    folder = api.portal.get().get(place)
    found = [] if folder is None else folder.objectValues()
    return sorted(((item.getId(), item.title) for item in found), key=lambda p: p[1])


@provider(IVocabularyFactory)
def agencies(context):
    """All agencies by slug."""
    return vocabulary(children("co-quan"))


@provider(IVocabularyFactory)
def agency_choices(context):
    """Agencies of a procedure: a slug, or all districts, or all communes."""
    return vocabulary([*terms.EVERYBODY, *children("co-quan")])


@provider(IVocabularyFactory)
def sectors(context):
    """All sectors by slug."""
    return vocabulary(children("linh-vuc"))


@provider(IVocabularyFactory)
def life_events(context):
    """The situations of life and business of the settings, by key."""
    return vocabulary((item["key"], item["title"]) for item in settings.life_events())


@provider(IVocabularyFactory)
def communes(context):
    """The communes of today by their code of the statistics office, each with its
    district."""
    return vocabulary(
        (item.gso_code, areas.with_district(item)) for item in areas.communes()
    )
