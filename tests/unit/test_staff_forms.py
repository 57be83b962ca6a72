"""No form of staff sends names, phones or numbers of people in an address: what it may send by GET
stands here, the rest is sent by POST (see docs/worklists.md)."""

from html.parser import HTMLParser
from pathlib import Path

import unittest


PACKAGE = Path(__file__).parents[2] / "src" / "hanam.dvc" / "hanam" / "dvc"
ROOMS = ("counter", "letters", "notify", "signing", "identity", "oversight", "outreach")
FIELDS = ("input", "select", "textarea", "button")
# Agencies, kinds, codes and days.
HARMLESS = {
    "agency", "by", "channel", "code", "commune", "district", "done", "end", "formula", "kind",
    "language", "list", "number", "only", "procedure", "quarter", "rebase", "sector", "start",
    "year",
}  # fmt: skip
# What is looked for is a procedure, or a published question.
TEXTS = {
    "counter/templates/reception_pick.pt": {"q"},
    "outreach/questions/templates/questions.pt": {"q"},
}


class Forms(HTMLParser):
    """(method, names of fields) of each form of a template."""

    def __init__(self):
        super().__init__()
        self.found = []

    def handle_starttag(self, tag, attrs):
        given = dict(attrs)
        if tag == "form":
            self.found.append(((given.get("method") or "get").lower(), set()))
        elif tag in FIELDS and given.get("name") and self.found:
            self.found[-1][1].add(given["name"])


def forms_of(path: Path) -> list[tuple[str, set[str]]]:
    parser = Forms()
    parser.feed(path.read_text(encoding="utf-8"))
    return parser.found


class StaffFormsTest(unittest.TestCase):
    def test_what_is_sent_in_an_address_tells_of_nobody(self):
        looked_at = 0
        for room in ROOMS:
            for path in sorted((PACKAGE / room).rglob("templates/**/*.pt")):
                name = str(path.relative_to(PACKAGE))
                known = HARMLESS | TEXTS.get(name, set())
                for method, fields in forms_of(path):
                    if method == "get":
                        looked_at += 1
                        with self.subTest(template=name):
                            self.assertEqual(fields - known, set())
        self.assertGreater(looked_at, 10)

    def test_people_are_searched_for_by_post(self):
        for name in (
            "counter/templates/worklist.pt",
            "portal/templates/frame/staff.pt",
        ):
            with self.subTest(template=name):
                sent = {
                    method for method, names in forms_of(PACKAGE / name) if "q" in names
                }
                self.assertEqual(sent, {"post"})
