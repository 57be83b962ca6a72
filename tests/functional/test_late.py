"""Late work in the portal: the watch and its messages, the lists, apologies from the proposal to the
letter, the digest, the rules."""

from datetime import datetime
from datetime import timedelta
from hanam.dvc.catalogue import settings as catalogue
from hanam.dvc.counter.late import digests
from hanam.dvc.counter.late import settings
from hanam.dvc.counter.late import watch
from hanam.dvc.dossiers import access
from hanam.dvc.dossiers import apologies
from hanam.dvc.dossiers import moment
from hanam.dvc.letters import making
from hanam.dvc.letters import values as letter_values
from hanam.dvc.letters.kinds import kind_of
from hanam.dvc.notify import choices
from hanam.dvc.notify import periodic
from hanam.dvc.notify import settings as notify
from hanam.dvc.register import late_apologies
from hanam.dvc.register import late_notices
from hanam.dvc.register import late_rules
from hanam.dvc.register import letters
from hanam.dvc.register import session
from hanam.dvc.register.model_late import LateFiring
from hanam.dvc.register.model_outbox import MessageRow
from openpyxl import load_workbook
from plone import api
from sqlalchemy import select
from tests.counter import DossierCase
from tests.dossiers import act_as
from tests.dossiers import dossier_in
from tests.dossiers import USERS
from unittest.mock import patch

import csv
import io
import transaction


# Wednesday; the dossier of 3 working days is due on Thursday at 17:00.
FILED = datetime(2018, 9, 10, 9, 0)
WEDNESDAY = datetime(2018, 9, 12, 8, 0)
THURSDAY = datetime(2018, 9, 13, 8, 0)
FRIDAY = datetime(2018, 9, 14, 8, 0)


class LateCase(DossierCase):
    def setUp(self):
        super().setUp()
        for name in USERS:
            member = api.user.get(userid=name)
            member.setMemberProperties({"email": f"{name}@mau.example"})
        notify.keep(email_on=True, smtp_host="127.0.0.1", email_sender="a@mau.example")
        api.portal.set_registry_record(f"{settings.PREFIX}.supervising", "so-khac")
        transaction.commit()

    def make(self, state="processing", now=FILED, **changes):
        """The code of a dossier; who works on it is the officer."""
        dossier = dossier_in(self.portal, state, now=now, **changes)
        act_as(self.portal, "")
        transaction.commit()
        return dossier.code

    def at(self, now):
        """The clock of the portal stands at a moment, for requests too."""
        stopped = patch.object(moment, "now", lambda: now)
        stopped.start()
        self.addCleanup(stopped.stop)
        return now

    def watch(self, now):
        fired = watch.watch(self.portal, self.at(now))
        transaction.commit()
        transaction.begin()
        return fired

    def messages(self, event):
        transaction.begin()
        asked = select(MessageRow).where(MessageRow.event == event)
        found = session.session().scalars(asked.order_by(MessageRow.recipient)).all()
        return {row.recipient: row for row in found}


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


class ListsTest(LateCase):
    def test_each_list_names_its_dossiers_and_the_files_are_the_same(self):
        late, waiting = self.make(), self.make("supplement")
        open_one = self.make("submitted")
        self.at(FRIDAY + timedelta(days=60))
        leader = self.at_desk("leader")
        for name, code in (
            ("whole", late),
            ("waiting", waiting),
            ("acceptance", open_one),
        ):
            with self.subTest(list=name):
                page = leader.get(f"tre-han?list={name}")
                self.assertEqual(page.status, 200)
                self.assertEqual(page.find("//td[@class='lat-code']/a/text()"), [code])
                answer = leader.get(f"tre-han.csv?list={name}")
                table = list(csv.reader(io.StringIO(answer.source.lstrip("\ufeff"))))
                self.assertEqual([row[0] for row in table[1:]], [code])
        answer = leader.session.get(
            leader.address("tre-han.xlsx?list=figures&by=officer"), timeout=60
        )
        sheet = load_workbook(io.BytesIO(answer.content)).active
        rows = [[cell.value for cell in row] for row in sheet.iter_rows()]
        self.assertEqual(sum(row[2] for row in rows[1:]), 3)

    def test_figures_are_grouped_and_lead_to_their_lists(self):
        self.make()
        self.make("submitted", agency="so-khac")
        self.at(FRIDAY)
        for user, by, names in (
            ("leader", "agency", ["Sở Mẫu"]),
            ("leader", "officer", ["officer (mẫu)"]),
            ("supervisor", "agency", ["Sở Khác", "Sở Mẫu"]),
            ("supervisor", "procedure", ["Cấp giấy mẫu"]),
            ("manager", "step", ["Thẩm định", "chưa vào bước nào"]),
        ):
            with self.subTest(user=user, by=by):
                page = self.at_desk(user).get(f"tre-han?list=figures&by={by}")
                self.assertEqual(page.status, 200)
                shown = [
                    " ".join(one.split()) for one in
                    page.find("//tbody/tr/th/text()") if one.strip()
                ]  # fmt: skip
                self.assertEqual(sorted(shown), names)
        page = self.at_desk("leader").get("tre-han?list=figures&by=officer")
        (url,) = page.find("//td/a/@href")
        self.assertEqual(len(self.at_desk("leader").get(url).find("//tbody/tr")), 1)

    def test_who_watches_sees_no_officers_and_opens_no_dossiers(self):
        self.make()
        self.at(FRIDAY)
        page = self.at_desk("supervisor").get("tre-han?list=whole")
        self.assertEqual(page.find("//td[@class='lat-code']/a"), [])
        self.assertNotIn("officer (mẫu)", page.words)
        for path in ("by=officer&list=figures", "officer=officer&list=whole"):
            answer = self.at_desk("supervisor").get(f"tre-han?{path}")
            self.assertEqual(answer.status, 400)

    def test_what_makes_no_sense_is_answered_plainly(self):
        leader = self.at_desk("leader")
        for query in ("list=x", "by=x", "agency=so-khac", "after=x", "list=a&list=b"):
            with self.subTest(query=query):
                self.assertEqual(leader.get(f"tre-han?{query}").status, 400)
        self.assertEqual(self.at_desk("citizen").get("tre-han").status, 403)

    def test_a_long_list_goes_on_page_by_page(self):
        codes = {self.make() for _ in range(3)}
        self.at(FRIDAY)
        with patch("hanam.dvc.counter.late.asked.SIZE", 2):
            leader = self.at_desk("leader")
            first = leader.get("tre-han?list=whole")
            (onward,) = first.find("//a[@rel='next']/@href")
            second = leader.get(onward)
        found = [
            *first.find("//td[@class='lat-code']/a/text()"),
            *second.find("//td[@class='lat-code']/a/text()"),
        ]
        self.assertEqual((len(found), set(found)), (3, codes))


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


class RulesTest(LateCase):
    def setUp(self):
        super().setUp()
        api.group.add_user(groupname="so-khac.leader", username="supervisor")
        transaction.commit()

    def form(self, user, query="rule=moi"):
        return (
            self.at_desk(user)
            .get(f"leo-thang?{query}")
            .form("//main//form[@method='post']")
        )

    def test_the_supervising_department_adds_changes_and_removes_rules(self):
        desk = self.at_desk("supervisor")
        titles = "//caption[.='Các quy tắc']/..//tbody/tr/th/a/text()"
        before = desk.get("leo-thang").find(titles)
        done = self.form("supervisor").send(
            ("action", "save"), title="Quá hẹn 5 ngày", value="5", when="after"
        )
        self.assertIn("Đã lưu", done.source)
        self.assertEqual(done.find(titles), [*before, "Quá hẹn 5 ngày"])
        form = self.form("supervisor", "rule=qua-hen-5-ngay")
        form.send(("action", "save"), value="6")
        form = self.form("supervisor", "rule=qua-hen-5-ngay")
        self.assertEqual(form.fields["value"], ["6"])
        self.assertEqual(form.send(("action", "remove")).find(titles), before)
        transaction.begin()
        self.assertEqual(
            [bool(row.after) for row in late_rules.changes("")], [False, True, True]
        )
        page = self.at_desk("supervisor").get("leo-thang")
        self.assertIn("Quá hẹn 5 ngày (xóa)", page.words)

    def test_a_leader_keeps_own_rules_only_where_that_is_allowed(self):
        self.assertIsNone(self.form("leader"))
        form = self.form("leader", "agency=so-mau&rule=qua-han")
        form.send(("action", "save"), title="Của sở")
        transaction.begin()
        self.portal._p_jar.sync()
        (own,) = settings.own()["so-mau"]
        self.assertEqual(
            (own.id, own.title, own.agency), ("qua-han", "Của sở", "so-mau")
        )
        self.assertEqual(self.at_desk("officer").get("leo-thang").status, 403)
        form = self.form("leader", "agency=so-mau&rule=qua-han")
        api.portal.set_registry_record(f"{settings.PREFIX}.allow_own", False)
        transaction.commit()
        self.assertEqual(form.send(("action", "save")).status, 403)
        self.assertEqual(settings.own(), {})

    def test_what_is_wrong_is_said_at_its_field_and_kept(self):
        form = self.form("supervisor")
        for changes, field in (
            ({"title": ""}, "title"),
            ({"value": "nhiều"}, "value"),
            ({"unit": "percent"}, "unit"),
            ({"whom:list": []}, "whom"),
            ({"since": "2018-02-31"}, "since"),
        ):
            with self.subTest(**changes):
                values = {"title": "Mẫu", "law": "Luật giữ lại"} | changes
                again = form.send(("action", "save"), **values)
                self.assertEqual(again.status, 400)
                self.assertEqual(
                    again.find("//*[@id='errors']//a/@href"), [f"#{field}"]
                )
                self.assertIn("Luật giữ lại", again.source)

    def test_two_who_change_rules_at_once_lose_nothing(self):
        first, second = self.form("supervisor"), self.form("manager")
        first.send(("action", "save"), title="Của người trước")
        again = second.send(("action", "save"), title="Của người sau")
        self.assertEqual(again.status, 409)
        self.assertIn("Của người sau", again.source)

    def test_the_administrator_finds_the_other_settings(self):
        manager = self.at_desk("manager")
        self.assertIn("@@dvc-late", manager.get("@@overview-controlpanel").source)
        page = manager.get("@@dvc-late")
        self.assertEqual(page.status, 200)
        form = page.form("//form[.//textarea]")
        (name,) = [one for one in form.fields if one.endswith("digest_at")]
        wrong = form.send(("form.buttons.save", "Lưu"), **{name: "7 giờ"})
        self.assertIn("07:30", wrong.source)

    def test_the_preview_counts_and_tells_nobody(self):
        self.make()
        self.at(WEDNESDAY)
        page = self.at_desk("supervisor").get("leo-thang?preview=1")
        rows = page.find("//section[.//h2[@id='today']]//tbody/tr")
        found = {row.xpath("string(th)"): row.xpath("td/text()") for row in rows}
        self.assertEqual(
            found["Ngày cuối để xin lỗi và hẹn lại"], ["Sở Mẫu", "1", "2", "2"]
        )
        transaction.begin()
        self.assertEqual(session.session().scalars(select(LateFiring)).all(), [])
        self.assertEqual(late_notices.waiting(), 0)
