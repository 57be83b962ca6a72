"""Where templates and signers are kept: in annotations of the portal, apart from content."""

from BTrees.OOBTree import OOBTree
from persistent.mapping import PersistentMapping
from plone import api
from zope.annotation.interfaces import IAnnotations


KEY = "hanam.dvc.letters"


def shelf(create: bool = False):
    """The tree of names, or None while nothing was kept."""
    kept = IAnnotations(api.portal.get())
    if KEY not in kept and create:
        kept[KEY] = OOBTree()
    return kept.get(KEY)


def signer_of(agency: str) -> dict:
    """What was said of who signs for an agency."""
    found = shelf()
    return dict((found or {}).get(f"signer/{agency}", {}))


def set_signer(agency: str, values: dict) -> None:
    shelf(create=True)[f"signer/{agency}"] = PersistentMapping(values)
