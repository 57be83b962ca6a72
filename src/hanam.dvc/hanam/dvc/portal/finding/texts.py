"""News, guides and pages that answer a question, with the words they were found by."""

from Acquisition import aq_base
from hanam.dvc.catalogue import synonyms
from hanam.dvc.i18n import _
from hanam.dvc.portal.finding.exact import exact_first
from hanam.dvc.portal.finding.plain import plain_text
from hanam.dvc.portal.finding.snippets import pieces
from hanam.dvc.portal.finding.snippets import snippet
from hanam.dvc.portal.finding.snippets import Words
from hanam.dvc.portal.teasers import day_of
from hanam.dvc.rules.vietnamese import fold
from plone import api
from plone.base.utils import munge_search_term


SIZE = 10
# Kind: its title, and the types of content that belong to it.
KINDS = (
    ("guides", _("Guides"), ("Guide",)),
    ("questions", _("Questions and answers"), ("Question",)),
    ("news", _("News"), ("News Item", "PressArticle")),
    ("decisions", _("Publication decisions"), ("Decision",)),
    ("points", _("Support points"), ("SupportPoint",)),
    ("agencies", _("Agencies"), ("Agency",)),
    ("files", _("Documents and pictures"), ("File", "Image")),
    (
        "pages",
        _("Pages"),
        ("Collection", "Document", "Event", "Folder", "Link", "PressOrganisation"),
    ),
)
KIND_OF = {portal_type: kind for kind, _title, types in KINDS for portal_type in types}
FILES = ("File", "Image")
# Fields that hold the public text of a page.
TEXTS = ("steps", "text", "easy", "answer")


def groups(question: str) -> list[dict]:
    """{kind, title, total, entries} of each kind that has any, best first.

    An entry is {url, title, text, date}; title and text are lists of `snippets.pieces`.
    """
    words = words_of(question)
    by_kind: dict[str, list] = {}
    for brain in brains_of(question):
        by_kind.setdefault(KIND_OF[brain.portal_type], []).append(brain)
    return [
        {
            "kind": kind,
            "title": title,
            "total": len(by_kind[kind]),
            "entries": [item_of(brain, words) for brain in by_kind[kind][:SIZE]],
        }
        for kind, title, _types in KINDS
        if kind in by_kind
    ]


def words_of(question: str) -> Words:
    """What is marked in texts: all but the words that say nothing."""
    return Words(question, synonyms.thesaurus().quiet_places(question))


def brains_of(question: str):
    """What the reader may see; without the words that say nothing if nothing has all."""
    kept = words_of(question)
    for text in (question, " ".join(word for word, _exact in kept.pairs)):
        # Signs would be operators of the index's own language.
        bare = fold(text)
        if not bare:
            continue
        found = api.content.find(
            SearchableText=munge_search_term(bare), portal_type=tuple(KIND_OF)
        )
        if found:
            return exact_first(found, text)
    return []


def item_of(brain, words) -> dict:
    return {
        "url": brain.getURL() + ("/view" if brain.portal_type in FILES else ""),
        "title": pieces(brain.Title, words),
        "text": snippet(text_with(brain, words), words),
        "date": day_of(brain),
    }


def text_with(brain, words) -> str:
    """The description, or the text of the page if that has more of the words."""
    description = brain.Description or ""
    had = words.had_by(description)
    if had == len(words.folded):
        return description
    # Found with the rights of the reader: the folders above it do not matter.
    item = aq_base(brain._unrestrictedGetObject())
    plain = " ".join(plain_text(getattr(item, name, None)) for name in TEXTS)
    return plain if words.had_by(plain) > had else description or plain
