"""The rules of escalation: who changes them, and what a preview tells."""

from hanam.dvc.counter.late import settings
from hanam.dvc.register import late_notices
from hanam.dvc.register import late_rules
from hanam.dvc.register import session
from hanam.dvc.register.model_late import LateFiring
from plone import api
from sqlalchemy import select
from tests.late import LateCase
from tests.late import WEDNESDAY

import transaction


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
