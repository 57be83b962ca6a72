"""What readers say: “Was this useful?”, remarks; and what staff make of it."""

from datetime import date
from hanam.dvc.outreach.feedback import taking
from hanam.dvc.outreach.questions import asking
from hanam.dvc.register import opinions
from hanam.dvc.testing import SAMPLE_FUNCTIONAL
from tests.functional.test_outreach_pages import OutreachTest

import requests
import transaction
import unittest


OURS = {"Sec-Fetch-Site": "same-origin"}
PAGE = "/thu-tuc/1.001193"
LONG_AGO = date(2018, 1, 1)


class ReadersTest(OutreachTest):
    layer = SAMPLE_FUNCTIONAL

    def setUp(self):
        super().setUp()
        taking.BRAKE.forget()
        asking.BRAKE.forget()
        self.addCleanup(taking.BRAKE.forget)
        self.addCleanup(asking.BRAKE.forget)

    def answer(self, headers=OURS, agent="a", **form):
        form = {"page": PAGE, "useful": "no"} | form
        return requests.post(
            f"{self.url}/huu-ich",
            data=form,
            headers={"User-Agent": agent, "Accept-Language": "vi"} | headers,
            timeout=60,
            allow_redirects=False,
        )

    def votes(self):
        transaction.abort()
        return {
            line.page: (line.useful, line.not_useful)
            for line in opinions.pages(LONG_AGO)
        }

    def remarks(self):
        transaction.abort()
        return [row.text for row in opinions.remarks(LONG_AGO)]


class UsefulTest(ReadersTest):
    def test_the_question_stands_below_public_pages_and_they_stay_cached(self):
        for path in ("", "thu-tuc/1.001193", "lien-he", "huong-dan", "thong-ke"):
            page = self.get(path)
            with self.subTest(path=path):
                self.assertIn("Trang này có hữu ích không?", page.text)
                self.assertIn(f'value="/{path}"', page.text)
        self.assertIn("public", self.get("thu-tuc/1.001193").headers["Cache-Control"])

    def test_it_does_not_stand_on_pages_of_one_reader(self):
        for path, user in (
            ("tra-cuu/000.00.01.H25-181001-0001", None),
            ("ho-so-cua-toi", "cong.dan"),
            ("viec", "mot.cua"),
            ("hoi-dap/dat-cau-hoi", None),
            ("khong-co-trang-nay", None),
        ):
            with self.subTest(path=path):
                self.assertNotIn(
                    "Trang này có hữu ích không?", self.get(path, user).text
                )

    def test_an_answer_counts_and_sent_again_counts_no_more(self):
        first = self.answer()
        self.assertEqual(first.status_code, 303)
        self.assertNotIn("Set-Cookie", first.headers)
        self.answer()
        self.assertEqual(self.votes(), {PAGE: (0, 1)})
        self.answer(agent="b", useful="yes")
        self.assertEqual(self.votes(), {PAGE: (1, 1)})
        thanks = self.get(first.headers["Location"].removeprefix(f"{self.url}/"))
        self.assertIn("Trang còn thiếu gì", thanks.text)

    def test_a_remark_is_kept_without_numbers_and_counts_no_vote(self):
        self.answer()
        done = self.answer(text="Bước 3 khó. Gọi 0912345678 <script>")
        self.assertEqual(done.status_code, 303)
        self.answer(text="Bước 3 khó. Gọi 0912345678 <script>")
        self.assertEqual(self.remarks(), ["Bước … khó. Gọi … <script>"])
        self.assertEqual(self.votes(), {PAGE: (0, 1)})

    def test_a_form_of_another_site_is_refused(self):
        for headers in (
            {"Sec-Fetch-Site": "cross-site"},
            {"Sec-Fetch-Site": "same-site"},
            {"Origin": "https://khac.example"},
            {"Origin": "null"},
            {"Referer": "https://khac.example/trang"},
            {},
        ):
            with self.subTest(headers=headers):
                self.assertEqual(self.answer(headers).status_code, 403)
        own = self.url.rpartition("/")[0]
        self.assertEqual(self.answer({"Origin": own}).status_code, 303)
        self.assertEqual(self.answer({"Referer": f"{own}/x"}, "c").status_code, 303)

    def test_only_public_pages_can_be_answered_for(self):
        hidden = self.portal["hoi-dap"]
        with_draft = asking.keep(
            asking.Asked("Câu hỏi thử của tôi"), self.layer["request"]
        )
        transaction.commit()
        for page in (
            "/khong-co",
            f"/hoi-dap/{with_draft.getId()}",
            "/viec",
            "/@@change-password",
            "thu-tuc",
            "//vi-du.example",
            "/" + "a" * 300,
            "/thu-tuc/1.001193?a=b",
        ):
            with self.subTest(page=page):
                self.assertEqual(self.answer(page=page).status_code, 404)
        self.assertEqual(self.votes(), {})
        self.assertIsNotNone(hidden)

    def test_other_answers_than_yes_and_no_are_refused_with_the_text_kept(self):
        page = self.answer(useful="maybe", text="Tôi đã viết dài")
        self.assertEqual(page.status_code, 400)
        self.assertIn("Tôi đã viết dài", page.text)

    def test_too_many_answers_from_one_address_are_told_to_wait(self):
        for number in range(60):
            taking.BRAKE.count(("127.0.0.1", "opinion"), 600)
            self.assertLess(number, 60)
        page = self.answer(text="Tôi đã viết dài")
        self.assertEqual(page.status_code, 429)
        self.assertGreater(int(page.headers["Retry-After"]), 0)
        self.assertIn("Tôi đã viết dài", page.text)

    def test_what_fills_in_the_trap_is_thanked_and_not_kept(self):
        self.assertEqual(self.answer(text="Mua đi", website="x").status_code, 303)
        self.assertEqual(self.remarks(), [])

    def test_programs_answer_in_json_only(self):
        def send(body, kind="application/json"):
            return requests.post(
                f"{self.url}/@feedback",
                data=body,
                headers={"Accept": "application/json", "Content-Type": kind},
                timeout=60,
            ).status_code

        good = '{"page": "/huong-dan", "useful": true, "text": "Tốt"}'
        self.assertEqual(send(good), 204)
        self.assertEqual(self.votes(), {"/huong-dan": (1, 0)})
        self.assertEqual(send(good, "text/plain"), 415)
        self.assertEqual(send('{"page": "/viec", "useful": true}'), 404)
        self.assertEqual(send('{"page": "/huong-dan", "useful": "true"}'), 400)
        self.assertEqual(send('{"page": 1, "useful": true}'), 400)
        self.assertEqual(send("{"), 400)
        self.assertEqual(send("[]"), 400)

    def test_editors_see_the_pages_that_fail_first_and_hide_remarks(self):
        for agent in "abcdef":
            self.answer(agent=agent, page="/lien-he")
            self.answer(agent=agent, page="/", useful="yes")
        self.answer(text="Không thấy số điện thoại", page="/lien-he")
        self.assertEqual(self.get("y-kien-trang").status_code, 302)
        self.assertEqual(self.get("y-kien-trang", "cong.dan").status_code, 302)
        page = self.get("y-kien-trang?days=30", "bien.tap").text
        self.assertLess(page.index("/lien-he</small>"), page.index(">/</small>"))
        self.assertIn("Không thấy số điện thoại", page)
        number = opinions.remarks(LONG_AGO)[0].id
        transaction.abort()
        done = self.post("an-gop-y", "bien.tap", "y-kien-trang", id=str(number))
        self.assertEqual(done.status_code, 303)
        self.assertEqual(self.remarks(), [])
        unknown = self.post("an-gop-y", "bien.tap", "@@change-password", id="999")
        self.assertEqual(unknown.status_code, 404)


if __name__ == "__main__":
    unittest.main()
