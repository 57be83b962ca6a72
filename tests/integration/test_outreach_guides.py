"""Guides: stale ones, the word MẪU, what may be played, the example of a declaration."""

from datetime import datetime
from datetime import timedelta
from hanam.dvc.catalogue import changes
from hanam.dvc.catalogue import lookup
from hanam.dvc.interfaces import IPortalLayer
from hanam.dvc.outreach import explains
from hanam.dvc.outreach import media
from hanam.dvc.outreach import places
from hanam.dvc.outreach.guides import example
from hanam.dvc.outreach.guides import mark
from hanam.dvc.outreach.guides import stale
from hanam.dvc.outreach.related import Related
from hanam.dvc.testing import SAMPLE_INTEGRATION
from io import BytesIO
from PIL import Image
from plone import api
from plone.namedfile.file import NamedBlobFile
from plone.namedfile.file import NamedBlobImage
from unittest.mock import patch
from zope.event import notify
from zope.interface import alsoProvides
from zope.interface import Invalid
from zope.lifecycleevent import ObjectModifiedEvent

import unittest


BIRTH = "1.001193"
MP4 = b"\x00\x00\x00\x18ftypmp42" + bytes(40)
VTT = b"WEBVTT\n\n00:00.000 --> 00:02.000\nXin ch\xc3\xa0o\n"


def picture(kind="PNG", size=(600, 800), colour=(10, 60, 120)) -> bytes:
    out = BytesIO()
    Image.new("RGB", size, colour).save(out, kind)
    return out.getvalue()


class GuidesTest(unittest.TestCase):
    layer = SAMPLE_INTEGRATION

    def setUp(self):
        self.portal = self.layer["portal"]
        self.request = self.layer["request"]
        alsoProvides(self.request, IPortalLayer)
        self.guide = self.portal[places.GUIDES]["khai-sinh-cho-con"]
        self.procedure = lookup.procedure(BIRTH)
        self.guide.reviewed = changes.changed_at(self.procedure) + timedelta(hours=1)

    def change_procedure(self, hours=2):
        later = changes.changed_at(self.procedure) + timedelta(hours=hours)
        return patch.object(
            stale,
            "changed_at",
            lambda item: later if item == self.procedure else datetime(2018, 1, 1),
        )

    def test_a_guide_is_fresh_until_a_procedure_it_explains_changes(self):
        self.assertFalse(stale.is_stale(self.guide))
        with self.change_procedure():
            self.assertEqual(stale.changed_since(self.guide), [self.procedure])
            self.guide.procedures = []
            self.assertFalse(stale.is_stale(self.guide))

    def test_a_review_makes_a_stale_guide_fresh(self):
        with (
            self.change_procedure(),
            patch.object(stale.moment, "now", lambda: datetime(2099, 1, 1)),
        ):
            self.assertTrue(stale.is_stale(self.guide))
            stale.review(self.guide)
            self.assertFalse(stale.is_stale(self.guide))

    def test_saving_a_guide_is_a_review_and_adding_a_picture_is_none(self):
        with patch.object(stale.moment, "now", lambda: datetime(2099, 1, 1)):
            with api.env.adopt_roles(["Manager"]):
                api.content.create(self.guide, "Image", "anh")
            self.assertLess(self.guide.reviewed, datetime(2099, 1, 1))
            notify(ObjectModifiedEvent(self.guide))
        self.assertEqual(self.guide.reviewed, datetime(2099, 1, 1))

    def test_guides_of_a_procedure_are_found_and_named_at_its_end(self):
        found = explains.items_for(self.procedure, "Guide")
        self.assertEqual([guide.getId() for guide in found], ["khai-sinh-cho-con"])
        viewlet = Related(self.procedure, self.request, None, None)
        text = viewlet.render()
        self.assertIn(self.guide.absolute_url(), text)
        self.assertIn("/to-khai-mau", text)
        self.assertIn("/bao-chi/dai-pt-th-ha-nam/khai-sinh-truc-tuyen", text)

    def test_only_public_procedures_are_named(self):
        with api.env.adopt_roles(["Manager"]):
            api.content.transition(self.procedure, "retract")
        names = [item["code"] for item in explains.links(self.guide)]
        self.assertNotIn(BIRTH, names)
        self.assertIn("2.000986", names)

    def test_procedures_are_offered_by_words_without_diacritics(self):
        found = explains.procedures_vocabulary(None, "khai sinh dang ky")
        self.assertIn(BIRTH, [term.value for term in found])
        self.assertLess(len(found), len(explains.procedures_vocabulary(None)))


class MarkTest(unittest.TestCase):
    layer = SAMPLE_INTEGRATION

    def setUp(self):
        self.guide = self.layer["portal"][places.GUIDES]["khai-sinh-cho-con"]

    def test_an_uploaded_sheet_gets_the_word_at_the_top_right_once(self):
        with api.env.adopt_roles(["Manager"]):
            sheet = api.content.create(
                self.guide,
                "SampleSheet",
                "to-1",
                "Tờ 1",
                picture=NamedBlobImage(picture(), "image/png", "to-1.png"),
            )
        first = sheet.picture.data
        self.assertNotEqual(first, picture())
        self.assert_marked(first)
        notify(ObjectModifiedEvent(sheet))
        self.assertEqual(sheet.picture.data, first)
        sheet.picture = NamedBlobImage(picture("JPEG"), "image/jpeg", "to-1.jpg")
        notify(ObjectModifiedEvent(sheet))
        self.assertEqual(sheet.picture.contentType, "image/jpeg")
        self.assert_marked(sheet.picture.data)

    def assert_marked(self, data):
        """Red on white at the top right, the picture's own colour elsewhere."""
        found = Image.open(BytesIO(data)).convert("RGB")
        corner = found.crop((found.width * 9 // 10, 0, found.width, 50))
        colours = {colour for _n, colour in corner.getcolors(100_000)}
        self.assertTrue(any(r > 150 and g < 90 and b < 90 for r, g, b in colours))
        self.assertTrue(any(min(colour) > 240 for colour in colours))
        red, _green, blue = found.getpixel((10, found.height - 10))
        self.assertLess(red, blue)

    def test_the_word_is_as_large_as_16_points_on_a_sheet_of_a4(self):
        width = 2480  # A4 at 300 dots an inch, where 16 points are 67 pixels
        data, _kind = mark.marked(picture(size=(width, 400), colour=(0, 0, 255)))
        found = Image.open(BytesIO(data)).convert("RGB")
        rows = [
            y
            for y in range(found.height)
            if any(
                found.getpixel((x, y))[0] > 150 and found.getpixel((x, y))[1] < 90
                for x in range(width - 250, width)
            )
        ]
        self.assertGreater(max(rows) - min(rows), 45)

    def test_what_is_no_picture_is_refused(self):
        for data in (b"%PDF-1.4", b"", picture("GIF")):
            with self.subTest(data=data[:8]), self.assertRaises(Invalid):
                mark.marked(data)

    def test_what_the_camera_wrote_into_the_file_is_left_out(self):
        out, exif = BytesIO(), Image.Exif()
        exif[0x010F] = "Hang may anh"
        Image.new("RGB", (300, 300)).save(out, "JPEG", exif=exif)
        self.assertIn(b"Hang may anh", out.getvalue())
        self.assertNotIn(b"Hang may anh", mark.marked(out.getvalue())[0])


class MediaTest(unittest.TestCase):
    layer = SAMPLE_INTEGRATION

    def data(self, **files):
        facts = {"video": None, "audio": None, "captions": None, "transcript": ""}
        return type("Data", (), facts | files)()

    def test_files_are_known_by_what_they_hold(self):
        cases = {
            MP4: "video/mp4",
            b"\x00\x00\x00\x18ftypM4A " + bytes(9): "audio/mp4",
            b"\x1a\x45\xdf\xa3": "video/webm",
            b"ID3\x04": "audio/mpeg",
            b"OggS": "audio/ogg",
            VTT: "text/vtt",
            b"<html><script>": "",
            b"": "",
        }
        for head, kind in cases.items():
            with self.subTest(head=head[:8]):
                self.assertEqual(media.kind_of(head), kind)

    def test_a_file_that_is_not_what_it_says_is_refused(self):
        page = NamedBlobFile(b"<html>", "video/mp4", "phim.mp4")
        with self.assertRaises(Invalid):
            media.IMedia.validateInvariants(
                self.data(video=page, transcript="Xin chào")
            )

    def test_a_video_needs_captions_or_its_words_as_text(self):
        video = NamedBlobFile(MP4, "video/mp4", "phim.mp4")
        with self.assertRaises(Invalid):
            media.IMedia.validateInvariants(self.data(video=video))
        media.IMedia.validateInvariants(self.data(video=video, transcript="Xin chào"))
        captions = NamedBlobFile(VTT, "text/vtt", "phim.vtt")
        media.IMedia.validateInvariants(self.data(video=video, captions=captions))


class ExampleTest(unittest.TestCase):
    layer = SAMPLE_INTEGRATION

    def test_each_declaration_of_the_sample_has_an_example(self):
        found = 0
        for procedure in self.layer["portal"]["thu-tuc"].objectValues():
            if lookup.declaration(procedure) is None:
                continue
            found += 1
            with self.subTest(procedure=procedure.getId()):
                rows = [r for s in example.sections_of(procedure) for r in s["rows"]]
                self.assertTrue(rows)
                self.assertTrue(all(row["value"] for row in rows))
        self.assertGreater(found, 10)

    def test_the_lines_fit_the_words_of_their_labels(self):
        self.assertEqual(example.line_for("Họ, chữ đệm, tên"), example.PERSON)
        self.assertEqual(example.line_for("Dân tộc"), "Kinh")
        self.assertEqual(example.line_for("Điều khác"), example.ANY_LINE)


if __name__ == "__main__":
    unittest.main()
