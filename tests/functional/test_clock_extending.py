"""Staff extend a time limit and hand papers to the post by the forms of the dossier."""

from hanam.dvc.dossiers import access
from hanam.dvc.dossiers import extending
from hanam.dvc.dossiers import moment
from hanam.dvc.dossiers import secrets
from tests.counter import Browser
from tests.counter import DossierCase


WHY = "Phải xác minh tại xã."


class ClockFormsTest(DossierCase):
    def open_dossier(self):
        return self.dossier("processing", now=moment.now())

    def proposed(self):
        return extending.propose(access.find(self.code), moment.now())

    def test_the_proposed_appointment_is_promised_with_one_click_and_a_reason(self):
        url = self.open_dossier()
        due = self.proposed()
        page = self.at_desk("officer").get(url)
        done = page.action("extend").send(("action", "extend"), reason=WHY)
        self.assertEqual((done.status, done.url), (200, url))
        row = self.row()
        self.assertEqual((row.due, row.state), (due, "processing"))
        self.assertIn(WHY, done.source)
        self.assertNotIn("extend", done.actions())
        self.assertEqual(self.history()[-1].action, "extend")

    def test_what_was_typed_is_kept_where_something_is_wrong_with_it(self):
        url = self.open_dossier()
        browser = self.at_desk("officer")
        for day, hour, status in (
            ("mai", "10:00", 400),
            ("06/09/2018", "10:00", 400),
            ("06/09/2099", "3 giờ", 400),
        ):
            with self.subTest(day=day):
                form = browser.get(url).action("extend")
                done = form.send(("action", "extend"), day=day, hour=hour, reason=WHY)
                self.assertEqual(done.status, status)
                self.assertIn(WHY, done.source)
                self.assertIn(f'value="{day}"', done.source)
                self.assertTrue(done.find("//*[@id='extend.due']"))
        self.assertIsNone(access.find(self.code).extension)

    def test_the_applicant_reads_the_new_appointment_and_why(self):
        url = self.open_dossier()
        page = self.at_desk("leader").get(url)
        page.action("extend").send(("action", "extend"), reason=WHY)
        secret = secrets.secret_of(self.code)
        guest = Browser(self.portal.absolute_url())
        told = guest.get(f"{self.portal.absolute_url()}/tra-cuu/{self.code}/{secret}")
        self.assertIn(WHY, told.source)
        anybody = guest.get(f"{self.portal.absolute_url()}/tra-cuu/{self.code}")
        self.assertNotIn(WHY, anybody.source)
        receipt = self.at_desk("clerk").get(f"{url}/@@giay-tiep-nhan")
        self.assertIn(WHY, receipt.source)

    def test_the_post_leg_stops_the_clock_until_the_papers_arrive(self):
        url = self.open_dossier()
        due = self.row().due
        browser = self.at_desk("clerk")
        done = browser.get(url).action("post_begin").send(("action", "post_begin"))
        self.assertEqual(done.status, 400)
        done = done.action("post_begin").send(
            ("action", "post_begin"), reason="Gửi bản gốc về xã."
        )
        self.assertEqual(done.status, 200)
        self.assertIsNone(self.row().due)
        self.assertNotIn("extend", self.at_desk("officer").get(url).actions())
        secret = secrets.secret_of(self.code)
        path = f"{self.portal.absolute_url()}/tra-cuu/{self.code}/{secret}"
        guest = Browser(self.portal.absolute_url()).get(path)
        self.assertIn("bưu chính", guest.words)
        done = browser.get(url).action("post_end").send(("action", "post_end"))
        self.assertEqual(done.status, 200)
        self.assertEqual(self.row().due, due)
