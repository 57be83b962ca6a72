"""Which procedures a guide explains; the room that keeps the guides says so."""

from hanam.dvc.interfaces import IGuided
from zope.component import queryUtility


def guided(ids) -> frozenset[str]:
    """Of the ids of procedures, those that a public guide explains."""
    utility = queryUtility(IGuided)
    return frozenset() if utility is None else frozenset(utility.guided(ids))
