"""Work of several agencies as JSON: who sees what of it, and doing it by services."""

from base64 import b64encode
from hanam.dvc.dossiers import access
from hanam.dvc.dossiers import moment
from hanam.dvc.dossiers import secrets
from hanam.dvc.register import trail
from tests.counter import DossierCase
from tests.dossiers import PDF
from tests.together import build
from tests.together import joint
from tests.together import outcomes

import transaction


SHOWN = ("legs", "opinions")
BASE64_PDF = b64encode(PDF).decode()


class ServiceCase(DossierCase):
    def setUp(self):
        self.portal = self.layer["portal"]
        build(self.portal)
        dossier = joint(self.portal, "processing", moment.now())
        self.code, self.url = dossier.code, dossier.absolute_url()
        transaction.commit()

    def get(self, user, path):
        """(status, body) for a user."""
        return self.at_desk(user).json(path)

    def post(self, user, path, **body):
        answer = self.at_desk(user).session.post(
            path if path.startswith("http") else f"{self.portal.absolute_url()}/{path}",
            json=body,
            headers={"Accept": "application/json"},
            timeout=60,
        )
        return answer.status_code, answer.json()

    def act(self, user, action, **body):
        return self.post(user, f"{self.url}/@together/{action}", **body)

    def dossier_now(self):
        self.row()
        return access.find(self.code)

    def ask(self, **more):
        """An opinion asked of another agency by the officer."""
        asked = {"key": "mot-cau-hoi", "question": "Có đồng ý không?", "value": 1}
        return self.act(
            "officer", "opinion_ask", **{"agencies": ["so-khac"]} | asked | more
        )


class WhoSeesWhat(ServiceCase):
    def setUp(self):
        super().setUp()
        self.act("police", "leg_done", no=1, note="Đã đăng ký thường trú.")
        status, body = self.ask(person="leader")
        self.assertEqual(status, 200, body)

    def test_legs_are_for_staff_and_partners_opinions_for_the_main_agency(self):
        both, legs = {"legs", "opinions"}, {"legs"}
        for user, wanted in (
            *(("officer", both), ("leader", both), ("clerk", both)),
            *(("police", legs), ("insurer", legs)),
        ):
            for path in (self.url, f"@dossiers/{self.code}"):
                status, body = self.get(user, path)
                with self.subTest(user=user, path=path):
                    self.assertEqual(status, 200)
                    self.assertEqual({name for name in SHOWN if name in body}, wanted)
                    self.assertEqual([one["no"] for one in body["legs"]], [1, 2, 3])
            status, body = self.get(user, f"{self.url}/@together")
            self.assertEqual(status, 200)
            self.assertEqual({name for name in SHOWN if name in body}, wanted)

    def test_an_applicant_reads_what_the_page_shows_and_nothing_else(self):
        proof = f"?secret={secrets.secret_of(self.code)}"
        page = self.at_desk("").get(
            f"tra-cuu/{self.code}/{secrets.secret_of(self.code)}"
        )
        for user, path in (
            ("citizen", self.url),
            ("citizen", f"@dossiers/{self.code}"),
            ("", f"@dossiers/{self.code}{proof}"),
            ("", f"@track/{self.code}{proof}"),
        ):
            status, body = self.get(user, path)
            with self.subTest(user=user, path=path):
                self.assertEqual(status, 200)
                self.assertEqual([name for name in SHOWN if name in body], [])
                shown = [(one["agency_title"], one["done"]) for one in body["agencies"]]
                self.assertEqual(
                    shown, [("Công an Mẫu", True), ("Bảo hiểm Mẫu", False)]
                )
                for one in body["agencies"]:
                    self.assertIn(f"{one['agency_title']}: {one['title']}", page.words)
                for word in ("Đã đăng ký thường trú", "Có đồng ý không", "police"):
                    self.assertNotIn(word, str(body))
        self.assertEqual(self.get("citizen", f"{self.url}/@together")[0], 403)

    def test_to_strangers_the_services_are_not_there(self):
        for user in ("strange-clerk", "other-citizen", "police-clerk"):
            with self.subTest(user):
                self.assertEqual(self.get(user, f"{self.url}/@together")[0], 404)
                self.assertEqual(self.act(user, "leg_take", no=1)[0], 404)
        public = self.get("", f"@track/{self.code}")[1]
        self.assertNotIn("agencies", public)

    def test_a_leg_and_an_opinion_say_what_the_page_says(self):
        body = self.get("officer", self.url)[1]
        done, open_, waiting = body["legs"]
        self.assertEqual(
            (done["state"], done["agency_title"], done["note"]),
            ("done", "Công an Mẫu", "Đã đăng ký thường trú."),
        )
        self.assertEqual(done["actions"], ["leg_reopen"])
        self.assertEqual((open_["state"], open_["actions"]), ("open", ["leg_cancel"]))
        self.assertTrue(open_["due"].endswith("+07:00"))
        self.assertEqual((waiting["state"], waiting["after"]), ("waiting", [1, 2]))
        first, second = body["opinions"]
        self.assertEqual((first["kind"], first["agency"]), ("agency", "so-khac"))
        self.assertEqual((second["kind"], second["person"]), ("person", "leader"))
        self.assertEqual(first["actions"], ["opinion_withdraw"])
        self.assertNotIn("seed", first)
        mine = self.get("leader", self.url)[1]["opinions"][1]
        self.assertEqual(mine["actions"], ["opinion_withdraw", "opinion_answer"])
        turn = self.get("insurer", self.url)[1]["legs"][1]
        self.assertEqual(
            turn["actions"], ["leg_done", "leg_take", "leg_back", "leg_time"]
        )

    def test_an_experts_address_is_in_no_answer(self):
        status, _body = self.ask(
            agencies=[],
            name="Chuyên gia Mẫu",
            email="chuyen.gia@example.org",
            key="hoi-chuyen-gia",
        )
        self.assertEqual(status, 200)
        body = self.get("officer", self.url)[1]
        self.assertEqual(body["opinions"][2]["name"], "Chuyên gia Mẫu")
        self.assertNotIn("chuyen.gia@example.org", str(body))
        self.assertEqual(self.get("officer", f"@opinions/{self.code}/3")[0], 404)


class DoneByServices(ServiceCase):
    def test_a_partner_takes_answers_and_hands_back(self):
        self.assertEqual(self.act("police", "leg_take", no=1)[0], 200)
        status, body = self.act("police-2", "leg_take", no=1)
        self.assertEqual(
            (status, body["error"]["problems"][0]["code"]), (400, "assignee.taken")
        )
        status, body = self.act("police", "leg_done", no=1)
        self.assertEqual((status, body["error"]["problems"][0]["field"]), (400, "note"))
        result = {"number": "7/CA", "filename": "ket-qua.pdf", "data": BASE64_PDF}
        turn = self.dossier_now().legs[0]["turn"]
        status, body = self.act(
            "police", "leg_done", no=1, turn=turn, note="Xong.", result=result
        )
        self.assertEqual((status, body["legs"][0]["state"]), (200, "done"))
        (paper,) = body["legs"][0]["papers"]
        self.assertEqual((paper["number"], paper["filename"]), ("7/CA", "ket-qua.pdf"))
        fetched = self.at_desk("officer").session.get(paper["download"])
        self.assertEqual(fetched.content, PDF)
        status, body = self.act("police", "leg_done", no=1, turn=turn, note="Lại.")
        self.assertEqual((status, body["error"]["type"]), (409, "Conflict"))
        status, body = self.act("insurer", "leg_time", no=2, value=1, reason="")
        self.assertEqual(status, 400)
        later = {"no": 2, "value": 4, "unit": "working_hour", "reason": "Chờ kho."}
        status, body = self.act("insurer", "leg_time", **later)
        self.assertEqual((status, bool(body["legs"][1]["extended_to"])), (200, True))
        self.assertEqual(self.act("insurer", "leg_done", no=2, note="Xong.")[0], 200)
        self.assertEqual(outcomes(self.dossier_now()), ["done", "done", "open"])
        back = {"no": 3, "to": 1, "reason": "Thiếu."}
        status, body = self.act("strange-officer", "leg_back", **back)
        self.assertEqual(status, 200)
        self.assertEqual(outcomes(self.dossier_now()), ["open", "done", "waiting"])

    def test_the_main_agency_adds_cancels_and_gives_back(self):
        version = self.dossier_now().version
        added = {"agency": "cong-an-mau", "title": "Xác minh", "value": 1, "after": [3]}
        status, body = self.act("officer", "leg_add", version=version, **added)
        self.assertEqual((status, body["legs"][3]["after"]), (200, [3]))
        status, _body = self.act("officer", "leg_add", version=version, **added)
        self.assertEqual(status, 409)
        status, body = self.act("officer", "leg_cancel", no=4, reason="Không cần.")
        self.assertEqual((status, body["legs"][3]["state"]), (200, "cancelled"))
        self.act("police", "leg_done", no=1, note="Xong.")
        status, body = self.act("leader", "leg_reopen", no=1, reason="Chưa đủ.")
        self.assertEqual((status, body["legs"][0]["state"]), (200, "open"))
        self.row()
        told = [row.action for row in trail.whole(self.code)]
        for action in ("leg_add", "leg_cancel", "leg_done", "leg_reopen"):
            self.assertIn(action, told)

    def test_what_a_role_may_not_do_changes_nothing(self):
        before = outcomes(self.dossier_now())
        for user, action, body in (
            ("police", "leg_cancel", {"no": 2, "reason": "x"}),
            ("police", "leg_done", {"no": 2, "note": "Giả."}),
            ("officer", "leg_done", {"no": 1, "note": "Giả."}),
            ("clerk", "leg_add", {"agency": "so-khac", "title": "x", "value": 1}),
            ("citizen", "leg_done", {"no": 1, "note": "Giả."}),
            ("police", "opinion_ask", {"agencies": ["so-khac"], "question": "x"}),
        ):
            status, answer = self.act(user, action, **body)
            with self.subTest(user=user, action=action):
                self.assertEqual((status, answer["error"]["type"]), (403, "Forbidden"))
        self.assertEqual(outcomes(self.dossier_now()), before)
        self.assertEqual(self.dossier_now().opinions, ())

    def test_bodies_that_make_no_sense_are_told_by_field(self):
        for action, body, field in (
            ("leg_done", {"no": "1"}, "no"),
            ("leg_done", {"no": 1, "note": ["x"]}, "note"),
            ("leg_add", {"after": ["1"]}, "after"),
            ("leg_add", {"after": 1}, "after"),
            ("leg_time", {"no": 1, "value": "1"}, "value"),
            ("opinion_ask", {"agencies": "so-khac"}, "agencies"),
            ("leg_bake", {}, ""),
        ):
            status, answer = self.act("police", action, **body)
            with self.subTest(action=action, body=body):
                self.assertEqual(status, 400)
                self.assertEqual(answer["error"]["problems"][0]["field"], field)
        form = self.at_desk("police").session.post(
            f"{self.url}/@together/leg_done",
            data={"no": 1, "note": "x"},
            headers={"Accept": "application/json"},
        )
        self.assertEqual(form.status_code, 415)
        self.assertEqual(outcomes(self.dossier_now())[0], "open")

    def test_an_opinion_is_asked_once_answered_by_those_asked_and_read(self):
        (paper,) = self.dossier_now().papers[:1]
        status, body = self.ask(paper_ids=[paper.id])
        self.assertEqual((status, len(body["opinions"])), (200, 1))
        status, body = self.ask(paper_ids=[paper.id])
        self.assertEqual((status, len(body["opinions"])), (200, 1))
        path = f"@opinions/{self.code}/1"
        status, asked = self.get("strange-officer", path)
        self.assertEqual((status, asked["question"]), (200, "Có đồng ý không?"))
        self.assertEqual([one["id"] for one in asked["papers"]], [paper.id])
        self.assertNotIn("Nguyễn Thị Mẫu", str(asked))
        self.assertEqual(self.get("strange-officer", self.url)[0], 404)
        for user in ("officer", "police", "citizen", "strange-clerk"):
            with self.subTest(user):
                self.assertEqual(self.get(user, path)[0], 404)
                status, _body = self.post(user, path, verdict="agree")
                self.assertEqual(status, 404)
        self.assertEqual(self.get("", path)[0], 401)
        for beside in ("2", "0", "x", "1x"):
            found = self.get("strange-officer", f"@opinions/{self.code}/{beside}")
            self.assertEqual(found[0], 404, beside)
        status, wrong = self.post("strange-officer", path, verdict="disagree")
        self.assertEqual(
            (status, wrong["error"]["problems"][0]["field"]), (400, "text")
        )
        files = [{"filename": "y-kien.pdf", "data": BASE64_PDF}]
        status, told = self.post(
            "strange-officer", path, verdict="conditions", text="Bổ sung.", files=files
        )
        self.assertEqual((status, told["verdict"]), (200, "conditions"))
        status, _again = self.post("strange-officer", path, verdict="agree")
        self.assertEqual(status, 409)
        (one,) = self.get("officer", self.url)[1]["opinions"]
        self.assertEqual((one["state"], one["text"]), ("answered", "Bổ sung."))
        self.assertEqual(one["files"][0]["filename"], "y-kien.pdf")
        self.row()
        read = [row for row in trail.whole(self.code) if row.actor == "strange-officer"]
        self.assertIn("opinion_answer", [row.action for row in read])
        self.assertTrue([row for row in read if row.action.startswith("read")])

    def test_a_question_is_withdrawn(self):
        self.ask()
        status, body = self.act("officer", "opinion_withdraw", no=1)
        self.assertEqual((status, body["opinions"][0]["state"]), (200, "withdrawn"))
