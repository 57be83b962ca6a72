"""The words of all procedures that editors keep, in the registry as JSON text.

`{"quiet": ["làm", …], "groups": [{"words": ["gplx", "giấy phép lái xe"]},
{"words": ["karaoke"], "means": ["an ninh, trật tự"]}]}`; people write a group as a line,
"gplx = giấy phép lái xe" or "karaoke > an ninh, trật tự".
"""

from dataclasses import dataclass
from functools import lru_cache
from hanam.dvc.catalogue.texts import Phrase
from hanam.dvc.catalogue.thesaurus import Group
from hanam.dvc.catalogue.thesaurus import Thesaurus
from hanam.dvc.i18n import _
from hanam.dvc.rules.vietnamese import nfc
from hashlib import sha256
from plone import api
from zope import schema
from zope.interface import Interface

import json


PREFIX = "hanam.dvc.search"
RECORD = f"{PREFIX}.thesaurus"
EMPTY = '{"quiet": [], "groups": []}'
LONGEST, MOST_WORDS, MOST_LINES = 100, 16, 3000


class ISearchSettings(Interface):
    """Records of the registry with the prefix ``hanam.dvc.search``."""

    thesaurus = schema.Text(
        title=_("Words that mean the same"),
        description=_("JSON, edited on the page of synonyms."),
        default=EMPTY,
        required=False,
    )


@dataclass(frozen=True)
class Problem:
    """What is wrong with a line; ``line`` counts from 1, 0 is none."""

    field: str
    line: int
    message: str


def record() -> str:
    """The JSON text; that of an empty thesaurus before the portal is set up."""
    return api.portal.get_registry_record(RECORD, default=EMPTY) or EMPTY


def thesaurus() -> Thesaurus:
    """The words that editors keep."""
    return parsed(record())


@lru_cache(maxsize=8)
def parsed(text: str) -> Thesaurus:
    """A `Thesaurus` of the JSON text that `to_text` writes."""
    data = json.loads(text)
    groups = (
        Group(tuple(row["words"]), tuple(row.get("means", ())))
        for row in data["groups"]
    )
    return Thesaurus(groups, data["quiet"])


def to_text(found: Thesaurus) -> str:
    """The JSON text of a thesaurus."""
    rows = []
    for group in found.groups:
        means = {"means": list(group.means)} if group.means else {}
        rows.append({"words": list(group.words), **means})
    data = {"quiet": list(found.quiet), "groups": rows}
    return json.dumps(data, ensure_ascii=False, indent=1)


def store(found: Thesaurus) -> bool:
    """Keep a thesaurus; whether it differs from what was kept."""
    text = to_text(found)
    if to_text(thesaurus()) == text:
        return False
    api.portal.set_registry_record(RECORD, text)
    return True


def load(rows: dict) -> None:
    """Keep what a file of the sample holds; a second run changes nothing."""
    store(parsed(json.dumps(rows)))


def digest() -> str:
    """Changes with the thesaurus: tells whether somebody else was here in between."""
    return sha256(record().encode()).hexdigest()[:16]


def lines(found: Thesaurus) -> str:
    """The groups as people write them."""
    return "\n".join(group.line() for group in found.groups)


def understood(groups: str, quiet: str) -> tuple[Thesaurus, list[Problem]]:
    """What was written, and what is wrong with it; a bad line is left out."""
    problems: list[Problem] = []
    found: dict[Group, int] = {}
    written = [line.strip() for line in nfc(groups).splitlines()]
    if len(written) > MOST_LINES:
        problems.append(Problem("groups", 0, _("There are too many lines.")))
        written = written[:MOST_LINES]
    for number, line in enumerate(written, 1):
        if not line or line.startswith("#"):
            continue
        group, message = group_of(line)
        if not message and group in found:
            message = _(
                "This stands in line ${line} already.", mapping={"line": found[group]}
            )
        if message:
            problems.append(Problem("groups", number, message))
        else:
            found[group] = number
    hushed = list(dict.fromkeys(phrases(nfc(quiet).replace("\n", ","), ",")))
    for text in hushed:
        if message := wrong(text):
            problems.append(Problem("quiet", 0, message))
    return Thesaurus(found, hushed), problems


def group_of(line: str) -> tuple[Group | None, str]:
    """The group of a line, or what is wrong with it."""
    left, arrow, right = line.partition(">")
    words = tuple(phrases(left, "="))
    means = tuple(phrases(right, ";"))
    if arrow and not (words and means):
        return None, _("There must be words on both sides of “>”.")
    if not arrow and len(words) < 2:
        return None, _("A line needs two phrases with “=” between them, or a “>”.")
    for text in (*words, *means):
        if message := wrong(text):
            return None, message
    if len({Phrase.of(text) for text in words}) < len(words):
        return None, _("A phrase stands twice in this line.")
    return Group(words, means), ""


def phrases(text: str, mark: str) -> list[str]:
    return [part for part in (" ".join(p.split()) for p in text.split(mark)) if part]


def wrong(text: str):
    """What is wrong with a phrase; empty if nothing."""
    words = Phrase.of(text).words
    if not words:
        return _("“${text}” holds no letters.", mapping={"text": text})
    if len(text) > LONGEST or len(words) > MOST_WORDS:
        return _("“${text}” is too long.", mapping={"text": text[:LONGEST]})
    return ""
