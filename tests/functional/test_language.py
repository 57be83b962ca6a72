"""Everybody reads Vietnamese: each role walks its pages, and no English may stand on them."""

from hanam.dvc.testing import SAMPLE_FUNCTIONAL
from lxml import html
from plone import api
from tests.dossiers import build_world
from tests.dossiers import dossier_in
from tests.dossiers import PASSWORD
from tests.dossiers import PROCEDURE
from tests.dossiers import USERS
from tests.walking import Walker
from tests.wording import ENGLISH
from tests.wording import segments

import transaction
import unittest


PROCEDURE_PATH = f"thu-tuc/{PROCEDURE['code']}"
STATES = ("submitted", "accepted", "processing", "supplement", "finished", "refused")
OWN = (
    "@@personal-information",
    "@@personal-preferences",
    "@@change-password",
    "ca-nhan",
    "ca-nhan/ban-than",
    "ca-nhan/nguoi-than/moi",
    "bao-mat",
)
GUEST = (
    "",
    "thu-tuc",
    "thu-tuc?q=zzzz",
    PROCEDURE_PATH,
    f"{PROCEDURE_PATH}/to-khai",
    "tra-cuu",
    "tra-cuu?code=000.00.00.H25-180910-0001",
    "login?needed=1",
    "dang-ky",
    "dang-nhap-bang-ma",
    "quen-mat-khau",
    "tim-lai-ho-so",
    "mail_password_form",
    "passwordreset/0123",
    "contact-info",
    "@@search?SearchableText=khai+sinh",
    "@@search?SearchableText=zzzz",
    "so-do",
    "accessibility-info",
    "khong-co-trang-nay",
    "ho-so/khong-co",
    "@@overview-controlpanel",
)
STAFF = (
    "viec",
    "viec?tab=all",
    "vai-tro",
    "khong-nguoi-phu-trach",
    "tim-ho-so?ma=sai",
    "tre-han",
    "ky",
    "tre-han?list=figures",
    "leo-thang",
    "tom-tat",
    "van-ban",
    "so-theo-doi",
    *OWN,
)
PAGES = 60


class WalkCase(unittest.TestCase):
    """A province with one dossier in each state, and somebody of each role."""

    layer = SAMPLE_FUNCTIONAL

    def setUp(self):
        self.portal = self.layer["portal"]
        self.portal.title = "Cổng thử nghiệm"
        api.portal.set_registry_record("plone.site_title", "Cổng thử nghiệm")
        self.portal.reindexObject()
        build_world(self.portal)
        for name in USERS:
            member = api.user.get(userid=name)
            member.setMemberProperties({"fullname": "Nguyễn Văn Mẫu"})
        self.codes = {state: dossier_in(self.portal, state).code for state in STATES}
        self.dossiers = {code: self.path_of(code) for code in self.codes.values()}
        transaction.commit()

    def path_of(self, code) -> str:
        from hanam.dvc.dossiers import access

        url = access.find(code).absolute_url()
        return url.removeprefix(self.portal.absolute_url()).lstrip("/")

    def walker(self, user="", language="vi") -> Walker:
        return Walker(self.portal.absolute_url(), user, PASSWORD, language)


class VietnameseCase(WalkCase):
    def english_on(self, page, allowed=()) -> list[str]:
        """What is English on a page, a line each; the users' ids are in no language."""
        names = {part for name in USERS for part in name.split("-")}
        names |= {"admin", *allowed}
        return [
            f"{page.url}: <{place}> {text[:200]!r} {list(found[:5])}"
            for place, text in segments(page.root, "vi")
            if (found := ENGLISH.found_in(text)) and not names.issuperset(found)
        ]

    def assert_vietnamese(self, pages, at_least=1, allowed=()):
        """No English on any of the pages; each sentence is told once.

        ``allowed`` are words that are codes on these pages.
        """
        found, count = {}, 0
        for page in pages:
            count += 1
            self.assertEqual(page.language, "vi", page.url)
            for line in self.english_on(page, allowed):
                found.setdefault(line.partition(": ")[2], line)
        if found:
            self.fail("\n".join(["English was found:", *sorted(found.values())]))
        self.assertGreaterEqual(count, at_least)


class VietnameseTest(VietnameseCase):
    def test_a_guest_reads_vietnamese(self):
        self.assert_vietnamese(self.walker().walk(GUEST, PAGES), 40)

    def test_a_citizen_reads_vietnamese(self):
        starts = ("ho-so-cua-toi", f"{PROCEDURE_PATH}/nop-ho-so", *OWN)
        starts += tuple(f"tra-cuu/{code}/-" for code in self.dossiers)
        self.assert_vietnamese(self.walker("citizen").walk(starts, PAGES), 25)

    def test_a_clerk_reads_vietnamese(self):
        reception = f"tiep-nhan?procedure={PROCEDURE['code']}"
        desk = ("tiep-nhan", reception, "ban-giao", "ke-ho-so")
        starts = (*STAFF, *desk, *self.dossiers.values())
        self.assert_vietnamese(self.walker("clerk").walk(starts, PAGES), 25)

    def test_an_officer_reads_vietnamese(self):
        starts = (*STAFF, *self.dossiers.values())
        self.assert_vietnamese(self.walker("officer").walk(starts, PAGES), 15)

    def test_a_leader_reads_vietnamese(self):
        starts = (*STAFF, "thong-ke", "ly-do-truc-tiep", *self.dossiers.values())
        self.assert_vietnamese(self.walker("leader").walk(starts, PAGES), 15)

    def test_a_supervisor_reads_vietnamese(self):
        starts = (*STAFF, "thong-ke")
        self.assert_vietnamese(self.walker("supervisor").walk(starts, PAGES), 15)

    def test_mistakes_in_forms_are_told_in_vietnamese(self):
        guest, citizen, clerk = map(self.walker, ("", "citizen", "clerk"))
        dossier = self.dossiers[self.codes["submitted"]]
        pages = [
            guest.send("login", "//main//form[@method='post']"),
            guest.send("mail_password_form", "//main//form[@method='post']"),
            guest.send(f"{PROCEDURE_PATH}/nop-ho-so", "//main//form[@method='post']"),
            citizen.send("@@change-password", "//form[@id='form']"),
            citizen.send("@@personal-information", "//form[@id='form']", **{"form.widgets.email": ""}),
            clerk.send(f"tiep-nhan?procedure={PROCEDURE['code']}", "//main//form[@method='post']"),
            clerk.send(dossier, "//details[@id='refuse']//form"),
        ]  # fmt: skip
        self.assert_vietnamese([page for page in pages if page is not None], 6)


class FindingTest(WalkCase):
    """The walk sees English where there is some."""

    def found_in(self, source) -> list[str]:
        root = html.fromstring(f"<html lang='vi'><body>{source}</body></html>")
        return [text for _, text in segments(root, "vi") if ENGLISH.found_in(text)]

    def test_a_sentence_without_translation_is_found_where_it_is_shown(self):
        api.portal.set_registry_record("hanam.dvc.portal.owner", "Please try again")
        transaction.commit()
        found = VietnameseCase.english_on(self, self.walker().get(""))
        self.assertEqual(len(found), 1)
        self.assertIn("Please try again", found[0])

    def test_english_is_found_in_texts_buttons_and_names(self):
        for source in (
            "<p>Save the changes</p>",
            "<p>Đã lưu <b>and</b> gửi</p>",
            "<input type='submit' value='Save'>",
            "<input placeholder='Search'>",
            "<a title='Edit this page' href='#'>Sửa</a>",
            "<img alt='Current image'>",
            "<button aria-label='Close'></button>",
            "<option>Home</option>",
        ):
            with self.subTest(source=source):
                self.assertEqual(len(self.found_in(source)), 1)

    def test_vietnamese_names_codes_and_other_languages_are_left_alone(self):
        for source in (
            "<p>Bạn cần làm thủ tục gì?</p>",
            "<p>Thanh Liem, Kim Bang, Ly Nhan</p>",
            "<p>so-tu-phap.clerk, mau@the-example.vn, https://plone.org/the/page</p>",
            "<p lang='en'>Read this page in English</p>",
            "<script>the page</script>",
            "<input type='text' value='the page'>",
            "<code>the page</code>",
        ):
            with self.subTest(source=source):
                self.assertEqual(self.found_in(source), [])
