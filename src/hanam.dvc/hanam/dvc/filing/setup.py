"""What the profile does beyond its XML."""

from hanam.dvc.filing.settings import IFilingSettings
from hanam.dvc.filing.settings import PREFIX
from plone.registry.interfaces import IRegistry
from zope.component import getUtility


def after_default(portal) -> None:
    """The records of the room's settings; values that are there already stay."""
    getUtility(IRegistry).registerInterface(IFilingSettings, prefix=PREFIX)
