"""What is looked at in a file: that it opens, is whole, does nothing and tells nothing."""

from hanam.dvc.dossiers.inspection import inspect
from hanam.dvc.dossiers.inspection import metadata
from hanam.dvc.dossiers.inspection import pdfs
from hanam.dvc.filing.sample_paper import pdf
from io import BytesIO
from PIL import Image
from PIL import ImageFile
from tests import files
from types import SimpleNamespace
from unittest import mock

import pikepdf
import random
import unittest


PDF, JPEG, PNG, TIFF = "application/pdf", "image/jpeg", "image/png", "image/tiff"
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
DOC = "application/msword"
RULES = SimpleNamespace(active="strip", megapixels=20, picture_side=1000)
STRICT = SimpleNamespace(active="refuse", megapixels=20, picture_side=1000)


class Inspection(unittest.TestCase):
    def problem(self, data, kind, rules=RULES):
        return inspect(data, kind, rules).problem

    def kept(self, data, kind, rules=RULES):
        found = inspect(data, kind, rules)
        self.assertEqual(found.problem, "")
        return found.data


class Pdfs(Inspection):
    def test_a_plain_file_is_kept_as_it_is(self):
        data = pdf("Giay to")
        self.assertEqual(self.kept(data, PDF), data)

    def test_a_file_cut_off_or_made_up_is_damaged(self):
        whole = pdf("Giay to " * 40)
        for data in (
            b"%PDF-1.4\n",
            whole[: len(whole) // 3],
            b"%PDF-1.7\n" + bytes(999),
        ):
            with self.subTest(size=len(data)):
                self.assertEqual(self.problem(data, PDF), "paper.damaged")

    def test_a_file_that_only_lost_its_table_is_taken(self):
        whole = pdf("Giay to")
        self.assertEqual(self.problem(whole[: whole.index(b"xref")], PDF), "")

    def test_a_password_is_told(self):
        self.assertEqual(self.problem(files.locked_pdf(), PDF), "paper.locked")

    def test_what_is_active_is_taken_out_and_the_pages_stay(self):
        for make in (files.scripted_pdf, files.launching_pdf, files.carrying_pdf):
            with self.subTest(make.__name__):
                data = make()
                with pikepdf.open(BytesIO(data)) as before:
                    self.assertTrue(pdfs.walk(before)[0])
                with pikepdf.open(BytesIO(self.kept(data, PDF))) as after:
                    self.assertFalse(pdfs.walk(after)[0])
                    self.assertEqual(len(after.pages), 1)
                    self.assertNotIn("/OpenAction", after.Root)
                    text = after.pages[0].Contents.read_bytes()
                self.assertIn(b"Giay to", text)

    def test_the_settings_may_have_such_files_refused(self):
        for make in (files.scripted_pdf, files.launching_pdf, files.carrying_pdf):
            with self.subTest(make.__name__):
                self.assertEqual(self.problem(make(), PDF, STRICT), "paper.active")

    def test_a_signed_file_is_never_changed(self):
        self.assertEqual(self.problem(files.signed_scripted_pdf(), PDF), "paper.active")

    def test_a_file_that_is_an_archive_as_well_is_refused(self):
        data = pdf("Giay to") + files.archive()
        self.assertEqual(self.problem(data, PDF), "paper.two_kinds")

    def test_a_directory_that_becomes_a_gigabyte_is_not_unpacked(self):
        data = files.bomb_pdf(2 * pdfs.UNPACKED)
        self.assertLess(len(data), 2 * 2**20)
        self.assertIn(self.problem(data, PDF), ("paper.damaged", "paper.bomb"))

    def test_no_bytes_make_it_fall(self):
        dice = random.Random(1)
        whole = bytearray(files.scripted_pdf())
        for _round in range(150):
            data = bytearray(whole)
            for _change in range(dice.randrange(1, 30)):
                data[dice.randrange(5, len(data))] = dice.randrange(256)
            inspect(bytes(data), PDF, RULES)


class Pictures(Inspection):
    def test_an_upright_photo_keeps_every_pixel_and_loses_place_and_device(self):
        data = files.photo(telling=True)
        self.assertIn(files.DEVICE.encode(), data)
        found = inspect(data, JPEG, RULES)
        self.assertFalse(found.remade)
        self.assertNotIn(files.DEVICE.encode(), found.data)
        with (
            Image.open(BytesIO(data)) as before,
            Image.open(BytesIO(found.data)) as after,
        ):
            self.assertEqual(before.tobytes(), after.tobytes())
            self.assertFalse(after.getexif())

    def test_a_photo_is_turned_upright(self):
        for orientation, side in ((3, "right"), (6, "top"), (8, "bottom")):
            with self.subTest(orientation=orientation):
                data = files.photo(orientation=orientation, telling=True)
                found = inspect(data, JPEG, RULES)
                self.assertTrue(found.remade)
                self.assertEqual(files.side_of_red(found.data), side)
                with Image.open(BytesIO(found.data)) as after:
                    self.assertFalse(after.getexif())
                self.assertNotIn(files.DEVICE.encode(), found.data)

    def test_a_large_photo_is_made_smaller(self):
        with Image.open(BytesIO(self.kept(files.photo((3000, 2000)), JPEG))) as after:
            self.assertEqual(after.size, (1000, 667))

    def test_a_picture_cut_off_is_damaged(self):
        # As plone.scale leaves it in every process.
        self.enterContext(mock.patch.object(ImageFile, "LOAD_TRUNCATED_IMAGES", True))
        for kind, name in ((JPEG, "JPEG"), (PNG, "PNG"), (TIFF, "TIFF")):
            with self.subTest(kind):
                data = files.photo(kind=name)
                self.assertEqual(self.problem(data, kind), "")
                cut = data[: len(data) * 2 // 3]
                self.assertEqual(self.problem(cut, kind), "paper.damaged")

    def test_a_picture_that_would_fill_the_memory_is_not_opened(self):
        out = BytesIO()
        Image.new("1", (30_000, 30_000)).save(out, "PNG")
        self.assertLess(len(out.getvalue()), 2**20)
        self.assertEqual(self.problem(out.getvalue(), PNG), "paper.pixels")

    def test_what_hangs_on_behind_a_picture_is_cut_off(self):
        for kind, name in ((JPEG, "JPEG"), (PNG, "PNG")):
            with self.subTest(kind):
                data = self.kept(files.photo(kind=name) + files.archive(), kind)
                self.assertNotIn(b"PK\x03\x04", data)

    def test_texts_of_other_kinds_of_pictures_go_too(self):
        for kind, name in ((PNG, "PNG"), (TIFF, "TIFF")):
            with self.subTest(kind):
                data = files.photo(kind=name, telling=True)
                self.assertIn(files.DEVICE.encode(), data)
                kept = self.kept(data, kind)
                self.assertFalse(files.DEVICE.encode() in kept)

    def test_no_bytes_make_it_fall(self):
        dice = random.Random(2)
        for kind, name in ((JPEG, "JPEG"), (PNG, "PNG")):
            whole = files.photo((60, 40), telling=True, kind=name)
            for _round in range(150):
                data = bytearray(whole)
                for _change in range(dice.randrange(1, 20)):
                    data[dice.randrange(2, len(data))] = dice.randrange(256)
                inspect(bytes(data), kind, RULES)

    def test_a_progressive_photo_is_read_to_its_end(self):
        out = BytesIO()
        with Image.open(BytesIO(files.photo())) as image:
            image.save(out, "JPEG", progressive=True, comment=b"loi-nhan")
        plain = metadata.plain_jpeg(out.getvalue() + b"duoi")
        self.assertNotIn(b"loi-nhan", plain)
        self.assertTrue(plain.endswith(b"\xff\xd9"))
        with Image.open(BytesIO(plain)) as image:
            image.load()


class Archives(Inspection):
    def test_a_plain_word_file_is_taken(self):
        self.assertEqual(self.problem(files.archive(), DOCX), "")

    def test_a_word_file_is_no_excel_file(self):
        self.assertEqual(self.problem(files.archive(), XLSX), "paper.kind")

    def test_macros_are_told(self):
        data = files.archive(word__vbaProject_dot_bin=b"x")
        self.assertEqual(self.problem(data, DOCX), "paper.macros")

    def test_a_locked_or_cut_off_file_is_told(self):
        self.assertEqual(self.problem(files.locked_archive(), DOCX), "paper.locked")
        data = files.archive()
        self.assertEqual(self.problem(data[: len(data) // 2], DOCX), "paper.damaged")

    def test_what_becomes_gigabytes_is_not_unpacked(self):
        data = files.archive(word__media=bytes(400 * 2**20))
        self.assertLess(len(data), 2**20)
        self.assertEqual(self.problem(data, DOCX), "paper.bomb")

    def test_an_old_word_file_with_macros_or_a_password_is_told(self):
        start = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(500)
        body = "WordDocument".encode("utf-16-le")
        for name, code in (
            ("", ""),
            ("_VBA_PROJECT", "paper.macros"),
            ("EncryptedPackage", "paper.locked"),
        ):
            with self.subTest(name):
                data = start + body + name.encode("utf-16-le")
                self.assertEqual(self.problem(data, DOC), code)
        self.assertEqual(self.problem(start, DOC), "paper.damaged")
