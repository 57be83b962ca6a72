"""English is the whole second language: what is left in Vietnamese is data, and marked as such."""

from hanam.dvc.operations.sample import DATA
from hanam.dvc.portal.marking import mark
from hanam.dvc.portal.marking import runs
from lxml import html
from tests.dossiers import DECLARATION
from tests.dossiers import PROCEDURE
from tests.functional.test_language import GUEST
from tests.functional.test_language import OWN
from tests.functional.test_language import PAGES
from tests.functional.test_language import PROCEDURE_PATH
from tests.functional.test_language import STAFF
from tests.functional.test_language import WalkCase
from tests.unit.test_messages import catalogues
from tests.wording import is_vietnamese
from tests.wording import segments

import json
import re
import requests
import unittest


def texts(data):
    """All texts in what was read from JSON."""
    if isinstance(data, str):
        yield data
    elif isinstance(data, dict | list):
        for value in data.values() if isinstance(data, dict) else data:
            yield from texts(value)


class EnglishTest(WalkCase):
    def setUp(self):
        super().setUp()
        known = {
            text
            for messages in catalogues().values()
            for text in messages.values()
            if is_vietnamese(text) and "${" not in text
        }
        # What editors wrote may be the same words.
        catalog = self.portal.portal_catalog
        # The loader wrote this into each declaration, where its designer may change it.
        known.discard("Thử tờ khai")
        # The way to the other language is written in that language.
        known.discard("Tiếng Việt")
        brains = catalog.unrestrictedSearchResults(path="/")
        titles = {brain.Title for brain in brains}
        sample = [json.loads(p.read_text("utf-8")) for p in DATA.rglob("*.json")]
        written = set(texts([sample, PROCEDURE, DECLARATION]))
        parts = {text[a:b] for text in written for a, b in runs(text)}
        self.ours = known - titles - written - parts

    def assert_english(self, pages, at_least):
        """Only data is Vietnamese, and it says so."""
        found, count = {}, 0
        for page in pages:
            count += 1
            self.assertEqual(page.language, "en", page.url)
            for place, text in segments(page.root, "en"):
                # The words for the browser's tab hold the name of the portal.
                if is_vietnamese(text) and place != "title":
                    found.setdefault(text, f"{page.url}: <{place}> {text[:200]!r}")
            for place, text in segments(page.root, "vi", "en"):
                if text in self.ours:
                    line = f"{page.url}: <{place}> {text[:200]!r} is a message of ours"
                    found.setdefault(text, line)
        if found:
            self.fail("\n".join(["Vietnamese was found:", *sorted(found.values())]))
        self.assertGreaterEqual(count, at_least)

    def test_a_guest_reads_english(self):
        self.assert_english(self.walker(language="en").walk(GUEST, PAGES), 40)

    def test_a_citizen_reads_english(self):
        starts = ("ho-so-cua-toi", f"{PROCEDURE_PATH}/nop-ho-so", *OWN)
        starts += tuple(f"tra-cuu/{code}/-" for code in self.dossiers)
        self.assert_english(self.walker("citizen", "en").walk(starts, PAGES), 25)

    def test_a_clerk_reads_english(self):
        reception = f"tiep-nhan?procedure={PROCEDURE_PATH[8:]}"
        starts = (*STAFF, "tiep-nhan", reception, "ban-giao", "ke-ho-so")
        starts += tuple(self.dossiers.values())
        self.assert_english(self.walker("clerk", "en").walk(starts, PAGES), 25)

    def test_a_leader_and_a_supervisor_read_english(self):
        starts = (*STAFF, "thong-ke", *self.dossiers.values())
        for user in ("leader", "supervisor"):
            with self.subTest(user=user):
                self.assert_english(self.walker(user, "en").walk(starts, PAGES), 15)


class SwitchTest(WalkCase):
    """A reader chooses a language once."""

    def setUp(self):
        super().setUp()
        self.url = self.portal.absolute_url()
        self.session = requests.Session()
        self.session.headers["Accept"] = "text/html"

    def read(self, path, **more):
        answer = self.session.get(self.url + path, timeout=30, **more)
        return answer, html.fromstring(answer.text)

    def switch(self, page):
        return page.xpath("//a[contains(@class, 'dvc-person-language')]/@href")[0]

    def test_the_choice_keeps_the_address_and_its_query(self):
        _, page = self.read("/thu-tuc?q=khai+sinh&level=3")
        link = self.switch(page)
        self.assertIn("/thu-tuc?q=khai+sinh&level=3&set_language=en", link)
        _, page = self.read(link.removeprefix(self.url))
        self.assertEqual(page.get("lang"), "en")
        self.assertEqual(page.xpath("//input[@name='q']/@value")[0], "khai sinh")

    def test_the_choice_stays_on_the_pages_that_follow(self):
        self.read("/?set_language=en")
        self.assertEqual(self.read("/thu-tuc")[1].get("lang"), "en")
        self.read("/?set_language=vi")
        self.assertEqual(self.read("/thu-tuc")[1].get("lang"), "vi")

    def test_the_choice_is_remembered_when_the_browser_was_closed(self):
        self.read("/?set_language=en")
        (cookie,) = (c for c in self.session.cookies if c.name == "I18N_LANGUAGE")
        self.assertIsNotNone(cookie.expires)

    def test_a_language_that_is_not_there_changes_nothing(self):
        _, page = self.read("/?set_language=xx")
        self.assertEqual(page.get("lang"), "vi")
        self.assertNotIn("I18N_LANGUAGE", self.session.cookies)

    def test_the_language_of_the_browser_alone_changes_nothing(self):
        _, page = self.read("/", headers={"Accept-Language": "en"})
        self.assertEqual(page.get("lang"), "vi")

    def test_an_answer_that_sets_the_choice_is_kept_by_no_cache(self):
        answer, _ = self.read("/?set_language=en")
        self.assertIn("no-store", answer.headers["Cache-Control"])
        answer, _ = self.read("/")
        self.assertIn("s-maxage", answer.headers["Cache-Control"])
        self.assertIn("Cookie", answer.headers["Vary"])

    def test_an_address_that_names_its_language_is_in_that_language_for_everybody(self):
        self.read("/?set_language=en")
        _, page = self.read("/thu-tuc?set_language=en")
        self.assertEqual(page.get("lang"), "en")

    def test_the_head_names_the_page_in_each_language(self):
        _, page = self.read("/thu-tuc?q=khai+sinh")
        links = {
            link.get("hreflang"): link.get("href")
            for link in page.xpath("//link[@rel='alternate'][@hreflang]")
        }
        self.assertEqual(set(links), {"vi", "en", "x-default"})
        self.assertTrue(links["en"].endswith("/thu-tuc?q=khai+sinh&set_language=en"))
        self.assertTrue(links["vi"].endswith("/thu-tuc?q=khai+sinh&set_language=vi"))
        self.assertTrue(links["x-default"].endswith("/thu-tuc?q=khai+sinh"))

    def test_a_page_with_a_secret_names_no_other_address(self):
        _, page = self.read("/login")
        self.assertEqual(page.xpath("//link[@rel='alternate'][@hreflang]"), [])


class MarkTest(unittest.TestCase):
    """Vietnamese on a page in English."""

    def marked(self, source) -> list[str]:
        page = f"<html lang='en'><body>{source}</body></html>"
        root = html.fromstring(mark(page.encode(), "en").decode())
        return [
            " ".join(e.text_content().split()) for e in root.xpath("//*[@lang='vi']")
        ]

    def test_data_is_marked_and_the_words_around_it_are_not(self):
        for source, expected in (
            ("<p>Giấy khai sinh</p>", ["Giấy khai sinh"]),
            ("<p>Agency: Sở Tư pháp</p>", ["Sở Tư pháp"]),
            ("<p>Sở Tư pháp, All districts</p>", ["Sở Tư pháp"]),
            ("<p>Received by Nguyễn Văn An on Monday</p>", ["Nguyễn Văn An"]),
            ("<p>In <b>Hà Nam</b> and Hà Nội too</p>", ["Hà Nam", "Hà Nội"]),
            ("<select><option>Phủ Lý</option></select>", ["Phủ Lý"]),
            ("<p>8,000 VND for a copy</p>", []),
            ("<p lang='vi'>Hà Nam <b>Phủ Lý</b></p>", ["Hà Nam Phủ Lý"]),
        ):
            with self.subTest(source=source):
                self.assertEqual(self.marked(source), expected)

    def test_nothing_of_the_page_is_lost(self):
        source = (
            "<!DOCTYPE html><html lang='en'><head><title>Sổ</title></head><body>"
            "<p>A Sở Tư pháp b <i>c</i> Hà Nam d<br>e</p><svg><use href='#x'></use></svg>"
            "<input disabled value='Hà Nam'></body></html>"
        )
        text = mark(source.encode(), "en").decode()
        self.assertTrue(text.startswith("<!DOCTYPE html>"))
        self.assertEqual(
            html.fromstring(text).text_content(), html.fromstring(source).text_content()
        )
        self.assertIn('<use href="#x">', text)
        self.assertTrue(re.search(r"<input disabled value=\"Hà Nam\"", text))

    def test_a_page_in_vietnamese_is_left_as_it_is(self):
        source = "<html lang='vi'><body><p>Giấy</p></body></html>".encode()
        self.assertIs(mark(source, "en"), source)
