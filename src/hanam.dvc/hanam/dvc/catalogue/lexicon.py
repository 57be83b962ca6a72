"""Words of Vietnamese text for the stock indexes of the site search.

Plone's own splitter and normalizer leave a word as it is when its first letter lies
beyond U+024F, as that of "Ủy" does: "uy ban" then misses "Ủy ban". This element takes
the place of both.
"""

from hanam.dvc.rules.vietnamese import fold
from plone import api
from Products.ZCTextIndex.interfaces import ISplitter
from Products.ZCTextIndex.PipelineFactory import element_factory
from zope.interface import implementer

import re


GROUP = "Word Splitter"
NAME = "Vietnamese splitter, marks ignored"
STOCK = (
    ("Word Splitter", "Unicode Whitespace splitter"),
    ("Case Normalizer", "Unicode Ignoring Accents Case Normalizer"),
)
LEXICON = "plone_lexicon"
GLOB = re.compile(r"[*?]+")
SPLIT = re.compile(r"([*?]+)").split


@implementer(ISplitter)
class FoldingSplitter:
    """Syllables in small letters without marks."""

    def process(self, texts):
        """The words of the texts, for indexing and for a question."""
        return [word for text in texts for word in fold(as_text(text)).split()]

    def processGlob(self, texts):
        """The words of a question; * and ? stay where they are."""
        return [
            word
            for text in texts
            for chunk in as_text(text).split()
            for word in folded_glob(chunk)
        ]

    def process_post_glob(self, words):
        """The words without * and ?, for what shows them."""
        return [GLOB.sub("", as_text(word)) for word in words]


def folded_glob(chunk: str) -> list[str]:
    """The words of a chunk without blanks, each with its * and ?."""
    parts = [part if GLOB.fullmatch(part) else fold(part) for part in SPLIT(chunk)]
    return [word for word in "".join(parts).split() if GLOB.sub("", word)]


def as_text(value) -> str:
    return value.decode("utf-8", "replace") if isinstance(value, bytes) else value


def register() -> None:
    """Make the element known to the form of a lexicon."""
    if NAME not in element_factory.getFactoryNames(GROUP):
        element_factory.registerFactory(GROUP, NAME, FoldingSplitter)


register()


def install() -> None:
    """Let the site search fold Vietnamese; index anew what is there already."""
    replace(is_ours, (FoldingSplitter(),))


def uninstall() -> None:
    """Give the stock elements back."""
    stock = tuple(element_factory.instantiate(*names) for names in STOCK)
    replace(lambda pipeline: not is_ours(pipeline), stock)


def is_ours(pipeline) -> bool:
    return any(isinstance(element, FoldingSplitter) for element in pipeline)


def replace(done, pipeline) -> None:
    catalog = api.portal.get_tool("portal_catalog")
    lexicon = catalog[LEXICON]
    if done(lexicon._pipeline):
        return
    lexicon._pipeline = pipeline
    lexicon.clear()
    indexes = [
        name
        for name, index in catalog.Indexes.items()
        if getattr(index, "lexicon_id", None) == LEXICON
    ]
    catalog.manage_clearIndex(ids=indexes)
    catalog.manage_reindexIndex(ids=indexes)
