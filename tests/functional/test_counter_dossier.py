"""Who reads the page of a dossier, and what it shows."""

from tests.counter import DossierCase


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
        self.assertIn("?inline=1", shown[0])

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
