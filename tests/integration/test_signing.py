"""Signatures of PDF files: made by the signing service, verified against the trust list."""

from datetime import datetime
from datetime import timedelta
from datetime import UTC
from hanam.dvc.sandbox.authority.server import KEY
from hanam.dvc.signing import checking
from hanam.dvc.signing import making
from hanam.dvc.signing import report
from hanam.dvc.signing import trust
from hanam.dvc.signing.errors import SigningError
from hanam.dvc.signing.remote import Service
from pathlib import Path
from tests import documents
from tests import signatures
from unittest.mock import patch

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
