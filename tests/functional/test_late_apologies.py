"""Apologies with a new appointment, from the proposal to the letter."""

from datetime import datetime
from hanam.dvc.catalogue import settings as catalogue
from hanam.dvc.dossiers import access
from hanam.dvc.dossiers import apologies
from hanam.dvc.letters import making
from hanam.dvc.letters import values as letter_values
from hanam.dvc.letters.kinds import kind_of
from hanam.dvc.register import late_apologies
from hanam.dvc.register import letters
from hanam.dvc.register import session
from tests.late import FRIDAY
from tests.late import LateCase
from tests.late import THURSDAY
from tests.late import WEDNESDAY

import transaction


class ApologyTest(LateCase):
    def form(self, page, code, action):
        return page.form(f"//*[@id='need-{code}']//form[.//button[@value='{action}']]")

    def dossier_of(self, code):
        session.session().close()
        transaction.begin()
        self.portal._p_jar.sync()
        return access.find(code)

    def propose(self, code):
        page = self.at_desk("officer").get("tre-han")
        form = self.form(page, code, "propose")
        self.assertEqual(form.fields["day"], ["18/9/2018"])
        done = form.send(("action", "propose"), reason_key="phuc-tap")
        self.assertIn("Đã gửi đề xuất", done.source)

    def test_proposed_by_the_officer_and_approved_it_goes_to_the_applicant(self):
        code = self.make()
        self.at(WEDNESDAY)
        self.propose(code)
        self.assertEqual(self.dossier_of(code).extensions, ())
        page = self.at_desk("leader").get("tre-han")
        self.assertIn("Đề xuất chờ bạn duyệt", page.words)
        done = page.form("//form[.//button[@value='approve_all']]").send(
            ("action", "approve_all")
        )
        self.assertIn("/cong-viec/", done.url)
        from hanam.dvc.counter.jobs import running

        running.run(self.portal)
        transaction.commit()
        dossier = self.dossier_of(code)
        self.assertEqual(dossier.extension["to"], datetime(2018, 9, 18, 17))
        self.assertIn("phức tạp", dossier.extension["reason"])
        self.assertEqual(dossier.extension["by"], "leader")
        row = late_apologies.of(code, datetime(2018, 9, 13, 17))
        self.assertEqual((row.decision, row.proposer), ("approved", "officer"))
        self.assertEqual(len(self.messages("dossier.extended")), 1)
        (letter,) = letters.of_dossier(code, "04")
        self.assertEqual((letter.by, letter.no), ("leader", 1))
        self.code = code
        actions = [one.action for one in self.history()]
        self.assertEqual(actions[-2:], ["apology_proposed", "extend"])
        self.assertNotIn(code, self.at_desk("leader").get("tre-han").words)

    def test_a_leader_extends_at_once(self):
        code = self.make()
        self.at(WEDNESDAY)
        form = self.form(self.at_desk("leader").get("tre-han"), code, "extend")
        form.send(("action", "extend"), reason="Chờ ý kiến.", day="19/9/2018")
        self.assertEqual(self.dossier_of(code).due, datetime(2018, 9, 19, 17))

    def test_sent_back_the_officer_reads_why_and_proposes_again(self):
        code = self.make()
        self.at(WEDNESDAY)
        self.propose(code)
        page = self.at_desk("leader").get("tre-han")
        form = self.form(page, code, "back")
        wrong = form.send(("action", "back"))
        self.assertEqual(wrong.status, 400)
        form.send(("action", "back"), note="Chọn ngày sớm hơn.")
        page = self.at_desk("officer").get("tre-han")
        self.assertIn("Chọn ngày sớm hơn.", page.words)
        self.propose(code)

    def test_what_is_wrong_is_said_and_what_was_typed_is_kept(self):
        code = self.make()
        self.at(WEDNESDAY)
        form = self.form(self.at_desk("officer").get("tre-han"), code, "propose")
        for changes, words in (
            ({"day": "10/9/2018"}, "muộn hơn ngày hẹn"),
            ({"day": "16/9/2018"}, "trong giờ làm việc"),
            ({"day": "", "hour": ""}, "ngày và giờ"),
            ({"reason": ""}, "lý do"),
        ):
            with self.subTest(**changes):
                again = form.send(
                    ("action", "propose"), **({"reason": "Vì mưa lũ."} | changes)
                )
                self.assertEqual(again.status, 400)
                self.assertEqual(len(again.problems), 1)
                self.assertIn(words, again.problems[0].lower())
                if "reason" not in changes:
                    self.assertIn("Vì mưa lũ.", again.source)
        self.assertIsNone(late_apologies.of(code, datetime(2018, 9, 13, 17)))

    def test_who_may_not_is_refused(self):
        code = self.make()
        self.at(WEDNESDAY)
        self.propose(code)
        form = self.form(self.at_desk("officer").get("tre-han"), code, "propose")
        for user, action, status in (
            ("officer", "approve", 403),
            ("clerk", "propose", 403),
            ("strange-clerk", "propose", 404),
        ):
            with self.subTest(user=user, action=action):
                browser = self.at_desk(user)
                token = browser.get("tre-han").find(
                    "//input[@name='_authenticator']/@value"
                )
                if not token:
                    token = (
                        self.at_desk(user)
                        .get("thong-bao-cua-toi")
                        .find("//input[@name='_authenticator']/@value")
                    )
                fields = {name: values[0] for name, values in form.fields.items()}
                fields |= {"action": action, "_authenticator": token[0]}
                fields["reason"] = "Vì mưa lũ."
                answer = browser.post("tre-han", data=fields)
                self.assertEqual(answer.status, status)
        forged = self.at_desk("leader").post(
            "tre-han", data={"action": "approve", "code": code}
        )
        self.assertEqual(forged.status, 403)
        self.assertEqual(self.dossier_of(code).extensions, ())

    def test_somebody_else_was_first(self):
        code = self.make()
        self.at(WEDNESDAY)
        form = self.form(self.at_desk("officer").get("tre-han"), code, "propose")
        self.propose(code)
        late = form.send(("action", "propose"), reason="Vì mưa lũ.")
        self.assertEqual(late.status, 409)

    def test_too_late_to_extend_the_applicant_still_gets_an_apology(self):
        code = self.make()
        self.at(THURSDAY)
        page = self.at_desk("leader").get("tre-han")
        self.assertIn("Không còn kịp gia hạn", page.words)
        form = self.form(page, code, "apologise")
        form.send(("action", "apologise"), reason="Vì mưa lũ.", day="17/9/2018")
        dossier = self.dossier_of(code)
        self.assertEqual(
            (dossier.due, dossier.extensions), (datetime(2018, 9, 13, 17), ())
        )
        (letter,) = letters.of_dossier(code, "04")
        self.assertEqual((letter.by, letter.event[:9]), ("leader", "apologise"))
        kind = kind_of("04")
        values = letter_values.of(kind, dossier, making.event_of(dossier, kind))
        self.assertEqual(values["reason"], "Vì mưa lũ.")
        self.assertIn("17 tháng 9", values["due"])
        self.assertIn("13 tháng 9", values["old_due"])
        (row,) = self.messages("dossier.late").values()
        self.assertIn("xin lỗi", row.text)
        self.assertIn("17/9/2018", row.text)

    def test_the_worklist_and_the_dossier_say_until_when(self):
        code = self.make()
        self.at(WEDNESDAY)
        for user in ("officer", "leader"):
            page = self.at_desk(user).get("viec")
            self.assertIn("xin lỗi trước 17:00 hôm nay: 1", page.words)
        self.assertNotIn("hôm nay: 1", self.at_desk("clerk").get("viec").words)
        page = self.at_desk("officer").get(self.dossier_of(code).absolute_url())
        self.assertIn("chậm nhất 17:00 12/9/2018", page.words)
        self.at(FRIDAY)
        page = self.at_desk("officer").get(self.dossier_of(code).absolute_url())
        self.assertIn("Quá hẹn trả kết quả 17:00 13/9/2018", page.words)
        self.assertIn("Không gia hạn được nữa", page.words)

    def test_over_a_weekend_the_last_moment_is_the_last_working_day(self):
        terms = apologies.extending.terms_of(WEDNESDAY)
        calendar = catalogue.calendar()
        for due, last in (
            (datetime(2018, 9, 17, 10), datetime(2018, 9, 14, 17)),
            (datetime(2018, 9, 13, 17), datetime(2018, 9, 12, 17)),
        ):
            self.assertEqual(apologies.last_moment(due, terms, calendar), last)
