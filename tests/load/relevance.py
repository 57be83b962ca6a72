"""How well citizens' phrases are answered with the national file loaded, beside stock Plone.

    bin/py tests/load/relevance.py FILE

`DVC_VAR` names a portal made with `bin/dvc site --sample`; the file is imported into it and published.
Stock Plone's search is its own text index (splitter, normalizer and Okapi ranking of its default profile)
over the same codes and titles, asked as its search page asks. The product is asked with the words that its
editors keep and without them.
"""

from pathlib import Path

import os
import subprocess
import sys
import time


TOP = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(TOP))

from tests import relevance  # noqa: E402


PAGE = relevance.PAGE
SHARES = (
    ("precision at 3", "precision"),
    ("reciprocal rank", "reciprocal"),
    ("first", "first"),
    ("among 3", "among_three"),
    ("among 20", "on_page"),
)


def product(phrase: str) -> list[str]:
    """Codes that the product finds."""
    from hanam.dvc.catalogue import search

    return [item["code"] for item in search.find(phrase, size=PAGE)[1]]


def without_words(phrase: str) -> list[str]:
    """Codes that the product finds with an empty thesaurus."""
    from hanam.dvc.catalogue import search
    from hanam.dvc.catalogue.thesaurus import NOTHING

    index = search.current()
    visible = search.visible_numbers(index, search.Query())
    found = search.answered(index, phrase, visible, NOTHING)[0].found
    return [index.entries[number].data.card["code"] for number in found[:PAGE]]


class Stock:
    """The text index of stock Plone over codes and titles."""

    def __init__(self, entries):
        from plone.base.utils import munge_search_term
        from Products.CMFPlone.UnicodeSplitter import I18NNormalizer
        from Products.CMFPlone.UnicodeSplitter import Splitter
        from Products.ZCTextIndex.Lexicon import Lexicon
        from Products.ZCTextIndex.OkapiIndex import OkapiIndex
        from Products.ZCTextIndex.QueryParser import QueryParser

        self.munge = munge_search_term
        self.lexicon = Lexicon(Splitter(), I18NNormalizer())
        self.index = OkapiIndex(self.lexicon)
        self.parser = QueryParser(self.lexicon)
        self.codes = {}
        for number, (code, title) in enumerate(entries):
            self.codes[number] = code
            self.index.index_doc(number, [code, title])

    def __call__(self, phrase: str) -> list[str]:
        """Codes found, best first; nothing where the phrase is no query."""
        from Products.ZCTextIndex.ParseTree import ParseError

        try:
            tree = self.parser.parseQuery(self.munge(phrase))
        except ParseError:
            return []
        found = tree.executeQuery(self.index) or {}
        best = sorted(found.items(), key=lambda pair: (-pair[1], pair[0]))
        return [self.codes[number] for number, _score in best]


def table(rows: list[tuple[str, list[dict], object]]) -> str:
    """A row for each (name, phrases, ask), with the time a phrase takes."""
    heads = " | ".join(name for name, _key in SHARES)
    lines = [f"| search | phrases | {heads} | ms |", "|---" * (len(SHARES) + 3) + "|"]
    failed = {}
    for name, phrases, ask in rows:
        start = time.perf_counter()
        found = relevance.measure(phrases, ask)
        spent = 1000 * (time.perf_counter() - start) / len(phrases)
        cells = " | ".join(f"{found.share(key):.3f}" for _name, key in SHARES)
        lines.append(f"| {name} | {len(phrases)} | {cells} | {spent:.1f} |")
        failed[name] = found.failed
    for name, missed in failed.items():
        if missed and name.startswith("product") and "without" not in name:
            lines += ["", f"Not among the first three of {name}:", ""]
            lines += [f"* {phrase} ({place_text(place)})" for phrase, place in missed]
    return "\n".join(lines)


def place_text(place) -> str:
    return "not on the first page" if place is None else f"place {place + 1}"


def report(path: Path) -> str:
    """Import the file and compare; the table as text."""
    from hanam.dvc.catalogue import search
    from hanam.dvc.catalogue.importing import run
    from hanam.dvc.operations import zope

    with zope.portal() as portal:
        run(portal, path, publish=True, commit_every=200)
        index = search.current()
        entries = [(e.data.card["code"], e.data.title) for e in index.entries]
        stock = Stock(entries)
        product("khai sinh")
        rows = relevance.rows()
        seen = [row for row in rows if not row.get("unseen")]
        unseen = [row for row in rows if row.get("unseen")]
        head = f"### Finding among {len(entries)} procedures\n\n"
        return head + table(
            [
                ("product", seen, product),
                ("product without synonyms", seen, without_words),
                ("stock Plone", seen, stock),
                ("product, unseen phrases", unseen, product),
                ("stock Plone, unseen phrases", unseen, stock),
            ]
        )


def measured(work: Path, path: Path) -> str:
    """Prepare a portal below ``work`` and run this module in it."""
    var = work / "run-relevance"
    environment = os.environ | {"DVC_VAR": str(var), "DVC_HOME": str(TOP)}
    if not var.exists():
        dvc = str(TOP / "bin" / "dvc")
        subprocess.run(
            [dvc, "site", "--sample"], env=environment, check=True, capture_output=True
        )
    done = subprocess.run(
        [str(TOP / "bin" / "py"), str(Path(__file__).resolve()), str(path)],
        env=environment,
        check=True,
        stdout=subprocess.PIPE,
        text=True,
    )
    return done.stdout.strip()


if __name__ == "__main__":
    print(report(Path(sys.argv[1])))
