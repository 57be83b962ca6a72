"""Which procedures a guide explains: pages that name them among their related items."""

from hanam.dvc.catalogue.content import IProcedure
from plone import api
from zc.relation.interfaces import ICatalog
from zope.component import queryUtility


GUIDES = "huong-dan"
RELATED = "relatedItems"
PUBLISHED = "published"


def guided() -> frozenset[str]:
    """Ids of the procedures that a public page below ``/huong-dan`` is about."""
    relations = queryUtility(ICatalog)
    if relations is None:
        return frozenset()
    place = "/".join((*api.portal.get().getPhysicalPath(), GUIDES, ""))
    return frozenset(
        relation.to_object.getId()
        for relation in relations.findRelations({"from_attribute": RELATED})
        if IProcedure.providedBy(relation.to_object)
        and is_public(relation.from_object, place)
    )


def is_public(page, place) -> bool:
    if page is None or not "/".join(page.getPhysicalPath()).startswith(place):
        return False
    # Where pages have no workflow, all are public.
    return api.content.get_state(page, default=PUBLISHED) == PUBLISHED
