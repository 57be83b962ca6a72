"""Late work in the portal: the watch and its messages, the digest."""

from datetime import datetime
from datetime import timedelta
from hanam.dvc.counter.late import digests
from hanam.dvc.counter.late import settings
from hanam.dvc.counter.late import watch
from hanam.dvc.notify import choices
from hanam.dvc.notify import periodic
from hanam.dvc.register import late_notices
from hanam.dvc.register import session
from hanam.dvc.register.model_late import LateFiring
from plone import api
from sqlalchemy import select
from tests.late import FRIDAY
from tests.late import LateCase
from tests.late import THURSDAY
from unittest.mock import patch

import transaction


class WatchTest(LateCase):
    def test_each_person_gets_one_message_and_no_name_of_a_citizen(self):
        codes = [self.make(), self.make()]
        self.assertGreater(self.watch(FRIDAY), 0)
        found = self.messages("late.escalated")
        self.assertEqual(
            set(found),
            {f"{who}@mau.example" for who in ("clerk", "officer", "leader")},
        )
        for row in found.values():
            for code in codes:
                self.assertEqual(row.text.count(code), 1)
            self.assertNotIn("Nguyễn Thị Mẫu", row.text)
            self.assertIn("/tre-han", row.text)
        self.assertIn("2 hồ sơ", found["officer@mau.example"].subject)
        self.assertEqual(self.watch(FRIDAY + timedelta(hours=1)), 0)
        self.assertEqual(len(self.messages("late.escalated")), 3)

    def test_killed_between_noting_and_telling_nothing_is_lost_or_doubled(self):
        self.make()
        with (
            patch.object(watch.telling, "tell_all", side_effect=SystemExit),
            self.assertRaises(SystemExit),
        ):
            watch.watch(self.portal, self.at(FRIDAY))
        transaction.abort()
        self.assertEqual(self.messages("late.escalated"), {})
        self.assertGreater(late_notices.waiting(), 0)
        self.assertEqual(self.watch(FRIDAY), 0)
        self.assertEqual(len(self.messages("late.escalated")), 3)
        self.assertEqual(late_notices.waiting(), 0)

    def test_two_workers_take_turns(self):
        self.make()
        self.at(FRIDAY)
        (work,) = [one for one in periodic.every() if one.name == "late.watch"]
        self.assertEqual(
            [periodic.run(work, self.portal, FRIDAY) for _ in range(2)], [True, False]
        )
        self.assertEqual(len(self.messages("late.escalated")), 3)

    def test_practice_and_closed_dossiers_are_left_alone(self):
        for state in ("finished", "supplement", "withdrawn"):
            self.make(state)
        self.make(practice=True)
        self.assertEqual(self.watch(FRIDAY + timedelta(days=5)), 0)

    def test_the_rules_of_an_agency_go_before_those_of_the_province(self):
        own = {"so-mau": [rule_data("qua-han", ["leader"])]}
        settings.keep(settings.late_data.from_data(own["so-mau"], "so-mau"), "so-mau")
        transaction.commit()
        self.make()
        self.watch(FRIDAY)
        asked = select(LateFiring.title).where(LateFiring.rule == "qua-han")
        self.assertEqual(session.session().scalars(asked).all(), ["Riêng"])


def rule_data(name, whom):
    return {
        "id": name,
        "title": "Riêng",
        "what": "whole",
        "when": "after",
        "value": 0,
        "unit": "working_hour",
        "whom": whom,
        "how": ["email"],
    }


class DigestTest(LateCase):
    def send(self, now):
        self.at(now)
        sent = digests.send_all(self.portal, now)
        transaction.commit()
        return sent

    def test_everybody_is_told_what_concerns_them_once_a_day(self):
        late, new = self.make(), self.make("submitted", now=THURSDAY)
        self.assertEqual(self.send(FRIDAY.replace(hour=6)), 0)
        self.send(FRIDAY)
        found = self.messages("late.digest")
        officer = found["officer@mau.example"]
        self.assertIn(late, officer.text)
        self.assertNotIn(new, officer.text)
        self.assertIn("1 quá hẹn trả", officer.subject)
        self.assertIn("Chờ tiếp nhận: 1", found["clerk@mau.example"].text)
        leader = found["leader@mau.example"].text
        self.assertIn("officer (mẫu): 1 đang giải quyết", leader)
        supervisor = found["supervisor@mau.example"].text
        self.assertIn("Sở Mẫu: 1 quá hẹn trả", supervisor)
        self.assertNotIn(late, supervisor)
        for row in found.values():
            self.assertNotIn("Nguyễn Thị Mẫu", row.text)
        self.assertNotIn("strange-clerk@mau.example", found)
        self.assertEqual(self.send(FRIDAY + timedelta(hours=1)), 0)
        self.assertEqual(len(self.messages("late.digest")), len(found))

    def test_nothing_goes_out_on_days_off_or_where_it_was_switched_off(self):
        self.make()
        self.assertEqual(self.send(datetime(2018, 9, 15, 8)), 0)
        optional = frozenset({"late.digest"})
        choices.save("officer", choices.Choice(muted=optional))
        transaction.commit()
        self.send(FRIDAY)
        self.assertNotIn("officer@mau.example", self.messages("late.digest"))
        api.portal.set_registry_record(f"{settings.PREFIX}.digest_on", False)
        self.assertEqual(self.send(FRIDAY + timedelta(days=3)), 0)

    def test_one_that_was_killed_goes_on_with_the_others(self):
        self.make()
        real, seen = digests.send, []

        def send(*facts):
            seen.append(facts)
            if len(seen) == 3:
                raise SystemExit
            return real(*facts)

        with patch.object(digests, "send", send), self.assertRaises(SystemExit):
            self.send(FRIDAY)
        transaction.abort()
        self.send(FRIDAY)
        found = self.messages("late.digest")
        self.assertIn("officer@mau.example", found)
        self.assertIn("leader@mau.example", found)

    def test_the_page_says_the_same(self):
        late = self.make()
        self.watch(FRIDAY)
        page = self.at_desk("officer").get("tom-tat")
        self.assertIn(late, page.words)
        self.assertIn("Đánh dấu cho bạn", page.words)
        page = self.at_desk("strange-clerk").get("tom-tat")
        self.assertIn("Không có việc nào trễ", page.words)
