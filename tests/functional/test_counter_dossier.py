"""The staff's page of a dossier: every action through its form, and everything that can be
wrong with it."""

from concurrent.futures import ThreadPoolExecutor
from hanam.dvc.dossiers import access
from hanam.dvc.register import queries
from hanam.dvc.register import session
from hanam.dvc.testing import FUNCTIONAL
from tests.counter import Browser
from tests.dossiers import build_world
from tests.dossiers import do
from tests.dossiers import dossier_in
from tests.dossiers import PDF
from threading import Barrier

import transaction
import unittest


class DossierCase(unittest.TestCase):
    layer = FUNCTIONAL

    def setUp(self):
        self.portal = self.layer["portal"]
        build_world(self.portal)
        transaction.commit()

    def dossier(self, state, **changes):
        """The address of a dossier in a state."""
        dossier = dossier_in(self.portal, state, **changes)
        self.code = dossier.code
        transaction.commit()
        return dossier.absolute_url()

    def at_desk(self, user):
        return Browser(self.portal.absolute_url(), user)

    def row(self):
        """The register as it stands now."""
        session.session().close()
        transaction.begin()
        return queries.by_code(self.code)

    def history(self):
        self.row()
        return queries.history(self.code)


# state before, who, action, what is typed, state after
WAYS = (
    ("submitted", "clerk", "accept", {}, "accepted"),
    (
        "submitted",
        "clerk",
        "ask_submitted",
        {"items": ["Đơn đề nghị"], "more": "Ảnh 3×4", "reason": "Bản chụp mờ."},
        "supplement",
    ),
    ("submitted", "clerk", "refuse", {"reason": "Sai thẩm quyền."}, "refused"),
    ("accepted", "officer", "start", {}, "processing"),
    ("accepted", "leader", "assign", {"assignee": "officer"}, "accepted"),
    ("processing", "officer", "next_step", {"assignee": "officer"}, "processing"),
    ("processing", "officer", "release", {}, "processing"),
    ("processing", "officer", "ask", {"reason": "Thiếu bản sao."}, "supplement"),
    ("processing", "officer", "finish", {"number": "12/GM"}, "finished"),
    ("processing", "leader", "finish", {"text": "Đã cấp giấy."}, "finished"),
    ("processing", "officer", "request_payment", {"reason": "8.000 đ"}, "payment"),
    ("payment", "clerk", "payment_done", {}, "processing"),
    ("processing", "leader", "stop", {"reason": "Không đủ điều kiện."}, "stopped"),
    ("supplement", "officer", "stop", {"reason": "Không bổ sung."}, "stopped"),
    ("finished", "clerk", "hand_over", {"receiver": "Trần Văn Mẫu"}, "returned"),
    ("stopped", "clerk", "hand_over", {"receiver": "Trần Văn Mẫu"}, "returned"),
)


class ActionsTest(DossierCase):
    def test_every_action_is_done_by_its_form(self):
        for before, who, action, typed, after in WAYS:
            with self.subTest(action=action, who=who, state=before):
                url = self.dossier(before)
                version = self.row().version
                page = self.at_desk(who).get(url)
                self.assertIn(action, page.actions())
                done = page.action(action).send(("action", action), **typed)
                self.assertEqual((done.status, done.url), (200, url))
                self.assertEqual(done.history[0].status_code, 303)
                self.assertEqual(done.find("count(//*[@class='dvc-errors'])"), 0)
                self.assertTrue(done.find("//p[contains(@class, 'dvc-message')]"))
                row = self.row()
                self.assertEqual((row.state, row.version), (after, version + 1))
                last = self.history()[-1]
                self.assertEqual((last.action, last.actor), (action, who))

    def test_a_reload_after_an_action_sends_nothing_again(self):
        url = self.dossier("submitted")
        browser = self.at_desk("clerk")
        done = browser.get(url).action("accept").send(("action", "accept"))
        browser.get(done.url)
        self.assertEqual(len(self.history()), 2)

    def test_the_appointment_is_told_before_and_after_acceptance(self):
        url = self.dossier("submitted")
        browser = self.at_desk("clerk")
        page = browser.get(url)
        promised = page.find("//details[@id='accept']//form/p/b/text()")[0]
        trace = page.find("//details[@id='accept']//ol/li")
        self.assertGreaterEqual(len(trace), 3)
        done = page.action("accept").send(("action", "accept"))
        clock = " ".join(done.find("//dl[contains(@class, 'ctr-clock')]//dd/text()"))
        self.assertIn(promised, clock)
        lines = done.find(
            "//section[.//dl[contains(@class, 'ctr-clock')]]//ol/li/text()"
        )
        self.assertEqual(len(lines), len(trace))
        self.assertIn("3 ngày làm việc", " ".join(lines))

    def test_the_papers_asked_for_stand_in_the_history_with_the_reason(self):
        url = self.dossier("submitted")
        page = self.at_desk("clerk").get(url)
        page.action("ask_submitted").send(
            ("action", "ask_submitted"),
            items=["Đơn đề nghị", "Giấy tờ khác"],
            more="Ảnh 3×4\n\nSổ hộ khẩu",
            reason="Còn thiếu.",
        )
        self.assertEqual(
            self.history()[-1].note,
            "- Đơn đề nghị\n- Giấy tờ khác\n- Ảnh 3×4\n- Sổ hộ khẩu\nLý do: Còn thiếu.",
        )

    def test_papers_are_asked_for_once(self):
        url = self.dossier("supplement")
        do(self.portal, access.find(self.code), "citizen", "answer_processing")
        transaction.commit()
        page = self.at_desk("officer").get(url)
        self.assertIn("finish", page.actions())
        self.assertNotIn("ask", page.actions())

    def test_a_result_file_is_kept_and_can_be_read(self):
        url = self.dossier("processing")
        officer = self.at_desk("officer")
        form = officer.get(url).action("finish")
        done = form.send(
            ("action", "finish"), files=[("file", ("Kết quả.pdf", PDF))], number="7/GM"
        )
        self.assertIn("Số 7/GM", done.words)
        link = done.find("//a[contains(@href, '@@paper/')]/@href")
        read = officer.session.get(link[-1], timeout=60)
        self.assertEqual(read.content, PDF)

    def test_who_received_the_result_is_written_down(self):
        url = self.dossier("finished")
        form = self.at_desk("clerk").get(url).action("hand_over")
        self.assertEqual(form.fields["receiver"], ["Nguyễn Thị Mẫu"])
        form.send(
            ("action", "hand_over"), receiver="Lê Văn Mẫu", receiver_id="035085000009"
        )
        note = self.history()[-1].note
        self.assertEqual(note, "Người nhận: Lê Văn Mẫu, số giấy tờ 035085000009.")

    def test_a_leader_gives_a_dossier_to_somebody_of_the_agency_only(self):
        url = self.dossier("accepted")
        form = self.at_desk("leader").get(url).action("assign")
        refused = form.send(("action", "assign"), assignee="strange-clerk")
        self.assertEqual(refused.status, 400)
        self.assertEqual(self.row().assignee, "")
        form.send(("action", "assign"), assignee="officer")
        self.assertEqual(self.row().assignee, "officer")

    def test_the_next_step_is_offered_to_those_whose_role_it_is(self):
        url = self.dossier("processing")
        page = self.at_desk("officer").get(url)
        people = page.find("//select[@id='next_step.assignee']/option/@value")
        self.assertEqual(people, ["", "officer"])
        page.action("next_step").send(("action", "next_step"), note="Xem kỹ mục 2.")
        page = self.at_desk("officer").get(url)
        self.assertIn("Xem kỹ mục 2.", page.words)
        people = page.find("//select[@id='next_step.assignee']/option/@value")
        self.assertEqual(people, ["", "leader"])

    def test_an_officer_takes_what_is_nobodys(self):
        url = self.dossier("accepted")
        form = self.at_desk("officer").get(url).action("assign")
        self.assertEqual(form.fields["assignee"], ["officer"])
        form.send(("action", "assign"))
        self.assertEqual(self.row().assignee, "officer")


class BadInputTest(DossierCase):
    def test_a_missing_reason_is_asked_for_and_nothing_typed_is_lost(self):
        for action, typed in (
            ("refuse", {}),
            ("ask_submitted", {"items": ["Đơn đề nghị"], "more": "Ảnh 3×4"}),
        ):
            with self.subTest(action=action):
                url = self.dossier("submitted")
                form = self.at_desk("clerk").get(url).action(action)
                page = form.send(("action", action), **typed)
                self.assertEqual(page.status, 400)
                self.assertEqual(len(page.problems), 1)
                link = page.find("//*[@id='errors']//a/@href")
                self.assertEqual(link, [f"#{action}.reason"])
                self.assertEqual(
                    page.find(f"//details[@open and @id='{action}']/@id"), [action]
                )
                again = page.action(action).fields
                self.assertEqual(again.get("items", []), typed.get("items", []))
                self.assertEqual(
                    again.get("more", [""])[0].strip(), typed.get("more", "")
                )
                self.assertEqual(self.row().state, "submitted")

    def test_a_missing_result_or_receiver_or_price_is_asked_for(self):
        for state, who, action in (
            ("processing", "officer", "finish"),
            ("finished", "clerk", "hand_over"),
            ("processing", "officer", "request_payment"),
        ):
            with self.subTest(action=action):
                url = self.dossier(state)
                form = self.at_desk(who).get(url).action(action)
                page = form.send(("action", action), receiver="", receiver_id="123")
                self.assertEqual((page.status, len(page.problems)), (400, 1))
                self.assertEqual(self.row().state, state)

    def test_a_wrong_result_file_is_refused_and_the_number_kept(self):
        url = self.dossier("processing")
        form = self.at_desk("officer").get(url).action("finish")
        page = form.send(
            ("action", "finish"),
            files=[("file", ("ket-qua.pdf", b"MZ\x90\x00 no pdf at all"))],
            number="7/GM",
        )
        self.assertEqual(page.status, 400)
        self.assertIn("ket-qua.pdf", " ".join(page.problems))
        self.assertEqual(page.action("finish").fields["number"], ["7/GM"])
        self.assertEqual(self.row().state, "processing")

    def test_somebody_else_was_first(self):
        url = self.dossier("submitted")
        late = self.at_desk("clerk").get(url).action("refuse")
        self.at_desk("clerk").get(url).action("accept").send(("action", "accept"))
        page = late.send(("action", "refuse"), reason="Lý do đã gõ rất lâu.")
        self.assertEqual(page.status, 409)
        self.assertIn("Được tiếp nhận", " ".join(page.problems))
        self.assertIn("Lý do đã gõ rất lâu.", page.words)
        self.assertNotIn("refuse", page.actions())
        self.assertEqual(self.row().state, "accepted")

    def test_an_old_version_is_told_and_the_typed_text_waits_in_the_new_form(self):
        url = self.dossier("processing")
        late = self.at_desk("officer").get(url).action("stop")
        self.at_desk("leader").get(url).action("next_step").send(
            ("action", "next_step")
        )
        page = late.send(("action", "stop"), reason="Đã kiểm tra, không đủ điều kiện.")
        self.assertEqual(page.status, 409)
        self.assertEqual(self.row().state, "processing")
        form = page.action("stop")
        self.assertEqual(
            form.fields["reason"][0].strip(), "Đã kiểm tra, không đủ điều kiện."
        )
        self.assertEqual(form.fields["version"], [str(self.row().version)])
        form.send(("action", "stop"))
        self.assertEqual(self.row().state, "stopped")

    def test_of_two_clerks_at_the_same_moment_one_wins_and_the_other_is_told(self):
        for _round in range(3):
            url = self.dossier("submitted")
            forms = [
                (self.at_desk("clerk").get(url).action("accept"), "accept", {}),
                (
                    self.at_desk("clerk").get(url).action("refuse"),
                    "refuse",
                    {"reason": "Cùng lúc."},
                ),
            ]
            gate = Barrier(2)

            def send(form, action, typed, gate=gate):
                gate.wait()
                return form.send(("action", action), **typed)

            with ThreadPoolExecutor(2) as pool:
                pages = list(pool.map(lambda one: send(*one), forms))
            self.assertEqual(sorted(page.status for page in pages), [200, 409])
            loser = next(page for page in pages if page.status == 409)
            self.assertEqual(loser.actions(), [])
            self.assertEqual(self.row().version, 2)
            self.assertEqual(len(self.history()), 2)

    def test_a_forged_form_changes_nothing_and_keeps_what_was_typed(self):
        url = self.dossier("submitted")
        form = self.at_desk("clerk").get(url).action("refuse")
        for token in ("", "0" * 40):
            page = form.send(
                ("action", "refuse"), _authenticator=token, reason="Gõ tay."
            )
            self.assertEqual(page.status, 403)
            self.assertEqual(
                page.action("refuse").fields["reason"][0].strip(), "Gõ tay."
            )
            self.assertEqual(self.row().state, "submitted")
        page.action("refuse").send(("action", "refuse"))
        self.assertEqual(self.row().state, "refused")

    def test_another_persons_token_is_a_forged_one(self):
        url = self.dossier("submitted")
        token = (
            self.at_desk("officer")
            .get("viec?tab=all")
            .form("//main//form[@method='post']")
        )
        form = self.at_desk("clerk").get(url).action("accept")
        page = form.send(
            ("action", "accept"), _authenticator=token.fields["_authenticator"]
        )
        self.assertEqual((page.status, self.row().state), (403, "submitted"))

    def test_reading_the_address_of_the_forms_changes_nothing(self):
        url = self.dossier("submitted")
        page = self.at_desk("clerk").get(f"{url}/@@hanh-dong?action=accept")
        self.assertEqual((page.status, page.url), (200, url))
        self.assertEqual(self.row().state, "submitted")

    def test_an_action_of_another_role_is_refused(self):
        url = self.dossier("submitted")
        clerk = self.at_desk("clerk").get(url).action("accept")
        page = self.at_desk("officer").get(url)
        self.assertEqual(page.actions(), [])
        self.assertIn("vai trò khác", page.words)
        officer = self.at_desk("officer")
        worklist = officer.get("viec?tab=all").form("//main//form[@method='post']")
        clerk.browser = officer
        sent = clerk.send(
            _authenticator=worklist.fields["_authenticator"], action="accept"
        )
        self.assertEqual((sent.status, self.row().state), (403, "submitted"))

    def test_an_unknown_action_is_told(self):
        url = self.dossier("submitted")
        form = self.at_desk("clerk").get(url).action("accept")
        for name in ("", "submit", "withdraw", "../x"):
            page = form.send(action=name)
            self.assertEqual((page.status, len(page.problems)), (400, 1))
        self.assertEqual(self.row().state, "submitted")

    def test_what_people_write_is_shown_as_text(self):
        url = self.dossier("submitted")
        form = self.at_desk("clerk").get(url).action("refuse")
        page = form.send(("action", "refuse"), reason="<script>alert(1)</script>")
        self.assertIn("<script>alert(1)</script>", page.words)
        self.assertNotIn("<script>alert", page.source)


class ReadersTest(DossierCase):
    def test_another_agencys_dossier_is_not_there(self):
        url = self.dossier("submitted")
        unknown = f"{url[:-4]}9999"
        form = self.at_desk("clerk").get(url).action("accept")
        stranger = self.at_desk("strange-clerk")
        for tail in ("", "/@@hanh-dong", "/@@giay-tiep-nhan"):
            with self.subTest(tail=tail):
                there, nowhere = stranger.get(url + tail), stranger.get(unknown + tail)
                self.assertEqual((there.status, nowhere.status), (404, 404))
                self.assertNotIn("Nguyễn Thị Mẫu", there.source)
        form.browser = stranger
        self.assertEqual(form.send(("action", "accept")).status, 404)
        self.assertEqual(self.row().state, "submitted")

    def test_the_applicant_is_led_to_the_page_for_citizens(self):
        url = self.dossier("submitted")
        answer = self.at_desk("citizen").session.get(
            url, allow_redirects=False, timeout=60
        )
        self.assertEqual(answer.status_code, 303)
        self.assertTrue(answer.headers["Location"].endswith(f"/tra-cuu/{self.code}"))

    def test_the_page_shows_what_the_applicant_gave(self):
        owner = {
            "kind": "citizen",
            "name": "Nguyễn An Nhiên",
            "birth_date": "2018-01-02",
        }
        url = self.dossier("submitted", owner=owner, note="Xin nhận sớm.")
        page = self.at_desk("clerk").get(url)
        for words in (
            "Chủ hồ sơ Nguyễn An Nhiên",
            "Người nộp Nguyễn Thị Mẫu",
            "Sinh 02/01/2018",
            "0912345678",
            "Đơn đề nghị",
            "Số bản 2",
            "Xin nhận sớm.",
        ):
            self.assertIn(words, page.words)
        shown = page.find("//iframe/@src")
        self.assertTrue(shown[0].endswith("?inline=1"))

    def test_history_tells_who_did_what_newest_first(self):
        url = self.dossier("finished")
        page = self.at_desk("leader").get(url)
        found = [
            " ".join(item.text_content().split())
            for item in page.find("//ol[contains(@class, 'ctr-history')]/li")
        ]
        self.assertIn("Đã xử lý xong · officer (mẫu)", found[0])
        self.assertIn("Nộp hồ sơ · citizen (mẫu)", found[-1])
        self.assertEqual(len(found), 4)

    def test_a_step_left_out_is_not_late(self):
        url = self.dossier("finished")
        page = self.at_desk("leader").get(url)
        steps = page.find("//ol[contains(@class, 'ctr-steps')]/li")
        self.assertEqual(len(steps), 4)
        told = [" ".join(step.text_content().split()) for step in steps]
        self.assertIn("xong 09:00 10/9/2018", told[1])
        self.assertEqual(told[3], "Ký duyệt Lãnh đạo")
        self.assertFalse(
            page.find("//ol[contains(@class, 'ctr-steps')]//*[@class='dvc-late']")
        )

    def test_the_step_being_worked_on_is_late_when_its_time_is_over(self):
        url = self.dossier("processing")
        page = self.at_desk("leader").get(url)
        late = page.find(
            "//ol[contains(@class, 'ctr-steps')]/li[.//*[@class='dvc-late']]"
        )
        self.assertEqual([step.get("aria-current") for step in late], ["step"])

    def test_nobody_keeps_a_copy_of_the_page(self):
        url = self.dossier("submitted")
        page = self.at_desk("clerk").get(url)
        self.assertEqual(page.headers["Cache-Control"], "private, no-store")
