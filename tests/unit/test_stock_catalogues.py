"""Our Vietnamese for Plone's own messages: whole sentences, with the variables and tags of the English."""

from importlib.util import find_spec
from pathlib import Path
from tests.unit.test_messages import catalogue
from tests.unit.test_messages import PACKAGE
from tests.unit.test_messages import unquote

import re
import unittest


FOLDER = PACKAGE / "locales_stock" / "vi" / "LC_MESSAGES"
PARTS = re.compile(
    r"""\$\{[^}]*\}            # ${name}
    | \$[a-zA-Z]\w*            # $name
    | (?<![\w$])\{\w*\}        # {name} of str.format
    | %\(\w+\)[sd] | %[sd]     # %(name)s and %s
    | </?[a-zA-Z]+             # tags
    | &(?!\#8217;)[\w\#]+;     # entities, but the apostrophe of the English""",
    re.VERBOSE,
)
# between two fields of the form for recurrence, where neither language says anything
SPACES = {
    "monthly_day_of_month_4",
    "monthly_weekday_of_month_2",
    "yearly_day_of_month_3",
    "yearly_weekday_of_month_2",
    "yearly_weekday_of_month_4",
}
ENTRY = re.compile(r'^msgid "', re.MULTILINE)


def english(text: str) -> dict[str, str]:
    """The English of each message of a .po or .pot file: its default, or the id where it has none."""
    found = {}
    for block in text.split("\n\n"):
        lines = [line for line in block.splitlines() if not line.startswith("#~")]
        comment = " ".join(
            line.removeprefix("#.").strip() for line in lines if line.startswith("#.")
        )
        given = re.search(r'Default: (".*")$', comment)
        key, inside = "", False
        for line in lines:
            if line.startswith("msgid "):
                key, inside = unquote(line.removeprefix("msgid ")), True
            elif line.startswith('"') and inside:
                key += unquote(line)
            else:
                inside = False
        if key:
            found[key] = unquote(given.group(1)) if given else key
    return found


def stock_folder() -> Path | None:
    """Where Plone's templates and catalogues are; None where Plone is not at hand."""
    try:
        spec = find_spec("plone.app.locales")
    except ModuleNotFoundError:
        return None
    return Path(spec.origin).parent / "locales"


def stock(domain: str) -> dict[str, str]:
    """The English that Plone's own template of the domain has; empty where Plone is not at hand."""
    folder = stock_folder()
    path = folder and folder / f"{domain}.pot"
    return english(path.read_text(encoding="utf-8")) if path else {}


class StockCataloguesTest(unittest.TestCase):
    def setUp(self):
        self.paths = sorted(FOLDER.glob("*.po"))

    def test_there_are_catalogues_to_look_at(self):
        names = {path.stem for path in self.paths}
        self.assertLessEqual({"plone", "widgets", "cmfeditions"}, names)

    def test_a_translation_keeps_the_variables_tags_and_entities_of_the_english(self):
        for path in self.paths:
            sentences = english(path.read_text(encoding="utf-8"))
            sentences |= stock(path.stem)
            for key, text in catalogue(path).items():
                with self.subTest(domain=path.stem, message=key):
                    self.assertEqual(
                        sorted(PARTS.findall(sentences[key])),
                        sorted(PARTS.findall(text)),
                    )

    def test_nothing_of_the_domain_is_left_in_english(self):
        if not stock_folder():
            self.skipTest("Plone is not at hand")
        for path in self.paths:
            theirs = stock_folder() / "vi" / "LC_MESSAGES" / path.name
            known = {key for key, said in catalogue(theirs).items() if said}
            known |= catalogue(path).keys()
            with self.subTest(domain=path.stem):
                self.assertEqual(stock(path.stem).keys() - known, set())

    def test_the_comment_above_a_message_is_the_english_of_plone(self):
        for path in self.paths:
            ours = english(path.read_text(encoding="utf-8"))
            theirs = stock(path.stem)
            for key in ours.keys() & theirs.keys():
                with self.subTest(domain=path.stem, message=key):
                    self.assertEqual(ours[key], theirs[key])

    def test_every_message_has_vietnamese_and_none_is_fuzzy(self):
        for path in self.paths:
            text = path.read_text(encoding="utf-8")
            messages = catalogue(path)
            with self.subTest(domain=path.stem):
                self.assertLessEqual(
                    {key for key, said in messages.items() if not said.strip()}, SPACES
                )
                self.assertNotIn("", messages.values())
                self.assertNotRegex(text, r"(?m)^#,.*fuzzy")
                # one of the entries is the head; none is read over, none stands twice
                self.assertEqual(len(ENTRY.findall(text)) - 1, len(messages))

    def test_lines_are_whole_strings(self):
        line = re.compile(r'(msgid |msgstr )?"([^"\\]|\\["\\nt])*"')
        for path in self.paths:
            for number, text in enumerate(path.read_text("utf-8").splitlines(), 1):
                if text and not text.startswith("#"):
                    with self.subTest(file=path.name, line=number):
                        self.assertRegex(text, rf"^{line.pattern}$")

    def test_a_message_is_not_in_another_catalogue_of_the_same_domain(self):
        for path in self.paths:
            for other in PACKAGE.glob(f"*/locales/vi/LC_MESSAGES/{path.name}"):
                both = catalogue(path).keys() & catalogue(other).keys()
                with self.subTest(catalogue=str(other.relative_to(PACKAGE))):
                    self.assertEqual(both, set())
