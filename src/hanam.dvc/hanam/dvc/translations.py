"""Catalogues of ours that are asked before Plone's for the same domain and language.

zope.i18n keeps the catalogues of a domain and language in a list, in the order of their registration, and
the first that knows a message answers. That order follows the order in which packages are loaded, which is
another in production than in the test layers; so ours are moved to the front whenever they are registered.
"""

from contextlib import suppress
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


class Joined:
    """All catalogues of a domain in one language as one: a message is looked up once.

    zope.i18n asks one catalogue after the other, and every room has its own.
    """

    def __init__(self, language: str, domain: str, catalogues):
        self.language, self.domain, self.catalogues = language, domain, catalogues
        self.reload()

    def reload(self) -> None:
        """Read the texts anew; of several for a message the first catalogue's counts."""
        self.texts = {}
        for catalogue in reversed(self.catalogues):
            self.texts |= catalogue._catalog._catalog

    def getMessage(self, message):
        return self.texts[message]

    def queryMessage(self, message, default=None):
        return self.texts.get(message, default)

    def getPluralMessage(self, singular, plural, n):
        for catalogue in self.catalogues:
            with suppress(KeyError):
                return catalogue.getPluralMessage(singular, plural, n)
        raise KeyError(singular)

    def queryPluralMessage(self, singular, plural, n, dft1=None, dft2=None):
        try:
            return self.getPluralMessage(singular, plural, n)
        except KeyError:
            return dft1 if n == 1 else dft2

    def getIdentifier(self) -> str:
        return f"joined:{self.domain}:{self.language}"


def join() -> None:
    """Make one catalogue of those of each domain and language; once all are registered."""
    for name, domain in getUtilitiesFor(ITranslationDomain):
        # Other domains than those of zope.i18n keep nothing to be joined.
        if not hasattr(domain, "getCatalogsInfo") or not hasattr(domain, "_data"):
            continue
        for language, names in domain.getCatalogsInfo().items():
            names[:] = dict.fromkeys(names)
            found = [domain._data[each] for each in names]
            if len(found) > 1 and all(hasattr(one, "_catalog") for one in found):
                joined = Joined(language, name, found)
                domain._data[joined.getIdentifier()] = joined
                names[:] = [joined.getIdentifier()]
