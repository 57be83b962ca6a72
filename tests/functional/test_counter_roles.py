"""Roles are given and taken in the open; what people who left had is not lost."""

from hanam.dvc.counter.roles import watching
from hanam.dvc.dossiers import access
from hanam.dvc.dossiers import work
from hanam.dvc.register import role_changes
from hanam.dvc.register import session
from hanam.dvc.register import trail
from plone import api
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError
from tests.counter import DossierCase
from tests.dossiers import act_as
from tests.dossiers import add_user
from tests.dossiers import MONDAY

import transaction


GONE = "khong-nguoi-phu-trach"
REASON = "Kiểm tra theo phản ánh số 12."


class RolesCase(DossierCase):
    def setUp(self):
        super().setUp()
        add_user(self.portal, "officer-2")
        act_as(self.portal, "manager")
        self.give("officer-2", "so-mau.officer")
        transaction.commit()

    def give(self, user, group):
        self.portal.acl_users.source_groups.addPrincipalToGroup(user, group)

    def take(self, user, group):
        self.portal.acl_users.source_groups.removePrincipalFromGroup(user, group)

    def delete(self, user):
        self.portal.acl_users._doDelUser(user)

    def changes(self):
        rows = role_changes.of_agencies(("so-mau",))
        return [(row.what, row.user, row.role, row.actor) for row in rows]

    def owned(self, user="officer-2"):
        """The address of a dossier that an officer works on."""
        url = self.dossier("accepted")
        act_as(self.portal, "leader")
        work.assign(access.find(self.code), user, now=MONDAY)
        transaction.commit()
        return url


class ChangesTest(RolesCase):
    def test_each_change_is_kept_with_who_made_it(self):
        self.take("officer-2", "so-mau.officer")
        act_as(self.portal, "")
        self.assertEqual(
            self.changes()[:2],
            [
                ("taken", "officer-2", "officer", "manager"),
                ("given", "officer-2", "officer", "manager"),
            ],
        )

    def test_groups_that_are_no_role_are_not_entered(self):
        before = self.changes()
        with api.env.adopt_roles(["Manager"]):
            api.group.create(groupname="ban.be")
        self.give("officer-2", "ban.be")
        self.assertEqual(self.changes(), before)

    def test_the_register_of_changes_is_only_added_to(self):
        for statement in (
            "UPDATE role_change SET user = 'x'",
            "DELETE FROM role_change",
        ):
            with self.subTest(statement=statement), self.assertRaises(DBAPIError):
                session.for_writing().execute(text(statement))
            transaction.abort()

    def test_a_deleted_account_leaves_no_role_to_one_made_later(self):
        self.delete("officer-2")
        transaction.commit()
        self.assertEqual(self.changes()[0][:2], ("taken", "officer-2"))
        add_user(self.portal, "officer-2")
        user = self.portal.acl_users.getUserById("officer-2")
        self.assertNotIn("so-mau.officer", user.getGroups())

    def test_roles_for_the_whole_portal_are_compared_and_entered(self):
        watching.compare(self.portal, MONDAY)
        roles = self.portal.acl_users.portal_role_manager
        roles.assignRoleToPrincipal("Supervisor", "officer-2")
        self.assertEqual(watching.compare(self.portal, MONDAY), 1)
        self.assertEqual(watching.compare(self.portal, MONDAY), 0)
        roles.removeRoleFromPrincipal("Supervisor", "officer-2")
        self.assertEqual(watching.compare(self.portal, MONDAY), 1)
        transaction.commit()
        rows = role_changes.of_agencies(("",))[:2]
        self.assertEqual(
            [(row.what, row.user, row.role) for row in rows],
            [
                ("taken", "officer-2", "Supervisor"),
                ("given", "officer-2", "Supervisor"),
            ],
        )
        self.assertIn(
            "ở trang quản trị của Plone", self.at_desk("manager").get("vai-tro").words
        )
        self.assertNotIn(
            "ở trang quản trị của Plone", self.at_desk("leader").get("vai-tro").words
        )

    def test_leaders_read_their_agency_and_administrators_all(self):
        page = self.at_desk("leader").get("vai-tro")
        self.assertEqual(page.find("//option/@value"), ["so-mau"])
        self.assertIn("officer-2 (mẫu)", page.words)
        self.assertIn("bởi manager (mẫu)", page.words)
        self.assertNotIn("Vai trò trên toàn cổng", page.words)
        self.assertIn("tạm khóa", page.words)
        page = self.at_desk("manager").get("vai-tro?agency=so-khac")
        self.assertIn("strange-clerk (mẫu)", page.words)
        self.assertIn("Vai trò trên toàn cổng", page.words)
        self.assertTrue(page.find("//a[contains(@href, '@@dvc-identity')]"))
        for who in ("clerk", "officer", "citizen", "supervisor"):
            with self.subTest(who=who):
                self.assertEqual(self.at_desk(who).get("vai-tro").status, 403)

    def test_the_page_tells_whom_a_second_factor_is_demanded_of(self):
        record = "hanam.dvc.identity.demand_second"
        page = self.at_desk("leader").get("vai-tro")
        self.assertIn("Chưa vai trò nào bắt buộc", page.words)
        api.portal.set_registry_record(record, ("Clerk",))
        transaction.commit()
        # Leaders are not asked for one, so this page still opens.
        page = self.at_desk("leader").get("vai-tro")
        self.assertIn("Bắt buộc bước xác nhận thứ hai với: Cán bộ một cửa", page.words)


class GoneTest(RolesCase):
    def test_dossiers_of_who_left_are_shown_to_leaders_and_taken_over(self):
        for leave in (
            lambda: self.delete("officer-2"),
            lambda: self.take("officer-2", "so-mau.officer"),
        ):
            url = self.owned()
            page = self.at_desk("leader").get(GONE)
            self.assertNotIn(self.code, page.words)
            leave()
            transaction.commit()
            leader, officer = self.at_desk("leader"), self.at_desk("officer")
            self.assertIn(self.code, leader.get(GONE).words)
            self.assertIn("Hồ sơ của người đã rời cơ quan: 1", leader.get("viec").words)
            for who in ("clerk", "officer", "leader"):
                self.assertEqual(self.at_desk(who).get(url).status, 200)
                self.assertEqual(self.at_desk(who).get("viec").status, 200)
            self.assertIn("officer-2", leader.get(url).words)
            form = officer.get(url).action("assign")
            self.assertEqual(form.send(("action", "assign")).status, 200)
            self.assertEqual(self.row().assignee, "officer")
            self.assertNotIn(self.code, leader.get(GONE).words)
            add_user(self.portal, "officer-2")
            self.give("officer-2", "so-mau.officer")
            transaction.commit()

    def test_who_still_works_there_keeps_what_they_have(self):
        url = self.owned()
        self.give("officer-2", "so-mau.clerk")
        self.take("officer-2", "so-mau.officer")
        transaction.commit()
        self.assertNotIn(self.code, self.at_desk("leader").get(GONE).words)
        self.assertIsNone(self.at_desk("officer").get(url).action("assign"))


class ReasonTest(RolesCase):
    def setUp(self):
        super().setUp()
        api.portal.set_registry_record("hanam.dvc.tracks.reason_minutes", 30)
        transaction.commit()

    def entries(self):
        self.row()
        return [
            (entry.actor, entry.note)
            for entry in trail.whole(self.code)
            if entry.action == "read.reason"
        ]

    def test_an_administrator_is_asked_why_and_the_history_keeps_it(self):
        url = self.dossier("processing")
        admin = self.at_desk("manager")
        page = admin.get(url)
        self.assertIn("Vì sao bạn mở hồ sơ này?", page.words)
        self.assertNotIn("Nguyễn Thị Mẫu", page.source)
        form = page.form("//main//form[@method='post']")
        for reason in (" ", "x" * 501):
            self.assertEqual(form.send(reason=reason).status, 400)
        self.assertEqual(self.entries(), [])
        done = form.send(reason=REASON)
        self.assertEqual((done.status, done.url), (200, url))
        self.assertIn("Nguyễn Thị Mẫu", done.words)
        self.assertEqual(self.entries(), [("manager", REASON)])
        self.assertEqual(admin.get(url).url, url)

    def test_papers_and_services_are_behind_the_reason_too(self):
        url = self.dossier("processing")
        paper = access.find(self.code).papers[0].id
        admin = self.at_desk("manager")
        page = admin.get(f"{url}/@@paper/{paper}")
        self.assertIn("@@ly-do-xem", page.url)
        status, _body = admin.json(f"{url}/@workflow")
        self.assertEqual(status, 403)
        done = page.form("//main//form[@method='post']").send(reason=REASON)
        self.assertEqual(done.url, f"{url}/@@paper/{paper}")
        self.assertEqual(admin.json(f"{url}/@workflow")[0], 200)

    def test_it_leads_nowhere_else(self):
        url = self.dossier("processing")
        admin = self.at_desk("manager")
        for wanted in ("//evil.example", "../../x", "https://evil.example/"):
            page = admin.get(f"{url}/@@ly-do-xem?den={wanted}")
            (field,) = page.find("//input[@name='den']/@value")
            self.assertEqual(field, "")

    def test_staff_are_not_asked_and_nobody_where_the_province_does_not_want_it(self):
        url = self.dossier("processing")
        self.assertEqual(self.at_desk("clerk").get(url).url, url)
        self.assertEqual(self.at_desk("clerk").get(f"{url}/@@ly-do-xem").status, 403)
        api.portal.set_registry_record("hanam.dvc.tracks.reason_minutes", 0)
        transaction.commit()
        self.assertEqual(self.at_desk("manager").get(url).url, url)
