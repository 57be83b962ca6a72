"""Colours and emblem that an administrator chooses in the browser."""

from hanam.dvc.portal import colours
from hanam.dvc.rules.contrast import contrast
from hanam.dvc.rules.contrast import LEAST
from hanam.dvc.testing import FUNCTIONAL
from html import unescape
from PIL import Image
from plone import api
from tests.dossiers import build_world
from tests.dossiers import PASSWORD
from tests.unit.properties import given
from tests.unit.properties import st

import io
import re
import requests
import transaction
import unittest


PANEL = "@@dvc-frame-settings"


def picture(kind="PNG", size=(900, 600)) -> bytes:
    out = io.BytesIO()
    Image.new("RGB", size, "#0b5a2b").save(out, kind)
    return out.getvalue()


class ColoursTest(unittest.TestCase):
    layer = FUNCTIONAL

    def setUp(self):
        self.portal = self.layer["portal"]
        self.url = self.portal.absolute_url()
        build_world(self.portal)
        transaction.commit()

    def get(self, path=""):
        return requests.get(
            f"{self.url}/{path}", headers={"Accept": "text/html"}, timeout=30
        )

    def linked(self, name) -> list[str]:
        """Addresses of a view in the front page."""
        pattern = rf'"({re.escape(self.url)}/@@{name}\?v=[0-9a-f]+)"'
        return re.findall(pattern, self.get().text)

    def save(self, files=None, **values):
        """Send the form of the panel as an administrator sees it, with some values changed."""
        session = requests.Session()
        session.auth = ("manager", PASSWORD)
        page = session.get(f"{self.url}/{PANEL}", timeout=30).text
        token = re.search(r'name="_authenticator"[^>]*value="([^"]+)"', page)
        sent = dict(
            re.findall(r'name="(form\.widgets\.\w+)"[^>]*?value="([^"]*)"', page)
        )
        sent = {name: unescape(value) for name, value in sent.items()}
        sent |= {f"form.widgets.{name}": value for name, value in values.items()}
        sent |= {"_authenticator": token[1], "form.buttons.save": "Lưu"}
        return session.post(
            f"{self.url}/{PANEL}", data=sent, files=files, timeout=30
        ).text

    def test_without_a_choice_no_page_asks_for_colours(self):
        self.assertEqual(self.linked("dvc-colours"), [])
        self.assertIn('content="#9b1c1c"', self.get().text)

    def test_a_chosen_colour_is_served_as_a_file_kept_for_good(self):
        self.save(accent="#0B5A2B", line="#f0c000")
        address = self.linked("dvc-colours")[0]
        answer = requests.get(address, timeout=30)
        self.assertTrue(answer.headers["Content-Type"].startswith("text/css"))
        self.assertIn("immutable", answer.headers["Cache-Control"])
        self.assertIn("--dvc-accent:#0b5a2b;", answer.text)
        self.assertIn("--dvc-band:#0b5a2b;", answer.text)
        self.assertIn("--dvc-gold:#f0c000;", answer.text)
        self.assertIn('content="#0b5a2b"', self.get().text)

    def test_another_choice_has_another_address(self):
        self.save(accent="#0b5a2b")
        first = self.linked("dvc-colours")
        self.save(accent="#0b3a5b")
        self.assertNotEqual(self.linked("dvc-colours"), first)
        self.save(accent="")
        self.assertEqual(self.linked("dvc-colours"), [])

    def test_a_colour_that_cannot_be_read_is_refused_and_stays_in_its_field(self):
        for name in ("accent", "band"):
            with self.subTest(name=name):
                page = unescape(self.save(**{name: "#e0a0a0"}))
                self.assertRegex(
                    page, r"Màu #e0a0a0 quá nhạt: độ tương phản là \d,\d, cần"
                )
                self.assertIn('value="#e0a0a0"', page)
                self.assertEqual(self.linked("dvc-colours"), [])

    def test_what_is_no_colour_never_reaches_the_style_sheet(self):
        page = unescape(self.save(line="red;}body{display:none"))
        self.assertIn("Viết màu bằng dấu # và sáu chữ số", page)
        name = "hanam.dvc.portal.line"
        api.portal.set_registry_record(name, "red;}body{display:none")
        transaction.commit()
        self.assertEqual(self.get("@@dvc-colours").text, "")

    def test_an_emblem_is_kept_small_and_shown_to_everybody(self):
        files = {"form.widgets.emblem": ("huy.png", picture(), "image/png")}
        self.save(files, **{"emblem.action": "replace"})
        answer = requests.get(self.linked("dvc-emblem")[0], timeout=30)
        self.assertEqual(answer.headers["Content-Type"], "image/png")
        self.assertIn("immutable", answer.headers["Cache-Control"])
        self.assertEqual(Image.open(io.BytesIO(answer.content)).size, (128, 85))

    def test_a_file_that_is_no_picture_is_refused(self):
        svg = b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>"
        for data in (b"x", svg, picture("GIF")):
            files = {"form.widgets.emblem": ("huy.png", data, "image/png")}
            page = unescape(self.save(files, **{"emblem.action": "replace"}))
            self.assertIn("không phải ảnh PNG, JPEG hoặc WebP", page)
        self.assertEqual(self.linked("dvc-emblem"), [])
        self.assertEqual(self.get("@@dvc-emblem").status_code, 404)

    def test_only_an_administrator_chooses(self):
        answer = requests.get(
            f"{self.url}/{PANEL}", auth=("editor", PASSWORD), timeout=30
        )
        self.assertNotIn("form.widgets.accent", answer.text)


class SchemesTest(unittest.TestCase):
    @given(st.integers(0, 0xFFFFFF).map("#{:06x}".format))
    def test_each_accent_that_is_taken_can_be_read_in_both_schemes(self, accent):
        if colours.weakest(accent) < LEAST:
            return
        light = colours.light_scheme(accent, "", "")
        dark = colours.dark_scheme(accent, "", "")
        for scheme, papers in ((light, colours.LIGHT), (dark, colours.DARK)):
            for name in ("accent", "accent-strong"):
                for behind in (*papers, scheme["accent-soft"]):
                    self.assertGreaterEqual(contrast(scheme[name], behind), LEAST)
            self.assertGreaterEqual(contrast(scheme["band"], "#ffffff"), LEAST)
        over = dark["on-accent"]
        self.assertGreaterEqual(contrast(dark["accent"], over), LEAST)
        self.assertGreaterEqual(contrast(dark["accent-strong"], over), LEAST)
