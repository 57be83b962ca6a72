"""Forms of outreach sent with mistakes: said in the form, and nothing typed is lost."""

from io import BytesIO
from lxml import html
from PIL import Image
from plone import api
from plone.namedfile.file import NamedBlobFile
from tests.functional.test_outreach_pages import OutreachTest
from tests.functional.test_outreach_pages import PASSWORD

import requests
import transaction
import unittest


EDITOR = ("bien.tap", PASSWORD)
SHEET = "huong-dan/khai-sinh-cho-con/++add++SampleSheet"
ORGANISATION = "bao-chi/++add++PressOrganisation"


def gif() -> bytes:
    out = BytesIO()
    Image.new("RGB", (60, 80)).save(out, "GIF")
    return out.getvalue()


class MistakesTest(OutreachTest):
    def fill(self, path, files=None, **values):
        """Send the form at ``path`` with some of its fields filled in."""
        page = requests.get(f"{self.url}/{path}", auth=EDITOR, timeout=60)
        form = html.fromstring(page.content).xpath("//main//form[@method='post']")[0]
        data = {n: v for n, v in form.form_values() if not n.startswith("form.buttons")}
        data |= {f"form.widgets.{name}": value for name, value in values.items()}
        data["form.buttons.save"] = "Save"
        return requests.post(
            f"{self.url}/{path}",
            data=data,
            files=files,
            auth=EDITOR,
            headers={"Accept-Language": "vi"},
            timeout=60,
            allow_redirects=False,
        )

    def test_what_is_no_picture_of_a_sheet_is_said_in_the_form(self):
        for name, body in (("a.gif", gif()), ("a.png", b"no picture")):
            files = {"form.widgets.picture": (name, body)}
            with self.subTest(name=name):
                answer = self.fill(SHEET, files, title="Tờ khai của Mẫu")
                self.assertEqual(answer.status_code, 200)
                page = html.fromstring(answer.content)
                self.assertIn("Ảnh phải là PNG hoặc JPEG", page.text_content())
                title = page.xpath("string(//input[@name='form.widgets.title']/@value)")
                self.assertEqual(title, "Tờ khai của Mẫu")
        self.assertNotIn("to-khai-cua-mau", self.portal["huong-dan"].objectIds())

    def test_a_website_is_an_address_of_the_web(self):
        answer = self.fill(
            ORGANISATION, title="Báo thử", website="javascript:alert(document.domain)"
        )
        self.assertEqual(answer.status_code, 200)
        words = html.fromstring(answer.content).text_content()
        self.assertIn("Địa chỉ phải bắt đầu bằng https://", words)
        answer = self.fill(ORGANISATION, title="Báo thử", website="https://bao.example")
        self.assertEqual(answer.status_code, 302)
        self.assertIn(
            'href="https://bao.example"', self.get("bao-chi/bao-thu", EDITOR[0]).text
        )


class FoundTest(OutreachTest):
    def test_the_site_map_names_what_outreach_published(self):
        found = self.get("sitemap.xml").text
        for part in (
            "huong-dan/khai-sinh-cho-con",
            "diem-ho-tro/minh-khai",
            "bao-chi/",
        ):
            self.assertIn(f"{self.url}/{part}", found)

    def test_a_file_comes_as_it_was_put_there_in_every_language(self):
        body = "<html><body>Tiếng Việt</body></html>".encode()
        with api.env.adopt_roles(["Manager"]):
            file = NamedBlobFile(body, "text/html", "a.html")
            api.content.create(self.portal, "File", "tep", "Tệp", file=file)
        transaction.commit()
        for language in ("vi", "en"):
            answer = requests.get(
                f"{self.url}/tep/@@download/file",
                cookies={"I18N_LANGUAGE": language},
                timeout=60,
            )
            with self.subTest(language=language):
                self.assertEqual(answer.status_code, 200)
                self.assertEqual(answer.content, body)


if __name__ == "__main__":
    unittest.main()
