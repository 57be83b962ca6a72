"""The pages of hand-over slips, shelf places and labels: by form, by several people at once."""

from concurrent.futures import ThreadPoolExecutor
from hanam.dvc.dossiers import slips as handing
from hanam.dvc.register import queries
from hanam.dvc.register import session
from hanam.dvc.register import slips
from tests.counter import DossierCase
from tests.documents import findings_of
from tests.documents import tags_of
from tests.documents import words_of
from tests.dossiers import dossier_in
from threading import Barrier

import pathlib
import pypdfium2
import tempfile
import transaction
import zxingcpp


def codes_of(made: bytes) -> list[tuple[str, str]]:
    """(kind, text) of each bar code that a reader sees in the pages of a PDF."""
    found = []
    for page in pypdfium2.PdfDocument(made):
        image = page.render(scale=300 / 72).to_pil()
        found += [
            (code.format.name, code.text) for code in zxingcpp.read_barcodes(image)
        ]
    return found


class SlipCase(DossierCase):
    def setUp(self):
        super().setUp()
        self.codes = [dossier_in(self.portal, "accepted").code for _ in range(3)]
        transaction.commit()
        self.clerk, self.officer = self.at_desk("clerk"), self.at_desk("officer")

    def begin(self, **changes):
        """The page of a new slip."""
        form = self.clerk.get("ban-giao").form("//form[.//*[@name='to_office']]")
        facts = {"from_office": "Bộ phận một cửa", "to_office": "Phòng 3"} | changes
        return form.send(**facts)

    def scan(self, page, code, button="add"):
        return page.form("//form[@data-scan]").send(("do", button), code=code)

    def button(self, page, value):
        return page.form(f"//form[.//button[@value='{value}']]").send(("do", value))

    def handed(self, **changes):
        page = self.begin(**changes)
        for code in self.codes:
            page = self.scan(page, code)
        return self.button(page, "hand")

    def fresh(self):
        session.session().close()
        transaction.begin()

    def pdf(self, browser, path):
        answer = browser.session.get(path, timeout=60)
        self.assertEqual(answer.headers["Content-Type"], "application/pdf", path)
        self.assertEqual(answer.headers["Cache-Control"], "private, no-store")
        return answer.content


class SlipTest(SlipCase):
    def test_folders_are_laid_on_it_handed_over_and_received_one_by_one(self):
        page = self.begin()
        page = self.scan(page, self.codes[0])
        self.assertIn(f"{self.codes[0]}: đã đưa vào phiếu", page.words)
        self.assertIn("đã có trên phiếu", self.scan(page, self.codes[0]).words)
        for code in self.codes[1:]:
            page = self.scan(page, code)
        page = self.button(page, "hand")
        year = handing.moment.now().year
        self.assertIn(f"Phiếu bàn giao 1/{year}", page.words)
        self.assertIn("chờ nhận", self.officer.get("ban-giao").words.lower())
        page = self.officer.get(page.url)
        form = page.form("//form[@data-scan]")
        page = form.send(("do", "receive"), code=self.codes[1], place="Tủ A")
        self.assertIn(f"{self.codes[1]}: đã nhận", page.words)
        self.assertIn(
            "đã nhận trước đó", self.scan(page, self.codes[1], "receive").words
        )
        page = self.button(page, "missing")
        self.assertIn("không nhận được: 2", page.words)
        self.fresh()
        self.assertEqual(queries.by_code(self.codes[1]).shelf, "Tủ A")
        actions = [row.action for row in queries.history(self.codes[0])]
        self.assertEqual(actions[-2:], ["slip_out", "slip_missing"])

    def test_a_wrong_code_is_told_and_stays_in_its_field(self):
        page = self.scan(self.begin(), "8935001800012")
        self.assertEqual(page.status, 400)
        self.assertIn("không phải mã hồ sơ", " ".join(page.problems))
        fields = page.form("//form[@data-scan]").fields
        self.assertEqual(fields["code"], ["8935001800012"])

    def test_the_paper_shows_codes_that_a_reader_reads(self):
        page = self.handed()
        (link,) = page.find("//a[contains(@href, 'phieu.pdf')]/@href")
        made = self.pdf(self.clerk, link)
        read = [text for kind, text in codes_of(made) if kind == "Code128"]
        self.assertEqual(sorted(read), sorted(self.codes))
        words = words_of(made)
        for expected in ("PHIẾU BÀN GIAO HỒ SƠ", "Phòng 3", "Người giao", "/PBG"):
            self.assertIn(expected, words)
        self.assertIn("/Table", tags_of(made))
        with tempfile.TemporaryDirectory() as folder:
            self.assertEqual(findings_of(made, pathlib.Path(folder)), [])

    def test_who_is_at_neither_end_finds_no_slip(self):
        page = self.handed()
        for user in ("strange-clerk", "supervisor", "citizen", "manager"):
            with self.subTest(user=user):
                self.assertIn(self.at_desk(user).get(page.url).status, (403, 404))
        self.assertEqual(self.clerk.get("ban-giao/999999").status, 404)
        self.assertEqual(self.clerk.get("ban-giao/x").status, 404)

    def test_another_agency_receives_by_number_and_reads_no_names(self):
        page = self.handed(to_agency="so-khac", to_office="")
        strange = self.at_desk("strange-clerk")
        page = strange.get(page.url)
        self.assertIn(self.codes[0], page.words)
        self.assertNotIn("Nguyễn Thị Mẫu", page.words)
        page = self.scan(page, self.codes[0], "receive")
        self.assertIn("đã nhận", page.words)
        made = self.pdf(strange, f"{page.url}/phieu.pdf")
        self.assertNotIn("Nguyễn Thị Mẫu", words_of(made))

    def test_a_forged_form_changes_nothing(self):
        page = self.begin()
        form = page.form("//form[@data-scan]")
        answer = form.send(("do", "add"), code=self.codes[0], _authenticator="x")
        self.assertEqual(answer.status, 403)
        self.fresh()
        self.assertIsNone(slips.under_way(self.codes[0]))


class TogetherTest(SlipCase):
    def together(self, *calls):
        """Each call in a thread of its own, all let go at the same moment."""
        gate = Barrier(len(calls))

        def run(call):
            gate.wait()
            return call()

        with ThreadPoolExecutor(len(calls)) as pool:
            return list(pool.map(run, calls))

    def test_one_folder_scanned_into_two_slips_at_once_lies_on_one(self):
        for code in self.codes:
            forms = [self.begin().form("//form[@data-scan]") for _ in range(2)]
            pages = self.together(
                *(
                    lambda form=form, code=code: form.send(("do", "add"), code=code)
                    for form in forms
                )
            )
            self.assertEqual(sorted(page.status for page in pages), [200, 400])
            self.fresh()
            self.assertIsNotNone(slips.under_way(code))

    def test_two_people_fill_one_slip_and_hand_it_over_once(self):
        page = self.begin()
        other = self.officer.get(page.url)
        forms = [page.form("//form[@data-scan]"), other.form("//form[@data-scan]")]
        self.together(
            lambda: forms[0].send(("do", "add"), code=self.codes[0]),
            lambda: forms[1].send(("do", "add"), code=self.codes[0]),
        )
        self.scan(page, self.codes[1])
        number = int(page.url.rsplit("/", 1)[1])
        self.fresh()
        self.assertEqual([line.no for line in slips.lines(number)], [1, 2])
        path = "//form[.//button[@value='hand']]"
        hands = [desk.get(page.url).form(path) for desk in (self.clerk, self.officer)]
        pages = self.together(
            *(lambda form=form: form.send(("do", "hand")) for form in hands)
        )
        self.assertEqual(sorted(page.status for page in pages), [200, 409])
        self.fresh()
        actions = [row.action for row in queries.history(self.codes[0])]
        self.assertEqual(actions.count("slip_out"), 1)

    def test_slips_handed_over_at_once_get_numbers_without_gaps(self):
        pages = []
        for code in self.codes:
            pages.append(self.scan(self.begin(), code))
        hands = [page.form("//form[.//button[@value='hand']]") for page in pages]
        self.together(*(lambda form=form: form.send(("do", "hand")) for form in hands))
        self.fresh()
        found = slips.of_agencies(["so-mau"], [slips.HANDED])
        self.assertEqual(sorted(slip.number for slip in found), [1, 2, 3])


class ShelfTest(SlipCase):
    def test_folder_after_folder_is_put_on_a_place(self):
        page = self.clerk.get("ke-ho-so")
        for code in self.codes[:2]:
            form = page.form("//form[@data-scan]")
            page = form.send(("do", "put"), place="Kho 1 / Kệ 2", code=code)
            self.assertIn(f"{code} để tại Kho 1 / Kệ 2", page.words)
        self.fresh()
        shelves = [queries.by_code(code).shelf for code in self.codes]
        self.assertEqual(shelves, ["Kho 1 / Kệ 2", "Kho 1 / Kệ 2", ""])
        suggested = self.clerk.get("ke-ho-so").find("//datalist/option/@value")
        self.assertEqual(suggested, ["Kho 1 / Kệ 2"])

    def test_folders_of_others_and_a_missing_place_are_refused(self):
        strange = dossier_in(self.portal, "accepted", agency="so-mau").code
        transaction.commit()
        form = self.at_desk("strange-clerk").get("ke-ho-so").form("//form[@data-scan]")
        self.assertEqual(form.send(("do", "put"), place="K", code=strange).status, 400)
        form = self.clerk.get("ke-ho-so").form("//form[@data-scan]")
        self.assertEqual(form.send(("do", "put"), place="", code=strange).status, 400)
        self.assertEqual(self.at_desk("citizen").get("ke-ho-so").status, 403)

    def test_the_page_of_a_dossier_tells_its_place_and_changes_it(self):
        self.fresh()
        url = self.url_of(self.codes[0])
        form = self.clerk.get(url).form("//section[@id='folder']//form")
        page = form.send(place="Kệ 7")
        self.assertEqual(page.find("//*[@id='folder-place']/@value"), ["Kệ 7"])
        self.assertIn("Đã đổi nơi để hồ sơ giấy", page.words)
        self.assertIn("người khác đã thay đổi", form.send(place="Kệ 8").words)

    def url_of(self, code):
        path = queries.by_code(code).path
        return self.portal.absolute_url() + path.removeprefix("/plone")

    def test_labels_carry_codes_that_a_reader_reads_and_no_names(self):
        page = self.clerk.get("ke-ho-so")
        form = page.form("//form[.//*[@name='codes']]")
        answer = form.browser.session.post(
            form.target,
            data={
                "_authenticator": form.fields["_authenticator"][0],
                "codes": "\n".join(self.codes),
                "start": "14",
                "do": "labels",
            },
            timeout=60,
        )
        made = answer.content
        self.assertEqual(len(pypdfium2.PdfDocument(made)), 2)
        read = codes_of(made)
        for kind in ("Code128", "QRCode"):
            with self.subTest(kind=kind):
                found = sorted(text for name, text in read if name == kind)
                self.assertEqual(found, sorted(self.codes))
        self.assertNotIn("Nguyễn Thị Mẫu", words_of(made))
        with tempfile.TemporaryDirectory() as folder:
            self.assertEqual(findings_of(made, pathlib.Path(folder)), [])

    def test_a_dossier_has_a_label_of_its_own_for_its_agency(self):
        self.fresh()
        url = f"{self.url_of(self.codes[0])}/@@nhan.pdf"
        made = self.pdf(self.clerk, url)
        self.assertEqual({text for _kind, text in codes_of(made)}, {self.codes[0]})
        for user in ("citizen", "manager", "strange-clerk"):
            with self.subTest(user=user):
                self.assertIn(self.at_desk(user).get(url).status, (403, 404))

    def test_only_numbers_of_the_own_agency_get_labels(self):
        for codes in ("", "khong phai ma", f"{self.codes[0]}\nsai"):
            form = self.clerk.get("ke-ho-so").form("//form[.//*[@name='codes']]")
            page = form.send(("do", "labels"), codes=codes)
            with self.subTest(codes=codes):
                self.assertEqual((page.status, len(page.problems)), (400, 1))
