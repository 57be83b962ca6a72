"""Questions: anybody asks, staff answer in public, and what was typed stays with staff."""

from datetime import date
from hanam.dvc.outreach.questions import asking
from plone import api
from tests.functional.test_outreach_pages import PASSWORD
from tests.functional.test_outreach_pages import TOKEN
from tests.functional.test_outreach_readers import OURS
from tests.functional.test_outreach_readers import ReadersTest
from unittest.mock import patch
from ZODB.POSException import ConflictError

import requests
import transaction
import unittest


class QuestionsTest(ReadersTest):
    def ask(self, session=None, headers=OURS, **form):
        session = session or requests.Session()
        page = session.get(f"{self.url}/hoi-dap/dat-cau-hoi", timeout=60).text
        form = {"question": "Tôi hỏi về giấy khai sinh?"} | form
        form["_authenticator"] = TOKEN.search(page)[1]
        return session.post(
            f"{self.url}/hoi-dap/dat-cau-hoi",
            data=form,
            headers={"Accept-Language": "vi"} | headers,
            timeout=60,
            allow_redirects=False,
        )

    def write(self, path, **fields):
        done = requests.patch(
            f"{self.url}/{path}",
            json=fields,
            auth=("bien.tap", PASSWORD),
            headers={"Accept": "application/json"},
            timeout=60,
        )
        self.assertEqual(done.status_code, 204)

    def waiting(self):
        transaction.abort()
        return [item for item in self.portal["hoi-dap"].objectValues() if item.asked]

    def test_a_guest_asks_and_nobody_else_sees_it(self):
        done = self.ask(
            question="Tôi là An, số 0912345678, con tôi khai sinh ở đâu?",
            topic="Khác",
            email="an@vi-du.example",
            procedure="1.001193",
        )
        self.assertEqual(done.status_code, 303)
        (question,) = self.waiting()
        path = f"hoi-dap/{question.getId()}"
        self.assertNotIn("khai sinh", question.title)
        self.assertEqual(question.procedures, ["1.001193"])
        self.assertEqual(self.get(path).status_code, 404)
        self.assertNotIn("con tôi khai sinh ở đâu", self.get("hoi-dap").text)
        staff = self.get(path, "bien.tap").text
        self.assertIn("0912345678", staff)
        self.assertIn("an@vi-du.example", staff)
        found = self.portal.portal_catalog.unrestrictedSearchResults(
            SearchableText="vi-du"
        )
        self.assertNotIn(question.getId(), [brain.getId for brain in found])

    def test_after_the_answer_is_public_the_private_part_still_is_not(self):
        self.ask(question="Con tôi khai sinh ở đâu?", email="an@vi-du.example")
        (question,) = self.waiting()
        path = f"hoi-dap/{question.getId()}"
        publish = f"{path}/@@tra-loi-cong-khai"
        self.post(publish, "bien.tap", path)
        self.assertEqual(self.get(path).status_code, 404)
        answer = {"data": "<p>Ở UBND xã.</p>", "content-type": "text/html"}
        self.write(path, answer=answer)
        refused = self.post(publish, "bien.tap", path)
        self.assertEqual(self.get(path).status_code, 404)
        page = requests.get(
            f"{self.url}/{path}",
            auth=("bien.tap", PASSWORD),
            cookies=refused.cookies,
            headers={"Accept-Language": "vi"},
            timeout=60,
        )
        self.assertIn("Hãy viết lại câu hỏi trước", page.text)
        self.write(path, title="Khai sinh cho con ở đâu?")
        self.assertEqual(self.post(publish, "bien.tap", path).status_code, 303)
        page = self.get(path)
        self.assertIn("Ở UBND xã.", page.text)
        self.assertNotIn("an@vi-du.example", page.text)
        answer = self.get(path, accept="application/json").json()
        self.assertNotIn("email", answer)
        self.assertNotIn("asked_text", answer)
        self.assertNotIn("refused", answer)

    def test_what_is_wrong_is_said_and_nothing_typed_is_lost(self):
        page = self.ask(question="Ngắn", email="khong-phai-thu", topic="Khác")
        self.assertEqual(page.status_code, 400)
        self.assertIn("Ngắn", page.text)
        self.assertIn("khong-phai-thu", page.text)
        self.assertIn('href="#question"', page.text)
        self.assertIn('href="#email"', page.text)
        self.assertEqual(self.waiting(), [])

    def test_a_question_sent_twice_is_kept_once(self):
        session = requests.Session()
        self.ask(session)
        self.assertEqual(self.ask(session).status_code, 303)
        self.assertEqual(len(self.waiting()), 1)

    def test_who_asks_signed_in_owns_nothing_and_is_named_nowhere(self):
        session = requests.Session()
        session.auth = ("cong.dan", PASSWORD)
        self.assertEqual(self.ask(session).status_code, 303)
        (question,) = self.waiting()
        self.assertEqual(question.get_local_roles(), ())
        self.assertNotEqual(question.getOwner().getId(), "cong.dan")
        self.assertEqual(question.listCreators(), ())
        brain = self.portal.portal_catalog.unrestrictedSearchResults(UID=question.UID())
        self.assertEqual(brain[0].Creator, "")
        tool = self.portal.portal_workflow
        with api.env.adopt_roles(["Manager"]):
            history = tool.getInfoFor(question, "review_history")
        self.assertNotIn("cong.dan", [entry["actor"] for entry in history])
        answer = session.get(
            question.absolute_url(), headers={"Accept": "application/json"}, timeout=60
        )
        self.assertIn(answer.status_code, (401, 403, 404))

    def test_a_question_is_kept_when_zope_has_to_take_it_twice(self):
        real, runs = asking.keep, []

        def keep(asked, request):
            runs.append(real(asked, request))
            if len(runs) == 1:
                raise ConflictError
            return runs[-1]

        with patch.object(asking, "keep", keep):
            self.assertEqual(self.ask().status_code, 303)
        self.assertEqual(len(runs), 2)
        self.assertEqual(len(self.waiting()), 1)

    def test_floods_traps_and_other_sites_get_nothing_in(self):
        self.assertEqual(self.ask(website="x").status_code, 303)
        self.assertEqual(
            self.ask(headers={"Origin": "https://k.example"}).status_code, 403
        )
        self.assertEqual(self.waiting(), [])
        for number in range(5):
            self.ask(question=f"Câu hỏi thứ {'x' * number} của tôi")
        flood = self.ask(question="Một câu hỏi nữa của tôi")
        self.assertEqual(flood.status_code, 429)
        self.assertIn("Một câu hỏi nữa", flood.text)
        self.assertEqual(len(self.waiting()), 5)

    def test_staff_see_by_when_to_answer_and_what_is_late(self):
        self.ask()
        (question,) = self.waiting()
        question.asked = date(2018, 8, 31)
        self.assertEqual(asking.due(question), date(2018, 9, 24))
        transaction.commit()
        self.assertEqual(self.get("cau-hoi-cho-tra-loi").status_code, 302)
        page = self.get("cau-hoi-cho-tra-loi", "bien.tap").text
        self.assertIn("24/9/2018", page)
        self.assertIn("Tôi hỏi về giấy khai sinh?", page)
        self.assertIn("Trễ hạn", page)

    def test_questions_are_found_without_diacritics(self):
        page = self.get("hoi-dap?q=khai+sinh").text
        self.assertIn("Khai sinh cho con có mất tiền không?", page)
        self.assertNotIn("Tôi nộp hộ cha mẹ", page)


if __name__ == "__main__":
    unittest.main()
