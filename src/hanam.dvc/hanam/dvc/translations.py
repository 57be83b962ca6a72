"""Catalogues of ours that are asked before Plone's for the same domain and language.

zope.i18n keeps the catalogues of a domain and language in a list, in the order of their registration, and
the first that knows a message answers. That order follows the order in which packages are loaded, which is
another in production than in the test layers; so ours are moved to the front whenever they are registered.
"""

from pathlib import Path
from zope.component import getUtilitiesFor
from zope.i18n.interfaces import ITranslationDomain
from zope.i18n.zcml import registerTranslations


def prefer_translations(_context, directory, domain="*"):
    """Register the catalogues of `directory` like `i18n:registerTranslations`, before all others.

    `domain` may narrow it to one domain.
    """
    registerTranslations(_context, directory, domain)
    _context.action(
        discriminator=None, callable=put_first, args=(Path(directory).resolve(),)
    )


def put_first(directory):
    """Move the catalogues under `directory` to the front of each list, each of them once."""
    for _name, domain in getUtilitiesFor(ITranslationDomain):
        for names in domain.getCatalogsInfo().values():
            ours = [name for name in dict.fromkeys(names) if is_under(name, directory)]
            if ours:
                names[:] = ours + [name for name in names if name not in ours]


def is_under(name, directory):
    """Whether a catalogue, named by its file, lies in the directory."""
    return directory in Path(name).resolve().parents
