"""What can be wrong with an action: told clearly, nothing lost, nothing half done."""

from concurrent.futures import ThreadPoolExecutor
from tests.counter import DossierCase
from threading import Barrier


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
            self.assertLessEqual(set(loser.actions()), {"post_begin"})
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
        token = self.at_desk("officer").get("viec?tab=all").form("//form[.//table]")
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
        worklist = officer.get("viec?tab=all").form("//form[.//table]")
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
