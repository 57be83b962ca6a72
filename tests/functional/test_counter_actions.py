"""Every action of staff on a dossier is done by the form of its page."""

from hanam.dvc.dossiers import access
from tests.counter import DossierCase
from tests.dossiers import do
from tests.dossiers import PDF

import transaction


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
    ("processing", "clerk", "post_begin", {"reason": "Gửi xã."}, "processing"),
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
