"""Which procedures the guides explain, for those who keep the catalogue."""

from hanam.dvc.interfaces import IGuided
from hanam.dvc.outreach.explains import INDEX
from plone import api
from zope.interface import implementer


@implementer(IGuided)
class Guided:
    """Asks the index; wakes no guide."""

    def guided(self, ids) -> set[str]:
        """Of the ids of procedures, those that a published guide names."""
        catalog = api.portal.get_tool("portal_catalog")
        index = catalog._catalog.getIndex(INDEX)
        brains = catalog.unrestrictedSearchResults(
            portal_type="Guide", review_state="published"
        )
        named = [index.getEntryForObject(brain.getRID(), ()) for brain in brains]
        return set(ids) & set().union(*named)


GUIDED = Guided()
