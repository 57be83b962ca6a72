"""Scripts and formulas typed into every text: shown as text wherever they appear."""

from hanam.dvc.dossiers import access
from hanam.dvc.dossiers import secrets
from lxml import html
from tests.counter import Browser
from tests.dossiers import PDF
from tests.filing import Client
from tests.filing import Visitor
from tests.wizard import WizardCase

import csv
import io
import transaction


# Short enough for the shortest field; each ends an attribute, an element, or a script.
EVIL = "\"'></textarea></title><script>bad()</script>"
ATTRIBUTE = '" onfocus="bad()" autofocus x="'
FORMULA = "=cmd|' /C calc'!A0"
FILE = 'a" onerror="bad()" <img src=x>.pdf'


def dangers(source: str) -> list[str]:
    """What a browser would run of what was typed."""
    page = html.fromstring(source)
    found = [script.text for script in page.xpath("//script[contains(., 'bad()')]")]
    found += page.xpath("//@*[starts-with(name(), 'on') and contains(., 'bad()')]")
    found += page.xpath("//img[@src='x']/@src")
    return found


class TextsTest(WizardCase):
    def setUp(self):
        super().setUp()
        self.guest.begin()

    def see(self, answer_text, *texts):
        """The page shows the texts as they were typed, and none of it runs."""
        self.assertEqual(dangers(answer_text), [])
        words = " ".join(html.fromstring(answer_text).text_content().split())
        for text in texts:
            self.assertIn(" ".join(text.split()), words)

    def fill_in(self, evil):
        self.guest.tell_who(name=f"Mẫu {evil}", address=f"Số 0 {evil}")
        self.guest.choose_place()
        self.guest.declare(ten=evil[:40], ly_do=f"Dòng một\n{evil}")
        self.guest.add_papers((FILE, PDF))
        self.guest.choose_way()

    def test_controls_keep_it_as_it_was_typed(self):
        for evil in (EVIL, ATTRIBUTE, FORMULA):
            with self.subTest(evil=evil):
                self.guest.begin()
                names = ("name", "id_number", "birth_date", "phone", "email", "address")
                typed = {f"applicant.{name}": evil for name in names}
                self.guest.send(typed)
                self.assertEqual(dangers(self.guest.answer.text), [])
                shown = dict(self.guest.values())
                self.assertEqual({name: shown[name] for name in typed}, typed)

    def test_an_unknown_choice_is_kept_out(self):
        action, values = self.guest.form().get("action"), dict(self.guest.values())
        self.guest.session.post(action, data=values | {"place.agency": EVIL})
        self.assertEqual(self.draft().agency, "")

    def test_no_page_of_the_dossier_runs_it(self):
        for evil in (EVIL, ATTRIBUTE, FORMULA):
            with self.subTest(evil=evil):
                self.guest = Visitor(self.portal)
                self.guest.begin()
                self.fill_in(evil)
                self.see(self.guest.answer.text, f"Mẫu {evil}", evil[:40])
                self.guest.file()
                self.assertEqual(self.guest.title, "Đã nộp hồ sơ")
                self.see(self.guest.answer.text, f"Mẫu {evil}")
                code = self.guest.words(".dvc-number")
                self.follow(code)
                self.at_desk(code, evil)

    def follow(self, code):
        secret = secrets.secret_of(code)
        for path in (f"tra-cuu/{code}/{secret}", f"tra-cuu/{code}", "ho-so-cua-toi"):
            answer = self.guest.get(path)
            self.assertEqual(answer.status_code, 200, path)
            self.see(answer.text)

    def at_desk(self, code, evil):
        desk = Browser(self.portal.absolute_url(), "clerk")
        page = desk.get(f"tim-ho-so?ma={code}")
        self.see(page.source, f"Mẫu {evil}", evil[:40])
        transaction.begin()
        paper = access.find(code).papers[0]
        self.assertEqual(dangers(f"<p>{paper.filename}</p>"), [])
        for path in ("viec?tab=all", f"viec?tab=all&q={evil}"):
            self.see(desk.get(path).source)
        receipt = desk.get(f"{page.url.removesuffix('/view')}/@@giay-tiep-nhan")
        self.see(receipt.source)

    def test_a_formula_is_no_formula_in_the_file_of_the_worklist(self):
        self.fill_in(FORMULA)
        body = Client(self.portal).example()
        for start in ("=", "+", "-", "@", "\t", "＝"):
            body["applicant"]["name"] = f"{start}cmd|' /C calc'!A0"
            answer = Client(self.portal).post(body)
            self.assertIn(answer.status_code, (201, 400), answer.text)
        desk = Browser(self.portal.absolute_url(), "clerk")
        page = desk.get("viec.csv?tab=all")
        rows = list(csv.reader(io.StringIO(page.source.lstrip("\ufeff"))))
        self.assertGreater(len(rows), 4)
        for row in rows:
            for cell in row:
                self.assertNotIn(cell[:1], ("=", "+", "-", "@", "\t", "\r"), cell)

    def test_messages_show_what_was_typed_as_text(self):
        self.guest.tell_who()
        self.guest.choose_place()
        self.guest.declare()
        self.guest.add_papers((FILE, b"MZ\x90\x00" + b"0" * 99))
        self.see(self.guest.answer.text)
        self.assertEqual(self.guest.problems[0], "papers.don")

    def test_a_search_for_it_is_shown_as_text(self):
        for path in ("thu-tuc?q=", "tra-cuu?code=", "tra-cuu/"):
            answer = self.guest.session.get(f"{self.guest.url}/{path}{EVIL}")
            self.assertLess(answer.status_code, 500)
            self.see(answer.text)
