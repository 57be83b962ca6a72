"""The page of the texts of messages."""

from hanam.dvc.notify import queue
from hanam.dvc.notify import sending
from lxml import html
from tests import dossiers
from tests.dossiers import PASSWORD
from tests.messages import Pages

import requests
import transaction


class TextsPage(Pages):
    path = "thong-bao/dossier.filed"

    def edit(self, query="?channel=email", **fields):
        known = self.form(self.path + query, "editor")
        return self.post(self.path, "editor", known | fields)

    def test_only_who_keeps_the_catalogue_may_open_it(self):
        for path in ("thong-bao", self.path):
            self.assertEqual(self.get(path, "editor").status_code, 200)
            for user in ("", "citizen", "clerk"):
                answer = self.get(path, user)
                self.assertNotIn("dossier.filed", self.words(answer))
                self.assertNotIn("so_ho_so", answer.text)

    def test_every_event_is_listed_and_can_be_opened(self):
        page = html.fromstring(self.get("thong-bao", "editor").content)
        links = page.xpath("//main//li/a/@href")
        self.assertGreaterEqual(len(links), 11)
        for link in links:
            for query in ("", "?channel=sms", "?channel=zalo&language=en"):
                answer = requests.get(
                    link + query, auth=("editor", PASSWORD), timeout=60
                )
                self.assertEqual(answer.status_code, 200, link + query)

    def test_an_unknown_event_is_not_there(self):
        self.assertEqual(self.get("thong-bao/nobody", "editor").status_code, 404)

    def test_an_edited_text_goes_out_from_then_on(self):
        answer = self.edit(
            go="save", subject="Số ${so_ho_so}", text="Xin chào ${nguoi_nop}"
        )
        self.assertEqual(answer.status_code, 303)
        page = self.get(self.path, "editor")
        self.assertIn("editor (mẫu)", self.words(page))
        self.assertIn("đã sửa", self.words(self.get("thong-bao", "editor")))
        transaction.begin()
        values = {"so_ho_so": "H1", "nguoi_nop": "Lê Mẫu"}
        queue.put("dossier.filed", queue.To(email="a@mau.example"), values)
        transaction.commit()
        sending.send_all()
        (mail,) = self.box.newest()
        self.assertEqual(
            (mail.subject, mail.text.strip()), ("Số H1", "Xin chào Lê Mẫu")
        )

    def test_a_procedure_can_have_a_text_of_its_own(self):
        code = dossiers.PROCEDURE["code"]
        answer = self.edit(f"?channel=sms&procedure={code}", go="save", text="Riêng")
        self.assertEqual(answer.status_code, 303)
        transaction.begin()
        to = queue.To(phone="0912345678")
        for procedure in (code, "1.999999"):
            queue.put("dossier.filed", to, {}, procedure=procedure)
        transaction.commit()
        sending.send_all()
        texts = [one.text for one in self.box.newest()]
        self.assertEqual(texts.count("Rieng"), 1)

    def test_mistakes_are_told_and_nothing_is_lost(self):
        for text, words in (
            ("Chào ${ten}", "Ở đây không có ${ten}"),
            ("Giá $5", "“$5” không phải là tên"),
            (" ", "Hãy nhập nội dung"),
            ("x" * 5001, "Tối đa 5000 ký tự"),
        ):
            with self.subTest(words=words):
                answer = self.edit(go="save", text=text)
                self.assertEqual(answer.status_code, 400)
                self.assertIn(words, self.words(answer))
                page = html.fromstring(answer.content)
                kept = page.xpath("string(//textarea[@name='text'])").strip()
                self.assertEqual(kept, text.strip())
        self.assertIn("nội dung gốc", self.words(self.get(self.path, "editor")))

    def test_a_text_for_a_procedure_that_is_not_there_is_not_kept(self):
        answer = self.edit("?procedure=9.999999", go="save", text="Mới")
        self.assertEqual(answer.status_code, 400)
        self.assertIn("Không có thủ tục", self.words(answer))

    def test_a_preview_keeps_nothing_and_counts_the_parts_of_an_sms(self):
        answer = self.edit("?channel=sms", go="preview", text="Hồ sơ ${so_ho_so}. " * 6)
        self.assertEqual(answer.status_code, 200)
        self.assertIn("Ho so 000.00.03.H25-180831-0001.", self.words(answer))
        self.assertIn("tính tiền thành 2 phần", self.words(answer))
        self.assertIn("nội dung gốc", self.words(self.get(self.path, "editor")))

    def test_the_script_of_the_page_gets_the_preview_alone(self):
        fields = self.form(self.path, "editor") | {"go": "preview", "text": "${so} x"}
        told = requests.post(
            f"{self.url}/{self.path}",
            data=fields,
            auth=("editor", PASSWORD),
            headers={"X-Preview": "1"},
            timeout=60,
        ).json()
        self.assertEqual(len(told["problems"]), 1)
        self.assertTrue(told["subject"].startswith("000.00.03.H25-180831-0001"))

    def test_who_was_second_is_told_and_nothing_is_lost(self):
        mine = self.form(self.path, "editor")
        self.edit(go="save", text="Của người khác")
        answer = self.post(
            self.path, "editor", mine | {"go": "save", "text": "Của tôi"}
        )
        self.assertEqual(answer.status_code, 409)
        page = html.fromstring(answer.content)
        self.assertEqual(
            page.xpath("string(//textarea[@name='text'])").strip(), "Của tôi"
        )
        fields = dict(page.xpath("//form[@id='text-form']")[0].form_values())
        again = self.post(self.path, "editor", fields | {"go": "save"})
        self.assertEqual(again.status_code, 303)
        self.assertEqual(self.form(self.path, "editor")["text"], "Của tôi")

    def test_an_older_version_can_be_looked_at_and_the_first_one_comes_back(self):
        first = self.form(self.path, "editor")["text"]
        for text in ("Bản một", "Bản hai"):
            self.edit(go="save", text=text)
        page = html.fromstring(self.get(self.path, "editor").content)
        older = page.xpath("//ol[@class='dvc-timeline']//a/@href")[1]
        looked = requests.get(older, auth=("editor", PASSWORD), timeout=60)
        self.assertIn("Bản một", looked.text)
        self.assertEqual(self.form(self.path, "editor")["text"], "Bản hai")
        self.assertEqual(self.edit(go="reset").status_code, 303)
        self.assertEqual(self.form(self.path, "editor")["text"], first)
        self.assertIn("quay về nội dung gốc", self.words(self.get(self.path, "editor")))

    def test_saving_what_is_there_changes_nothing(self):
        self.assertEqual(self.edit(go="save").status_code, 303)
        self.assertIn("nội dung gốc", self.words(self.get(self.path, "editor")))

    def test_an_editor_sends_it_to_himself_before_it_is_saved(self):
        answer = self.edit(
            go="try", text="Thử ${so_ho_so}", address="editor@mau.example"
        )
        self.assertEqual(answer.status_code, 200)
        sending.send_all()
        (mail,) = self.box.newest()
        self.assertEqual(mail.text.strip(), "Thử 000.00.03.H25-180831-0001")
        answer = self.edit(go="try", text="Thử", address="nobody")
        self.assertEqual(answer.status_code, 400)

    def test_a_forged_form_changes_nothing(self):
        answer = self.edit(go="save", text="Khác", _authenticator="forged")
        self.assertEqual(answer.status_code, 403)
        self.assertIn("nội dung gốc", self.words(self.get(self.path, "editor")))
