"""Apologies for many dossiers at once, and long lists of late work page by page and as files."""

from datetime import datetime
from hanam.dvc.counter import jobs
from hanam.dvc.counter.jobs import running
from hanam.dvc.dossiers import access
from hanam.dvc.dossiers import actions
from hanam.dvc.dossiers import apologies
from hanam.dvc.register import jobs as register
from hanam.dvc.register import late_apologies
from hanam.dvc.register import letters
from hanam.dvc.register import session
from openpyxl import load_workbook
from tests.dossiers import act_as
from tests.late import FRIDAY
from tests.late import LateCase
from tests.late import WEDNESDAY
from unittest.mock import patch

import csv
import io
import transaction


class ManyApologiesTest(LateCase):
    def run_all(self):
        running.run(self.portal)
        transaction.commit()
        session.session().close()
        transaction.begin()

    def told(self, page):
        job = page.url.rpartition("/")[2]
        return {item.code: (item.state, item.message) for item in register.items(job)}

    def dossier_of(self, code):
        self.portal._p_jar.sync()
        return access.find(code)

    def send(self, user, codes, path="tre-han", action="many", **fields):
        form = self.at_desk(user).get(path).form("//form[@id='many']")
        return form.send(("action", action), **{"chosen:list": codes} | fields)

    def test_each_dossier_gets_a_letter_of_its_own_number(self):
        codes = [self.make() for _ in range(3)]
        self.at(WEDNESDAY)
        page = self.send("leader", codes, reason_key="phuc-tap")
        self.assertIn("/cong-viec/", page.url)
        self.run_all()
        told = self.told(page)
        self.assertEqual({state for state, _text in told.values()}, {"done"}, told)
        numbers = []
        for code in codes:
            self.assertEqual(self.dossier_of(code).due, datetime(2018, 9, 18, 17))
            (letter,) = letters.of_dossier(code, "04")
            numbers.append(letter.no)
        self.assertEqual(sorted(numbers), [1, 2, 3])
        self.assertEqual(len(self.messages("dossier.extended")), 1)

    def test_an_officer_proposes_for_many_and_once_only(self):
        codes = [self.make(), self.make()]
        self.at(WEDNESDAY)
        fields = {"reason": "Vì mưa lũ.", "day": "20/9/2018", "hour": "9:00"}
        page = self.send("officer", codes, **fields)
        again = self.send("officer", codes, **fields)
        self.run_all()
        self.assertEqual({one[0] for one in self.told(page).values()}, {"done"})
        for state, message in self.told(again).values():
            self.assertEqual(state, "failed")
            self.assertIn("chờ lãnh đạo", message)
        for code in codes:
            row = late_apologies.of(code, datetime(2018, 9, 13, 17))
            self.assertEqual(row.promised, datetime(2018, 9, 20, 9))
            self.assertEqual(self.dossier_of(code).extensions, ())
        page = self.at_desk("leader").get("tre-han")
        self.assertEqual(len(page.find("//input[@name='codes:list']")), 2)

    def test_what_is_late_already_is_apologised_for_once(self):
        codes = [self.make(), self.make()]
        self.at(FRIDAY)
        page = self.send("leader", codes, reason="Vì mưa lũ.")
        again = self.send("leader", codes, reason="Vì mưa lũ.")
        self.run_all()
        self.assertEqual({one[0] for one in self.told(page).values()}, {"done"})
        for state, message in self.told(again).values():
            self.assertEqual(state, "failed")
            self.assertIn("đã được xin lỗi", message)
        for code in codes:
            self.assertEqual(len(self.dossier_of(code).apologies), 1)
            self.assertEqual(len(letters.of_dossier(code, "04")), 1)
        page = self.at_desk("leader").get("tre-han")
        self.assertFalse(page.find("//input[@name='chosen:list']"))

    def test_what_cannot_be_done_is_named_and_the_others_are_done(self):
        good, stopped, extended = (self.make() for _ in range(3))
        self.at(WEDNESDAY)
        page = self.send(
            "leader", [good, stopped, extended, "nothing"], reason="Vì mưa."
        )
        act_as(self.portal, "leader")
        actions.perform(access.find(stopped), "stop", reason="Thiếu.")
        apologies.extending.extend(
            access.find(extended), due=datetime(2018, 9, 17, 9), reason="Đã gia hạn."
        )
        transaction.commit()
        self.run_all()
        told = self.told(page)
        self.assertEqual(told[good][0], "done", told)
        for code in (stopped, "nothing"):
            self.assertEqual(told[code][0], "failed", told)
        self.assertEqual(len(self.dossier_of(extended).extensions), 1)

    def test_what_is_missing_is_told_and_the_choice_stays(self):
        codes = [self.make(), self.make()]
        self.at(WEDNESDAY)
        for changes, words in (
            ({"codes": []}, "ít nhất một"),
            ({"reason": ""}, "lý do"),
            ({"day": "xyz"}, "ngày và giờ"),
            ({"reason": "a" * 5000}, "4000"),
        ):
            with self.subTest(words=words):
                fields = {"codes": codes[:1], "reason": "Vì mưa lũ."} | changes
                page = self.send("leader", **fields)
                self.assertEqual(page.status, 400)
                self.assertIn(words, " ".join(page.problems).lower())
                ticked = page.find("//input[@name='chosen:list'][@checked]/@value")
                self.assertEqual(ticked, fields["codes"])
        page = self.send("leader", [], action="choose_all", reason="Vì mưa lũ.")
        ticked = page.find("//input[@name='chosen:list'][@checked]/@value")
        self.assertEqual(set(ticked), set(codes))
        self.assertIn("Vì mưa lũ.", page.source)
        page = self.send("leader", codes, _authenticator="x", reason="a")
        self.assertEqual(page.status, 403)

    def test_what_is_too_late_goes_on_page_by_page_and_as_a_file(self):
        codes = [self.make() for _ in range(5)]
        self.at(FRIDAY)
        leader, found = self.at_desk("leader"), []
        with patch("hanam.dvc.counter.late.asked.SIZE", 2):
            page = leader.get("tre-han")
            while True:
                found += page.find("//input[@name='chosen:list']/@value")
                onward = page.find("//a[@rel='next']/@href")
                if not onward:
                    break
                page = leader.get(onward[0])
            self.assertTrue(page.find("//a[contains(., 'Trang đầu')]"))
            form = page.form(f"//*[@id='need-{found[-1]}']//form")
            again = form.send(("action", "apologise"), reason="")
            self.assertTrue(again.find(f"//*[@id='need-{found[-1]}']"))
        self.assertEqual((len(found), set(found)), (5, set(codes)))
        self.assertEqual(found, sorted(codes, reverse=True))
        text = leader.get("tre-han.csv?list=apologies").source.lstrip("\ufeff")
        rows = list(csv.reader(io.StringIO(text)))
        self.assertEqual({row[0] for row in rows[1:]}, set(codes))
        self.assertEqual({row[-1] for row in rows[1:]}, {"Không còn kịp gia hạn"})
        answer = leader.session.get(
            leader.address("tre-han.xlsx?list=apologies"), timeout=60
        )
        sheet = load_workbook(io.BytesIO(answer.content)).active
        self.assertEqual(len(list(sheet.iter_rows())), 6)
        with patch("hanam.dvc.counter.settings.value", lambda name: 2):
            text = leader.get("tre-han.csv?list=apologies").source
        self.assertEqual(len(text.splitlines()), 4)
        self.assertIn("2 dòng", text)

    def test_what_can_still_be_put_off_goes_on_page_by_page(self):
        codes = {self.make() for _ in range(3)}
        self.at(WEDNESDAY)
        leader = self.at_desk("leader")
        with patch("hanam.dvc.counter.late.asked.SIZE", 2):
            first = leader.get("tre-han")
            (onward,) = first.find("//a[@rel='next']/@href")
            second = leader.get(onward)
        found = [
            *first.find("//input[@name='chosen:list']/@value"),
            *second.find("//input[@name='chosen:list']/@value"),
        ]
        self.assertEqual((len(found), set(found)), (3, codes))

    def test_strangers_choose_nothing(self):
        code = self.make()
        self.at(WEDNESDAY)
        for user in ("clerk", "supervisor"):
            page = self.at_desk(user).get("tre-han")
            self.assertFalse(page.find("//*[@id='many']"))
        act_as(self.portal, "clerk")
        job = jobs.put("late.many", [code], {"due": "", "reason": "a"}, "clerk")
        transaction.commit()
        self.run_all()
        (item,) = register.items(job)
        self.assertEqual(item.state, "failed")
