"""Signatures of PDF files: made by the signing service, verified against the trust list."""

from datetime import datetime
from datetime import timedelta
from datetime import UTC
from hanam.dvc.sandbox.authority.server import KEY
from hanam.dvc.signing import checking
from hanam.dvc.signing import making
from hanam.dvc.signing import report
from hanam.dvc.signing import showing
from hanam.dvc.signing import trust
from hanam.dvc.signing.errors import SigningError
from hanam.dvc.signing.remote import Service
from pathlib import Path
from tests import documents
from tests import signatures
from unittest.mock import patch

import io
import tempfile
import unittest


LATER = datetime.now(UTC) + timedelta(days=365 * 4)


class SigningTest(unittest.TestCase):
    def setUp(self):
        self.authority = signatures.started()
        self.addCleanup(self.authority.stop)
        self.pdf = signatures.document()

    def signed(self, pdf=None, name="lanh-dao", **facts):
        return signatures.signed(self.authority, pdf or self.pdf, name, **facts)

    def verify(self, pdf, now=None, **changes):
        return checking.verify(pdf, signatures.trusted(self.authority, **changes), now)

    @property
    def clock(self):
        return f"{self.authority.address()}/tsa"

    def refused(self, **facts):
        with self.assertRaises(SigningError) as caught:
            self.signed(**facts)
        return caught.exception.code

    def test_a_signature_says_who_signed_what_for_and_when(self):
        made = self.signed(reason="Ký kết quả", location="Phủ Lý")
        found = self.verify(made)
        (one,) = found.signatures
        self.assertEqual(found.verdict, report.VALID)
        self.assertEqual(
            (one.name, one.title, one.reason, one.location),
            ("Hoàng Thị Lãnh Đạo", "Giám đốc", "Ký kết quả", "Phủ Lý"),
        )
        self.assertIn("Sở Tư pháp", one.organisation)
        self.assertTrue(one.covers_all)
        self.assertIsNone(one.stamped_at)
        self.assertTrue(made.startswith(self.pdf))

    def test_a_file_without_a_signature_is_unsigned(self):
        self.assertEqual(self.verify(self.pdf).verdict, report.UNSIGNED)

    def test_the_seal_of_the_agency_leaves_the_signature_before_it_valid(self):
        made = self.signed(self.signed(), "dau-so-tu-phap")
        found = self.verify(made)
        self.assertEqual([one.verdict for one in found.signatures], [report.VALID] * 2)
        self.assertEqual([one.covers_all for one in found.signatures], [False, True])
        self.assertEqual(len({one.field for one in found.signatures}), 2)

    def test_a_time_stamp_proves_the_moment(self):
        made = self.signed(clock=self.clock)
        (one,) = self.verify(made).signatures
        self.assertEqual(one.verdict, report.VALID)
        self.assertIsNotNone(one.stamped_at)
        self.assertEqual(one.when, one.stamped_at)

    def test_each_byte_that_is_changed_is_found(self):
        made = self.signed()
        title = made.find(b"/Title")
        for at in (20, title + 10, len(self.pdf) - 30):
            changed = bytearray(made)
            changed[at] ^= 1
            with self.subTest(at=at):
                verdict = self.verify(bytes(changed)).verdict
                self.assertIn(verdict, (report.CHANGED, report.DAMAGED))

    def test_pages_added_after_the_signature_are_a_change(self):
        import io
        import pikepdf

        with pikepdf.open(io.BytesIO(self.signed())) as pdf:
            pdf.add_blank_page()
            out = io.BytesIO()
            pdf.save(out)
        self.assertNotEqual(self.verify(out.getvalue()).verdict, report.VALID)

    def test_who_is_not_trusted_is_unknown(self):
        stranger = self.signed(name="la")
        self.assertEqual(self.verify(stranger).verdict, report.UNKNOWN)
        trusted = self.verify(
            stranger,
            pem=self.authority.store.root_pem("stranger-root"),
            crl=[],
        )
        self.assertEqual(trusted.verdict, report.UNCHECKED)
        self.assertEqual(self.verify(self.signed(), crl=[]).verdict, report.UNCHECKED)

    def test_an_authority_is_trusted_from_a_day_to_a_day(self):
        made = self.signed()
        for changes in ({"from": "2099-01-01"}, {"to": "2018-01-01"}):
            with self.subTest(**changes):
                self.assertEqual(self.verify(made, **changes).verdict, report.UNKNOWN)

    def test_a_revoked_certificate_makes_its_signatures_invalid(self):
        made = self.signed(name="thu-hoi")
        self.assertEqual(self.verify(made).verdict, report.REVOKED)

    def test_what_was_stamped_before_the_revocation_stays_valid(self):
        plain, stamped = self.signed(), self.signed(clock=self.clock)
        soon = datetime.now(UTC) + timedelta(minutes=10)
        self.authority.store.revoke("lanh-dao", soon)
        self.addCleanup(self.authority.store.restore, "lanh-dao")
        later = soon + timedelta(minutes=10)
        self.assertEqual(self.verify(plain, later).verdict, report.REVOKED)
        self.assertEqual(self.verify(stamped, later).verdict, report.VALID)

    def test_an_expired_certificate_neither_signs_nor_convinces(self):
        self.assertEqual(self.refused(name="het-han"), "certificate.expired")
        with patch.object(making, "check_certificate"):
            made = self.signed(name="het-han")
        self.assertEqual(self.verify(made).verdict, report.EXPIRED)

    def test_a_signature_outlives_its_certificate_by_a_time_stamp_only(self):
        plain, stamped = self.signed(), self.signed(clock=self.clock)
        self.assertEqual(self.verify(plain, LATER).verdict, report.EXPIRED)
        self.assertEqual(self.verify(stamped, LATER).verdict, report.VALID)

    def test_files_that_cannot_be_read_are_no_reason_to_fail(self):
        locked = signatures.document(password="mau")
        files = {
            b"": report.DAMAGED,
            b"%PDF-1.7\n%%EOF": report.DAMAGED,
            b"GIF89a": report.DAMAGED,
            self.signed()[:-700]: report.DAMAGED,
            locked: report.LOCKED,
        }
        for data, verdict in files.items():
            with self.subTest(start=data[:12], size=len(data)):
                found = self.verify(data).verdict
                if data[:4] == b"%PDF" and len(data) > 1000:
                    self.assertNotEqual(found, report.VALID)
                else:
                    self.assertEqual(found, verdict)

    def test_a_file_that_cannot_be_signed_is_refused_with_a_reason(self):
        self.assertEqual(
            self.refused(pdf=signatures.document(password="m")), "pdf.locked"
        )
        self.assertEqual(self.refused(pdf=b"%PDF-1.7 nothing"), "pdf.damaged")

    def test_a_wrong_pin_signs_nothing_and_the_fifth_locks_the_key(self):
        codes = [self.refused(pin="000000") for _ in range(5)]
        self.assertEqual(codes, [*["pin.left"] * 4, "locked"])
        self.assertEqual(self.refused(), "locked")
        self.assertEqual(self.authority.signed, 0)

    def test_a_service_in_trouble_is_told_apart(self):
        for mode, code in (
            ("down", "service.down"),
            ("drop", "service.down"),
            ("refuse", "service.refused"),
            ("garbage", "service.garbled"),
        ):
            self.authority.mode = mode
            with self.subTest(mode=mode):
                self.assertEqual(self.refused(), code)

    def test_without_the_clock_nothing_is_signed(self):
        self.assertEqual(self.refused(clock="http://127.0.0.1:9/tsa"), "clock.down")
        self.assertEqual(
            self.refused(clock=f"{self.authority.address()}/x"), "clock.down"
        )

    def test_a_stranger_gets_no_signature_of_the_service(self):
        for key, secret in (("other", "x"), (KEY, "x")):
            service = Service(self.authority.address(), key, secret, 10)
            with self.subTest(key=key), self.assertRaises(SigningError) as caught:
                service.sign("lanh-dao", bytes(32), "246810")
            self.assertEqual(caught.exception.code, "service.refused")

    def test_no_pin_stands_in_what_is_shown_of_a_service(self):
        self.assertNotIn("bi-mat", repr(signatures.service(self.authority)))

    def test_a_signed_document_still_meets_pdf_ua(self):
        from hanam.dvc import printing

        with tempfile.TemporaryDirectory() as name:
            folder = Path(name)
            (folder / "a.typ").write_text(
                '#import "dvc.typ": *\n#show: paper.with(title: "Thử", size: "a4")\nThử.'
            )
            made = self.signed(printing.pdf("a.typ", {}, folder=folder))
            self.assertEqual(documents.findings_of(made, folder), [])

    def test_a_trust_list_that_cannot_be_read_is_told(self):
        good = signatures.row_of(self.authority)
        for changes, place in (
            ({"pem": "nothing"}, "pem"),
            ({"pem": self.authority.store["lanh-dao"].pem()}, "pem"),
            ({"from": "mai"}, "from"),
            ({"crl": "http://x"}, "crl"),
            ({"more": "nothing"}, "pem"),
        ):
            with (
                self.subTest(**{"place": place}),
                self.assertRaises(ValueError) as caught,
            ):
                trust.root_of(good | changes)
            self.assertEqual(caught.exception.args, (place,))


LINES = (
    "Người ký: Hoàng Thị Lãnh Đạo",
    "Chức vụ: Giám đốc",
    "Cơ quan: Sở Tư pháp tỉnh Hà Nam (mẫu)",
    "Thời gian ký: 05/9/2018 09:14:05 +07:00",
)


class ShownTest(unittest.TestCase):
    """What is seen of a signature on the page."""

    def setUp(self):
        self.authority = signatures.started()
        self.addCleanup(self.authority.stop)
        self.look = showing.Look("Hoàng Thị Lãnh Đạo", LINES, 2)
        self.seal = showing.Look("Sở Tư pháp", LINES[2:], 2)

    def signed(self, pdf, name="lanh-dao", **facts):
        return signatures.signed(self.authority, pdf, name, **facts)

    def verdicts(self, pdf):
        found = checking.verify(pdf, signatures.trusted(self.authority))
        return [one.verdict for one in found.signatures]

    def tagged(self, body):
        """A tagged document; what stands in it is Typst."""
        from hanam.dvc import printing

        with tempfile.TemporaryDirectory() as name:
            text = '#import "dvc.typ": *\n#show: paper.with(title: "Thử", size: "a4")\n'
            (Path(name) / "a.typ").write_text(text + body)
            return printing.pdf("a.typ", {}, folder=Path(name))

    def boxes(self, pdf):
        """{name: (page, edges)} of the fields that are seen."""
        import pikepdf

        with pikepdf.open(io.BytesIO(pdf)) as made:
            return {
                str(field.T): (number, [float(edge) for edge in field.Rect])
                for number, page in enumerate(made.pages)
                for field in page.get("/Annots", ())
                if float(field.Rect[2]) > float(field.Rect[0])
            }

    def test_it_says_who_for_whom_and_when_above_the_name(self):
        pdf = self.tagged(
            "#v(9cm) GIÁM ĐỐC #v(3cm) Hoàng Thị Lãnh Đạo #v(1cm) Nơi nhận"
        )
        made = self.signed(pdf, look=self.look)
        self.assertEqual(self.verdicts(made), [report.VALID])
        words = documents.drawn_words(made)
        for line in LINES:
            self.assertIn(line, words)
        _page, edges = self.boxes(made)["ChuKy1"]
        name = documents.place_of(pdf, "Hoàng Thị Lãnh Đạo")
        office = documents.place_of(pdf, "GIÁM ĐỐC")
        self.assertGreaterEqual(edges[1], name[3])
        self.assertLessEqual(edges[3], office[1])

    def test_signature_and_seal_stand_beside_each_other_in_any_kind_of_file(self):
        for kind, pdf in (
            ("plain", signatures.document()),
            ("tagged", self.tagged("Thử.")),
        ):
            with self.subTest(kind=kind):
                made = self.signed(pdf, look=self.look)
                made = self.signed(made, "dau-so-tu-phap", look=self.seal)
                self.assertEqual(self.verdicts(made), [report.VALID] * 2)
                first, second = (edges for _page, edges in self.boxes(made).values())
                self.assertTrue(
                    first[2] <= second[0] or second[2] <= first[0]
                    or first[3] <= second[1] or second[3] <= first[1]
                )  # fmt: skip

    def test_a_tagged_file_still_meets_pdf_ua(self):
        pdf = self.tagged("= Thử\n\nHoàng Thị Lãnh Đạo.")
        made = self.signed(pdf, look=self.look)
        self.assertEqual(documents.tags_of(made)[-2:], ["/Form", "/Form"])
        made = self.signed(made, "dau-so-tu-phap", look=self.seal)
        with tempfile.TemporaryDirectory() as name:
            self.assertEqual(documents.findings_of(made, Path(name)), [])

    def test_where_no_place_is_left_nothing_is_covered(self):
        full = self.tagged('#set par(leading: 2pt)\n#set page(margin: 2mm)\n'
                           '#for _ in range(900) [Đầy chữ đầy trang giấy này. ]')  # fmt: skip
        made = self.signed(full, look=self.look)
        self.assertEqual(self.verdicts(made), [report.VALID])
        for number, edges in self.boxes(made).values():
            self.assertEqual(documents.words_in(full, number, edges), "")
        turned = signatures.document(boxes=((595, 842, 90),))
        made = self.signed(turned, look=self.look)
        self.assertEqual((self.verdicts(made), self.boxes(made)), ([report.VALID], {}))

    def test_a_third_signature_of_a_tagged_file_is_not_seen(self):
        made = self.tagged("Thử.")
        for _turn in range(3):
            made = self.signed(made, look=self.look)
        self.assertEqual(self.verdicts(made), [report.VALID] * 3)
        self.assertEqual(len(self.boxes(made)), 2)

    def test_a_page_that_is_cut_out_of_a_larger_one_keeps_its_place(self):
        import pikepdf

        with pikepdf.open(io.BytesIO(signatures.document())) as pdf:
            pdf.pages[0].cropbox = [100, 200, 500, 700]
            out = io.BytesIO()
            pdf.save(out)
        made = self.signed(out.getvalue(), look=self.look)
        _page, edges = self.boxes(made)["ChuKy1"]
        self.assertGreaterEqual(edges[0], 100)
        self.assertGreaterEqual(edges[1], 200)
        self.assertLessEqual(edges[2], 500)
