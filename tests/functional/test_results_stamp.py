"""The QR code on a result, read from the page as a phone would, leads to the page that verifies it."""

from hanam.dvc.dossiers import access
from hanam.dvc.dossiers import secrets
from hanam.dvc.register import results
from hanam.dvc.rules import result_codes
from hanam.dvc.rules.stamps import CORNERS
from hanam.dvc.rules.stamps import MILLIMETRE
from hanam.dvc.signing import settings
from hanam.dvc.signing import stamping
from tests import signatures
from tests.functional.test_results_signing import ResultCase

import io
import itertools
import pikepdf
import pypdfium2
import zxingcpp


# Pixels for each point: a phone sees more of a sheet of paper.
SCALE = 150 / 72


def seen(pdf: bytes, page=0):
    """The codes in a page as it is shown: (text, x, y, degrees), places from 0 to 1 from the top left."""
    image = pypdfium2.PdfDocument(pdf)[page].render(scale=SCALE).to_pil()
    found = []
    for code in zxingcpp.read_barcodes(image):
        corners = (code.position.top_left, code.position.bottom_right)
        x, y = (sum(getattr(one, axis) for one in corners) / 2 for axis in "xy")
        place = x / image.width, y / image.height
        found.append((code.text, *place, code.orientation))
    return found


def covered(words: bytes, **boxes) -> bytes:
    """A PDF of one page with this content, with more boxes than one."""
    with pikepdf.open(io.BytesIO(signatures.document())) as made:
        page = made.pages[0]
        page.Contents = made.make_stream(words)
        for name, box in boxes.items():
            page.obj[f"/{name}"] = box
        out = io.BytesIO()
        made.save(out)
    return out.getvalue()


class StampTest(ResultCase):
    def follow(self, pdf: bytes, code: str):
        """Read the one code there is and go where it leads, as anybody."""
        ((address, *_place),) = seen(pdf)
        place = f"{self.portal.absolute_url()}/xac-thuc/"
        self.assertEqual(address, place + result_codes.shown(code))
        page = self.at_desk("").get(address)
        self.assertEqual(page.status, 200)
        return page

    def fetched(self):
        """The result as the applicant gets it."""
        (paper,) = access.find(self.code).results
        secret = secrets.secret_of(self.code)
        browser = self.at_desk("")
        place = browser.address(f"tra-cuu/{self.code}/{secret}/tai/{paper.id}")
        answer = browser.session.get(place, timeout=60)
        self.assertEqual(answer.headers["Content-Type"], "application/pdf")
        return answer.content

    def test_of_a_result_that_was_uploaded_stamped_and_signed(self):
        row = self.finished()
        made = self.fetched()
        page = self.follow(made, row.code)
        for words in ("12/GM-SM", "Cấp giấy mẫu", result_codes.shown(row.code)):
            self.assertIn(words, page.words)
        self.assertTrue(page.find("//*[contains(@class, 'dvc-notice-good')]"))
        checked = self.verify_file(made, row.code)
        self.assertTrue(checked.find("//*[contains(@class, 'dvc-notice-good')]"))

    def test_of_a_notice_that_the_portal_wrote(self):
        form = self.form("officer", "add")
        fields = {"title": "Thông báo kết quả", "text": "Đủ.", "number": "7/TB"}
        self.assertEqual(form.send(("template", "notice"), **fields).status, 200)
        self.sign(go="sign-finish")
        self.row()
        (row,) = results.of_dossier(self.code)
        self.assertIn("7/TB", self.follow(self.fetched(), row.code).words)

    def stamped(self, pdf: bytes, corner="bottom-left"):
        signatures.put(corner=corner)
        return stamping.stamped(pdf, self.facts, settings.stamp())

    def test_upright_in_its_corner_whatever_page_it_is_on(self):
        self.facts = stamping.facts_of("0" * 12, address := "https://mau.example/x")
        sizes = itertools.cycle([(595, 842), (1191, 842), card := (243, 153)])
        for turned, corner in itertools.product((0, 90, 180, 270), CORNERS):
            size = next(sizes)
            with self.subTest(size=size, turned=turned, corner=corner):
                page = signatures.document(boxes=((*size, turned),))
                ((text, x, y, degrees),) = seen(self.stamped(page, corner))
                self.assertEqual((text, degrees % 360), (address, 0))
                if size != card:
                    self.assertEqual(y < 0.5, corner.startswith("top"))
                    self.assertEqual(x > 0.5, corner.endswith("right"))

    def test_readable_on_pages_that_others_have_painted(self):
        self.facts = stamping.facts_of("0" * 12, address := "https://mau.example/x")
        inch = 10 * MILLIMETRE
        for name, page in {
            "dark": covered(b"0.2 g 0 0 595 842 re f"),
            "left in another scale": covered(b"0.1 0 0 0.1 9 9 cm 1 0 0 rg"),
            "left open": covered(b"q q 3 0 0 3 0 0 cm"),
            "clipped": covered(b"300 300 9 9 re W n"),
            "cropped": covered(b"", CropBox=[inch, inch, 420, 700]),
            "away from zero": covered(b"", MediaBox=[-300, -400, 295, 442]),
            "corners turned round": covered(b"", MediaBox=[595, 842, 0, 0]),
        }.items():
            with self.subTest(name):
                codes = seen(self.stamped(page))
                self.assertEqual([code[0] for code in codes], [address])
