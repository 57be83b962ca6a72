"""Declared and computed levels, what measures bring, the log of changes and its news."""

from lxml import html
from plone import api
from tests.audit import BIRTH
from tests.audit import CITIZEN
from tests.audit import CLERK
from tests.audit import dossiers
from tests.audit import EDITOR
from tests.audit import PAID
from tests.audit import PASSWORD
from tests.audit import SampleCase
from tests.audit import SUPERVISOR

import re
import requests
import transaction


class Levels(SampleCase):
    def test_what_is_declared_stands_beside_what_is_computed(self):
        item = self.items("@levels")[PAID]
        self.assertEqual((item["level"], item["computed_level"]), (4, 3))
        self.assertEqual((item["term"], item["mismatch"]), ("partial", True))
        self.assertEqual(item["blockers"], ["online_payment"])
        self.assertEqual(item["readiness"], 80)
        only = self.items("@levels?only=mismatch")
        self.assertIn(PAID, only)
        self.assertNotIn(BIRTH, only)

    def test_staff_see_the_computed_level_among_procedures_and_others_do_not(self):
        path = f"@procedures?q={PAID}"
        for user, level in ((SUPERVISOR, 3), (CLERK, 3), (CITIZEN, None), (None, None)):
            with self.subTest(user=user):
                item = self.json(path, user)["items"][0]
                self.assertEqual(item.get("computed_level"), level)

    def test_measures_are_reckoned_from_the_dossiers_of_the_last_year(self):
        self.keep(
            *dossiers(PAID, "online", 3),
            *dossiers(PAID, "counter", 4),
            *dossiers(PAID, "counter", 5, days_ago=400),
            *dossiers(PAID, "post", 6, practice=True),
            *dossiers(BIRTH, "counter", 2),
        )
        found = self.json("@levels?done=online_payment")
        self.assertEqual(found["simulation"]["dossiers"], 9)
        self.assertEqual(found["simulation"]["by_channel"], {"online": 3, "counter": 6})
        first, second = found["items"][:2]
        self.assertEqual([first["code"], second["code"]], [PAID, BIRTH])
        self.assertEqual((first["dossiers"], first["gain"]), (7, 7))
        page = self.tree("nang-muc-do?done=online_payment")
        said = " ".join(page.cssselect('[role="status"]')[0].text_content().split())
        self.assertIn("mỗi năm có 9 hồ sơ", said)
        checked = page.cssselect('input[name="done"][checked]')
        self.assertEqual([box.get("value") for box in checked], ["online_payment"])
        both = self.json("@levels?done=online_payment&done=online_form&done=channel")
        self.assertGreater(
            both["simulation"]["procedures"], found["simulation"]["procedures"]
        )

    def test_the_checklist_says_what_to_do_and_who_does_it(self):
        self.keep(*dossiers(PAID, "counter", 4), *dossiers(PAID, "online", 1))
        tree = self.tree(f"thu-tuc/{PAID}/@@muc-do")
        text = " ".join(tree.cssselect("main")[0].text_content().split())
        self.assertIn("Tổ chức thu phí, lệ phí trực tuyến.", text)
        self.assertIn("Ai làm: Sở Tài chính cùng ngân hàng", text)
        self.assertIn("mỗi năm có 5 hồ sơ", text)
        self.assertEqual(len(tree.cssselect(".aud-todo .dvc-state-bad")), 1)

    def test_the_list_as_a_file(self):
        sheet = self.sheet("nang-muc-do.xlsx")
        self.assertEqual(sheet.max_row, 106)
        codes = {line[0].value: [cell.value for cell in line] for line in sheet}
        self.assertEqual(codes[PAID][4:7], [4, 3, "Một phần"])


class ListOfProcedures(SampleCase):
    def test_staff_see_what_is_offered_where_more_is_declared(self):
        for user, there in ((SUPERVISOR, True), (CLERK, True), (CITIZEN, False)):
            with self.subTest(user=user):
                page = self.get(f"thu-tuc?q={PAID}", user).text
                self.assertEqual("Công bố mức 4, thật có mức 3" in page, there)


class LevelChanges(SampleCase):
    def change(self, level, reason="", user=EDITOR):
        answer = requests.patch(
            f"{self.url}/thu-tuc/{BIRTH}",
            json={"declared_level": level, "level_reason": reason},
            headers={"Accept": "application/json"},
            auth=(user, PASSWORD),
            timeout=60,
        )
        self.assertEqual(answer.status_code, 204, answer.text)

    def post(self, user, **form):
        """Press the button of the checklist; the answer."""
        client = requests.Session()
        client.auth = (user, PASSWORD)
        page = client.get(f"{self.url}/thu-tuc/{BIRTH}/@@muc-do", timeout=60)
        token = re.search(r'name="_authenticator"[^>]*value="([^"]+)"', page.text)
        data = {"_authenticator": token[1] if token else ""} | form
        return client.post(
            f"{self.url}/thu-tuc/{BIRTH}/@@thong-bao-muc-do",
            data=data,
            timeout=60,
            allow_redirects=False,
        )

    def test_a_change_over_rest_is_in_the_public_log_without_the_name(self):
        self.change(4, "Đã thu phí trực tuyến")
        newest = self.json("@level-changes", None)["items"][0]
        self.assertEqual((newest["from"], newest["to"]), (3, 4))
        self.assertEqual((newest["from_term"], newest["to_term"]), ("partial", "full"))
        self.assertEqual(newest["reason"], "Đã thu phí trực tuyến")
        self.assertRegex(newest["at"], r"\+07:00$")
        self.assertFalse(newest["sample"])
        public = self.get("lich-su-muc-do").text
        self.assertIn("Đã thu phí trực tuyến", public)
        self.assertNotIn("Lý Thị Biên Tập", public)
        self.assertNotIn(
            "bien.tap",
            public + self.get("@level-changes", accept="application/json").text,
        )
        self.assertIn("Lý Thị Biên Tập", self.get("lich-su-muc-do", SUPERVISOR).text)

    def test_sample_entries_say_that_they_are_samples(self):
        items = self.json("@level-changes", None)["items"]
        self.assertEqual([item["sample"] for item in items], [True] * 4)
        tags = self.tree("lich-su-muc-do", None).cssselect(".dvc-tag")
        self.assertEqual([tag.text_content().strip() for tag in tags], ["Mẫu"] * 4)

    def test_the_news_is_drafted_once_from_the_record(self):
        flows = api.portal.get_tool("portal_workflow")
        flows.setChainForPortalTypes(["News Item"], ["simple_publication_workflow"])
        transaction.commit()
        self.change(4, "Đã thu phí <trực tuyến>")
        number = self.json("@level-changes", None)["items"][0]["number"]
        answer = self.post(EDITOR, change=number)
        self.assertEqual(answer.status_code, 303, answer.text)
        again = self.post(EDITOR, change=number)
        self.assertEqual(again.headers["Location"], answer.headers["Location"])
        transaction.begin()
        found = [
            item
            for item in self.portal["tin-tuc"].objectValues()
            if item.getId().startswith("muc-do-")
        ]
        self.assertEqual(len(found), 1)
        draft = found[0]
        self.assertEqual(api.content.get_state(draft), "private")
        self.assertEqual(
            draft.title, "Từ nay làm hoàn toàn trực tuyến: Đăng ký khai sinh"
        )
        self.assertIn("&lt;trực tuyến&gt;", draft.text.raw)
        related = draft.relatedItems
        self.assertEqual([item.to_object.getId() for item in related], [BIRTH])
        page = self.tree(f"thu-tuc/{BIRTH}/@@muc-do", EDITOR)
        forms = page.cssselect('form[action$="@@thong-bao-muc-do"]')
        self.assertEqual(len(forms), 1, "only the sample entry is still to be told")
        self.assertIn(f"{draft.absolute_url()}/view", html.tostring(page).decode())

    def test_a_forged_or_foreign_press_writes_nothing(self):
        self.change(4)
        number = self.json("@level-changes", None)["items"][0]["number"]
        for user, form, status in (
            (EDITOR, {"change": number, "_authenticator": "x"}, 403),
            (SUPERVISOR, {"change": number}, 403),
            (EDITOR, {"change": 9999}, 400),
            (EDITOR, {"change": "x"}, 400),
            (EDITOR, {"change": 2}, 400),
        ):
            with self.subTest(user=user, **form):
                self.assertEqual(self.post(user, **form).status_code, status)
        transaction.begin()
        names = [
            n for n in self.portal["tin-tuc"].objectIds() if n.startswith("muc-do-")
        ]
        self.assertEqual(names, [])
