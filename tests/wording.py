"""Which language the words of a page are in: what is shown, and how to tell English from Vietnamese.

English is told by its words: a page in Vietnamese may not hold a word of the English messages of
Plone and of ours, unless it is built like a Vietnamese syllable or stands in `ALLOWED`. A text that
is built only of such words ("Home", "Top") is told by being a whole English message.
Vietnamese is told by its letters.
"""

from functools import cached_property
from pathlib import Path
from plone.i18n.locales import languages
from zope.component import queryUtility
from zope.i18n.interfaces import ITranslationDomain

import plone.app.locales
import re
import sys
import unicodedata


ATTRIBUTES = ("title", "alt", "aria-label", "placeholder", "aria-description")
BUTTONS = ("submit", "button", "reset")
# Nobody reads these.
UNREAD = {"script", "style", "template", "head", "svg", "code", "kbd", "samp", "pre", "textarea"}  # fmt: skip
# What Vietnamese writes the same way: products, standards and kinds of files, borrowed words.
PRODUCTS = """
chrome excel facebook google javascript livesearch microsoft patternslib plone python tinymce
twitter unicode word yahoo youtube zalo zope dublin core analytics
"""
STANDARDS = """
atom cpsv csrf css csv dcat doc docx esmtp favicon gif gmt html http https icalendar jpeg jpg json
mime pdf png rss sms smtp svg tales tiff url utf uuid webdav webp xls xlsx xml zip zodb localhost
"""
BORROWED = """
caps cccd cmnd cookie email internet lock logo markdown menu meta online robots video web
website
"""
ALLOWED = frozenset(f"{PRODUCTS} {STANDARDS} {BORROWED}".split())
# Codes, addresses and names of files are no words.
CODES = re.compile(
    r"""(?x)
      https?://\S+ | [\w.+-]+@[\w.-]+ | \$\{[^}]*\} | &\w+;
    | (?<!\w)[/.#@{}*]\S*[\w}*]            # paths, selectors, patterns
    | \w+/\* | \w+(?:[./:_=+-]\w+)*[._/:=]\w[\w./:=*-]*   # dotted names, keys, types of content
    | \w+\ \d+x\d+ | \[[a-z_]+\] | “[A-Za-z_]+” | “(?:[a-z]+\ [\d\ ]+,?\ ?)+”
    | [a-z\d]+(?:-[a-z\d]+){2,}  # scales, ids, keys
    | \btest-user\b  # who sets up the world of the tests
    | \w*\d\w*
    """
)
WORD = re.compile(r"[^\W\d_]+(?:[’'][^\W\d_]+)?")
SYLLABLE = re.compile(
    r"(?:ngh|ng|nh|gh|gi|kh|ph|th|tr|ch|qu|[bcdghklmnprstvx])?[aeiouy]{1,3}"
    r"(?:ch|ng|nh|[cmnpt])?"
)
# Built like syllables of ours, and never found in Vietnamese without marks.
ENGLISH_ALL_THE_SAME = frozenset(("the", "that", "this", "you", "your", "not", "can"))
SHORTEST = 3
LETTERS = re.compile(r"[^\W\d_]")
# A Latin vowel and the marks of Vietnamese: tones, circumflex, breve, horn.
MARKED = re.compile("(?i)[aeiouy][\u0300\u0301\u0303\u0309\u0323\u0302\u0306\u031b]")


def is_vietnamese(text: str) -> bool:
    """Whether some letter of the text carries a mark as Vietnamese does."""
    return any(
        letter in "đĐ" or MARKED.match(unicodedata.normalize("NFD", letter))
        for letter in text
    )


def segments(root, language: str, page_language: str = ""):
    """The texts a reader meets: (place, text), without what is marked as another language.

    ``page_language`` is that of the page where it is another.
    """
    page_language = root.get("lang", page_language or language)

    def walk(element, spoken):
        if not isinstance(element.tag, str) or element.tag in UNREAD:
            return
        spoken = element.get("lang", spoken)
        if spoken == language:
            yield from own(element)
        for child in element:
            yield from walk(child, spoken)
            if spoken == language and child.tail and child.tail.strip():
                yield element.tag, " ".join(child.tail.split())

    yield from walk(root, page_language)
    title = root.find("head/title")
    if title is not None and title.get("lang", page_language) == language:
        yield "title", " ".join((title.text or "").split())


def own(element):
    """The texts of one element itself."""
    if element.text and element.text.strip():
        yield element.tag, " ".join(element.text.split())
    names = ATTRIBUTES
    if element.tag == "input" and element.get("type") in BUTTONS:
        names += ("value",)
    for name in names:
        text = (element.get(name) or "").strip()
        if text:
            yield f"{element.tag}[{name}]", " ".join(text.split())


def messages(path: Path) -> dict[str, str]:
    """{msgid: text} of a .po; of a .pot its English default."""
    found = {}
    for block in re.split(r"\n\s*\n", path.read_text("utf-8")):
        default = re.search(r'#\. Default: "((?:[^"\\]|\\.|"\n#\. ")*)"', block)
        parts = {}
        for name in ("msgid", "msgstr"):
            match = re.search(rf'^{name} ((?:"(?:[^"\\]|\\.)*"\s*)+)', block, re.M)
            lines = re.findall(r'"((?:[^"\\]|\\.)*)"', match[1]) if match else []
            parts[name] = "".join(lines).replace('\\"', '"').replace("\\n", " ")
        if parts["msgid"]:
            text = default[1].replace('"\n#. "', "") if default else parts["msgid"]
            found[parts["msgid"]] = parts["msgstr"] if path.suffix == ".po" else text
    return found


class English:
    """What the programs say in English, and whether a text is of it."""

    def __init__(self):
        self.known: dict[str, tuple[str, ...]] = {}

    @cached_property
    def sources(self) -> dict[str, dict[str, str]]:
        """{domain: {msgid: English}} of everything that is installed."""
        stock = Path(plone.app.locales.__file__).parent / "locales"
        files = [*stock.glob("*.pot")]
        for entry in sys.path:
            if entry.endswith(".egg"):
                files += Path(entry).glob("*/*/locales/*.pot")
        found: dict[str, dict[str, str]] = {}
        for file in files:
            domain = file.stem.removesuffix("-manual").removesuffix("-generated")
            found.setdefault(domain, {}).update(messages(file))
        package = Path(__file__).parents[1] / "src/hanam.dvc/hanam/dvc"
        for file in package.glob("**/locales/vi/LC_MESSAGES/hanam.dvc.po"):
            ours = found.setdefault("hanam.dvc", {})
            ours.update({msgid: msgid for msgid in messages(file)})
        return found

    @cached_property
    def words(self) -> frozenset[str]:
        """Words that tell English from Vietnamese, in small letters."""
        found = set()
        for texts in self.sources.values():
            for text in texts.values():
                found.update(
                    word.lower() for word in WORD.findall(CODES.sub(" ", text))
                )
        return frozenset(
            word
            for word in found
            if len(word) >= SHORTEST
            and word.isascii()
            and word not in ALLOWED
            and (word in ENGLISH_ALL_THE_SAME or not SYLLABLE.fullmatch(word))
        )

    @cached_property
    def whole(self) -> dict[str, tuple[str, str]]:
        """{English message: (domain, msgid)}."""
        return {
            text: (domain, msgid)
            for domain, texts in self.sources.items()
            for msgid, text in texts.items()
        }

    @cached_property
    def languages(self) -> frozenset[str]:
        """The names of languages, each in itself, as lists to choose from show them."""
        combined = languages._combinedlanguagelist
        listed = [*languages._languagelist.values(), *combined.values()]
        return frozenset(entry.get("native", entry["name"]) for entry in listed)

    def found_in(self, text: str) -> tuple[str, ...]:
        """The English words of a text; empty for Vietnamese."""
        if text not in self.known:
            self.known[text] = self.look(text)
        return self.known[text]

    def look(self, text: str) -> tuple[str, ...]:
        if text in self.languages:
            return ()
        words = WORD.findall(CODES.sub(" ", text))
        found = tuple(word for word in words if word.lower() in self.words)
        if found or is_vietnamese(text):
            return found
        return (text,) if self.is_untranslated(text.strip(" :…")) else ()

    def is_untranslated(self, text: str) -> bool:
        """Whether this is a whole message that Vietnamese has other words for."""
        if (
            not LETTERS.search(text)
            or text not in self.whole
            or text.lower() in ALLOWED
        ):
            return False
        domain, msgid = self.whole[text]
        catalogue = queryUtility(ITranslationDomain, domain)
        if catalogue is None:
            return True
        return catalogue.translate(msgid, target_language="vi", default=text) != text


ENGLISH = English()
