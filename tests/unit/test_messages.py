"""Every English sentence of code and templates has its Vietnamese, and only one."""

from pathlib import Path
from xml.etree import ElementTree

import ast
import re
import unittest


PACKAGE = Path(__file__).parents[2] / "src" / "hanam.dvc" / "hanam" / "dvc"
I18N = "{http://xml.zope.org/namespaces/i18n}"
DOMAIN = "hanam.dvc"


def unquote(text: str) -> str:
    return ast.literal_eval(text)


def catalogue(path: Path) -> dict[str, str]:
    """Messages of a .po file; those marked fuzzy count as missing."""
    messages, key, part, fuzzy, next_fuzzy = {}, "", None, False, False
    parts = {"msgid": "", "msgstr": ""}
    for line in [*path.read_text(encoding="utf-8").splitlines(), 'msgid ""']:
        if line.startswith("#,") and "fuzzy" in line:
            next_fuzzy = True
        for name in parts:
            if line.startswith(name + " "):
                if name == "msgid":
                    key, text = parts["msgid"], parts["msgstr"]
                    if key and not fuzzy:
                        messages[key] = text
                    fuzzy, next_fuzzy = next_fuzzy, False
                    parts["msgstr"] = ""
                part = name
                parts[name] = unquote(line[len(name) + 1 :])
                break
        else:
            if line.startswith('"') and part:
                parts[part] += unquote(line)
    return messages


def catalogues() -> dict[Path, dict[str, str]]:
    return {
        path: catalogue(path)
        for path in sorted(PACKAGE.glob(f"**/locales/vi/LC_MESSAGES/{DOMAIN}.po"))
    }


def messages_of_code(path: Path) -> set[str]:
    """The literal arguments of `_()`; its `default` is the sentence where the id is a key."""
    found = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if (
            isinstance(node, ast.Call)
            and isinstance(node.func, ast.Name)
            and node.func.id == "_"
            and node.args
            and isinstance(node.args[0], ast.Constant)
        ):
            found.add(node.args[0].value)
    return found


def spaced(text: str) -> str:
    return re.sub(r"\s+", " ", text).strip()


def sentence(element) -> str:
    """What an element with i18n:translate says, named parts as ${name}."""
    text = element.text or ""
    for child in element:
        name = child.get(I18N + "name")
        text += f"${{{name}}}" if name else sentence(child)
        text += child.tail or ""
    return text


def messages_of_template(path: Path) -> set[str]:
    """The sentences of a page template in our domain."""
    source = path.read_text(encoding="utf-8")
    source = re.sub(r"<!DOCTYPE[^>]*>", "", source)
    source = re.sub(r"&(?!amp;|lt;|gt;|quot;|#)\w+;", " ", source)
    # HTML's attributes without a value
    source = re.sub(
        r"(\s)(data-[a-z-]+|hidden|open)(?=\s*/?>|\s*\n\s*[\w:-]+=)", r'\1\2=""', source
    )
    root = ElementTree.fromstring(source)  # noqa: S314 (our own files)
    found = set()

    def walk(element, domain):
        domain = element.get(I18N + "domain", domain)
        if domain == DOMAIN:
            given = element.get(I18N + "translate")
            if given is not None:
                words = given or spaced(sentence(element))
                if words:
                    found.add(words)
            for attribute in re.split(r"[;\s]+", element.get(I18N + "attributes", "")):
                text = element.get(attribute)
                if attribute and text:
                    found.add(spaced(text))
        for child in element:
            walk(child, domain)

    walk(root, None)
    return {words for words in found if not re.fullmatch(r"(\$\{\w+\}|\W)*", words)}


# Words that administrators meet; titles of permissions stay as they are.
ZCML = re.compile(
    r"<(?:browser:(?:page|menuItem)|plone:(?:behavior|distribution)"
    r"|genericsetup:registerProfile)\b[^>]*>"
)


def messages_of_zcml(path: Path) -> set[str]:
    """Titles and descriptions of views, behaviours and profiles."""
    found = set()
    for directive in ZCML.findall(path.read_text(encoding="utf-8")):
        found.update(re.findall(r'\s(?:title|description)="([^"]*)"', directive))
    return found


class MessagesTest(unittest.TestCase):
    def setUp(self):
        self.catalogues = catalogues()
        self.known = set().union(*self.catalogues.values())

    def test_there_are_catalogues_to_look_at(self):
        self.assertGreater(len(self.known), 100)

    def test_every_message_has_vietnamese(self):
        for path, messages in self.catalogues.items():
            empty = [key for key, text in messages.items() if not text.strip()]
            with self.subTest(catalogue=str(path.relative_to(PACKAGE))):
                self.assertEqual(empty, [])

    def test_no_message_is_translated_in_two_ways(self):
        first = {}
        for path, messages in self.catalogues.items():
            for key, text in messages.items():
                with self.subTest(
                    message=key, catalogue=str(path.relative_to(PACKAGE))
                ):
                    self.assertEqual(first.setdefault(key, text), text)

    def test_a_translation_keeps_the_named_parts(self):
        names = re.compile(r"\$\{(\w+)\}")
        for messages in self.catalogues.values():
            for key, text in messages.items():
                if not names.search(key):
                    continue
                with self.subTest(message=key):
                    self.assertEqual(set(names.findall(key)), set(names.findall(text)))

    def test_every_sentence_of_the_code_is_in_a_catalogue(self):
        for path in sorted(PACKAGE.rglob("*.py")):
            missing = messages_of_code(path) - self.known
            with self.subTest(module=str(path.relative_to(PACKAGE))):
                self.assertEqual(missing, set())

    def test_every_sentence_of_the_templates_is_in_a_catalogue(self):
        for path in sorted(PACKAGE.rglob("*.pt")):
            missing = messages_of_template(path) - self.known
            with self.subTest(template=str(path.relative_to(PACKAGE))):
                self.assertEqual(missing, set())

    def test_every_title_of_types_workflows_and_views_is_in_a_catalogue(self):
        for pattern, read in (
            ("profiles/*/**/*.xml", messages_of_template),
            ("**/*.zcml", messages_of_zcml),
        ):
            for path in sorted(PACKAGE.glob(pattern)):
                missing = read(path) - self.known
                with self.subTest(file=str(path.relative_to(PACKAGE))):
                    self.assertEqual(missing, set())
