"""Messages between the applicant and the agency."""

from hanam.dvc.dossiers import access
from hanam.dvc.register import threads
from plone import api
from tests.after import AfterCase
from tests.dossiers import act_as
from tests.dossiers import do
from tests.dossiers import PDF
from tests.filing import Visitor

import transaction


class MessageTest(AfterCase):
    def thread(self):
        transaction.begin()
        return threads.thread(self.code)

    def write(self, text="Khi nào có kết quả?", **more):
        self.open("tin-nhan")
        return self.visitor.send({"text": text}, **more)

    def staff(self, user="clerk"):
        found = Visitor(self.portal, user)
        found.get(self.read().absolute_url())
        return found

    def reply(self, visitor, text="Thứ Năm có kết quả.", **more):
        number = next(
            number
            for number, form in enumerate(
                visitor.page.cssselect("main form[method=post]")
            )
            if form.get("action").endswith("@@tin-nhan")
        )
        return visitor.send({"text": text}, number=number, **more)

    def test_both_sides_read_what_the_other_wrote(self):
        self.dossier("submitted")
        self.write()
        self.assertIn("Khi nào có kết quả?", self.visitor.words(".dvc-talk"))
        clerk = self.staff()
        self.assertIn("Khi nào có kết quả?", clerk.words())
        self.reply(clerk)
        self.assertIn("Thứ Năm có kết quả.", clerk.words())
        self.open()
        self.assertIn("1 chưa đọc", self.visitor.words(".dvc-offers"))
        self.open("tin-nhan")
        talk = self.visitor.words(".dvc-talk")
        self.assertIn("Thứ Năm có kết quả.", talk)
        self.assertIn("Sở Mẫu", talk)
        self.assertNotIn("clerk", talk)
        self.open()
        self.assertNotIn("chưa đọc", self.visitor.words(".dvc-offers"))

    def test_staff_see_what_waits_until_one_of_them_has_read_it(self):
        self.dossier("submitted")
        self.write()
        clerk = Visitor(self.portal, "clerk")
        clerk.get("viec?tab=all_open")
        self.assertIn("tin nhắn chưa đọc của người nộp: 1", clerk.words())
        self.assertIn("tin nhắn mới", clerk.words("tbody"))
        clerk.get("tin-nhan-moi")
        self.assertIn(self.code, clerk.words("tbody"))
        stranger = Visitor(self.portal, "strange-clerk")
        stranger.get("viec?tab=all_open")
        self.assertNotIn("tin nhắn chưa đọc của người nộp", stranger.words())
        stranger.get("tin-nhan-moi")
        self.assertNotIn(self.code, stranger.answer.text)
        self.staff()
        clerk.get("viec?tab=all_open")
        self.assertNotIn("tin nhắn chưa đọc của người nộp", clerk.words())

    def test_guests_and_citizens_have_no_list_of_messages(self):
        for user in ("", "citizen"):
            answer = Visitor(self.portal, user).get("tin-nhan-moi")
            self.assertEqual(answer.status_code, 404)

    def test_a_message_sent_twice_is_there_once(self):
        self.dossier("submitted")
        self.open("tin-nhan")
        again = self.visitor.page
        self.visitor.send({"text": "Một lần"})
        self.visitor.page = again
        self.visitor.send({"text": "Một lần"})
        self.assertEqual([row.text for row in self.thread()], ["Một lần"])

    def test_files_come_with_a_message_and_are_no_papers_of_the_dossier(self):
        self.dossier("submitted")
        self.write("Xem tệp", files=[("files", ("Ảnh mẫu.pdf", PDF))])
        self.assertEqual(len(self.read().papers), 1)
        link = self.visitor.page.cssselect(".dvc-talk .dvc-files a")[0].get("href")
        self.assertEqual(self.visitor.session.get(link).content, PDF)
        clerk = self.staff()
        link = [a.get("href") for a in clerk.page.cssselect("#messages ~ ul li ul a")]
        self.assertEqual(clerk.session.get(link[0]).content, PDF)

    def test_what_is_wrong_is_told_and_nothing_typed_is_lost(self):
        self.dossier("submitted")
        answer = self.write("  ")
        self.assertEqual(answer.status_code, 400)
        self.assertEqual(self.visitor.problems, ["text"])
        api.portal.set_registry_record("hanam.dvc.after.message_length", 100)
        transaction.commit()
        self.write("dài " * 30)
        self.assertEqual(self.visitor.problems, ["text"])
        self.assertIn("dài dài", self.visitor.form().text_content())
        self.write("Tệp lạ", files=[("files", ("a.exe", b"MZ\x90\x00"))])
        self.assertEqual(self.visitor.problems, ["files"])
        self.assertEqual(self.thread(), [])

    def test_a_form_from_elsewhere_is_refused(self):
        self.dossier("submitted")
        self.open("tin-nhan")
        self.visitor.send({"text": "Giả", "_authenticator": "x"})
        self.assertEqual(self.visitor.answer.status_code, 403)
        clerk = self.staff()
        answer = clerk.session.post(
            f"{self.read().absolute_url()}/@@tin-nhan",
            data={"text": "Giả", "key": "k" * 9},
        )
        self.assertEqual(answer.status_code, 403)
        self.assertEqual(self.thread(), [])

    def test_only_the_two_sides_write(self):
        self.dossier("submitted")
        for user in ("strange-clerk", "other-citizen", "supervisor", "manager"):
            with self.subTest(user=user):
                visitor = Visitor(self.portal, user)
                url = f"{self.read().absolute_url()}/@@tin-nhan"
                answer = visitor.session.post(url, data={"text": "Tôi", "key": "k" * 9})
                self.assertEqual(answer.status_code, 404)
        self.assertEqual(self.thread(), [])

    def test_markup_in_a_message_stays_text(self):
        self.dossier("submitted")
        self.write("<script>alert(1)</script> & <b>đậm</b>")
        self.assertIn("<script>alert(1)</script>", self.visitor.words(".dvc-talk"))
        self.assertNotIn("<script>alert", self.visitor.answer.text)

    def test_too_many_messages_a_day_are_braked(self):
        self.dossier("submitted")
        api.portal.set_registry_record("hanam.dvc.after.messages", 2)
        transaction.commit()
        for number in range(3):
            self.write(f"Tin {number}")
        self.assertEqual(self.visitor.answer.status_code, 400)
        self.assertEqual(len(self.thread()), 2)
        self.reply(self.staff())
        self.assertEqual(len(self.thread()), 3)

    def test_a_withdrawn_dossier_has_its_messages_to_read_only(self):
        self.dossier("submitted", filed_by="citizen")
        self.write()
        do(self.portal, access.find(self.code), "citizen", "withdraw")
        act_as(self.portal, "")
        transaction.commit()
        self.open("tin-nhan")
        self.assertIn("Khi nào có kết quả?", self.visitor.words(".dvc-talk"))
        self.assertFalse(self.visitor.page.cssselect("main form[method=post]"))

    def test_the_citizen_sees_new_messages_among_their_dossiers(self):
        self.dossier("submitted", filed_by="citizen")
        self.reply(self.staff())
        citizen = Visitor(self.portal, "citizen")
        citizen.get("ho-so-cua-toi")
        self.assertIn("Tin nhắn chưa đọc của cơ quan: 1", citizen.words())
        citizen.get(f"tra-cuu/{self.code}/-/tin-nhan")
        citizen.get("ho-so-cua-toi")
        self.assertNotIn("Tin nhắn chưa đọc", citizen.words())
