"""Who keeps the catalogue and who watches over it see its gaps, levels and red tape."""

from datetime import timedelta
from hanam.dvc.catalogue import lookup
from hanam.dvc.catalogue import search
from hanam.dvc.catalogue.moment import PROVINCE
from hanam.dvc.register import session
from hanam.dvc.testing import SAMPLE_FUNCTIONAL
from lxml import html
from openpyxl import load_workbook
from plone import api
from tests.registers import row

import datetime
import io
import re
import requests
import transaction
import unittest


PASSWORD = "Mau-2018-hanam"
SUPERVISOR, EDITOR, CITIZEN, CLERK = "giam.sat", "bien.tap", "cong.dan", "mot.cua"
BIRTH, PAID = "1.001193", "1.004873"
PAGES = ("danh-muc", "kiem-tra-danh-muc", "nang-muc-do", "don-gian-hoa")
FILES = ("kiem-tra-danh-muc.xlsx", "nang-muc-do.xlsx", "don-gian-hoa.xlsx")
SERVICES = ("@completeness", "@levels", "@red-tape")


def dossiers(procedure, channel, count, days_ago=10, first=0, **facts):
    now = datetime.datetime.now(PROVINCE).replace(tzinfo=None)
    return [
        row(
            f"000.00.99.H25-{procedure}-{channel}-{days_ago}-{number + first:04}",
            procedure=procedure,
            channel=channel,
            filed=now - timedelta(days=days_ago),
            **facts,
        )
        for number in range(count)
    ]


class AuditCase(unittest.TestCase):
    layer = SAMPLE_FUNCTIONAL

    def setUp(self):
        self.portal = self.layer["portal"]
        self.url = self.portal.absolute_url()

    def get(self, path, user=None, accept="text/html", language="vi"):
        auth = (user, PASSWORD) if user else None
        headers = {"Accept": accept, "Accept-Language": language}
        return requests.get(
            f"{self.url}/{path}",
            auth=auth,
            headers=headers,
            timeout=60,
            allow_redirects=False,
        )

    def json(self, path, user=SUPERVISOR):
        answer = self.get(path, user, "application/json")
        self.assertEqual(answer.status_code, 200, answer.text)
        return answer.json()

    def tree(self, path, user=SUPERVISOR):
        answer = self.get(path, user)
        self.assertEqual(answer.status_code, 200, answer.text)
        return html.fromstring(answer.text)

    def sheet(self, path, user=SUPERVISOR):
        answer = self.get(path, user)
        self.assertEqual(answer.status_code, 200)
        return load_workbook(io.BytesIO(answer.content)).active

    def items(self, path, user=SUPERVISOR):
        found = self.json(f"{path}{'&' if '?' in path else '?'}b_size=100", user)
        return {item["code"]: item for item in found["items"]}

    def keep(self, *rows):
        session.for_writing().add_all(rows)
        transaction.commit()


class Gates(AuditCase):
    def test_pages_are_for_those_who_keep_the_catalogue_or_watch_over_it(self):
        for path in (*PAGES, *FILES, f"thu-tuc/{BIRTH}/@@muc-do"):
            for user, status in (
                (SUPERVISOR, 200),
                (EDITOR, 200),
                (CLERK, 302),
                (CITIZEN, 302),
                (None, 302),
            ):
                with self.subTest(path=path, user=user):
                    answer = self.get(path, user)
                    self.assertEqual(answer.status_code, status)
                    if status == 302:
                        self.assertIn("require_login", answer.headers["Location"])
                    self.assertNotIn("public", answer.headers["Cache-Control"])

    def test_services_refuse_guests_and_strangers_by_their_status(self):
        for path in SERVICES:
            for user, status in ((None, 401), (CITIZEN, 403), (EDITOR, 200)):
                with self.subTest(path=path, user=user):
                    answer = self.get(path, user, "application/json")
                    self.assertEqual(answer.status_code, status)
                    self.assertNotIn("public", answer.headers["Cache-Control"])
        refused = self.get(SERVICES[0], CITIZEN, "application/json").json()
        self.assertIn("quản lý danh mục", refused["message"])

    def test_the_desk_names_the_places_and_the_frame_leads_there(self):
        tree = self.tree("danh-muc")
        links = [link.get("href") for link in tree.cssselect(".dvc-tile")]
        self.assertEqual(
            links,
            [
                f"{self.url}/{name}"
                for name in (
                    "kiem-tra-danh-muc",
                    "nang-muc-do",
                    "lich-su-muc-do",
                    "don-gian-hoa",
                )
            ],
        )
        for user, there in ((EDITOR, 1), (SUPERVISOR, 1), (CITIZEN, 0)):
            with self.subTest(user=user):
                page = self.tree(f"thu-tuc/{BIRTH}", user)
                found = page.cssselect(f'a[href="{self.url}/danh-muc"]')
                self.assertEqual(len(found), there)
                found = page.cssselect('a[href$="/@@muc-do"]')
                self.assertEqual(len(found), there)

    def test_bad_choices_are_refused(self):
        for path in (
            "@completeness?gap=nothing",
            "@completeness?severity=x",
            "@levels?agency=nowhere",
            "@levels?done=magic",
            "@levels?level=9",
            "@red-tape?sort=colour",
            "@red-tape?b_start=-1",
        ):
            with self.subTest(path=path):
                answer = self.get(path, SUPERVISOR, "application/json")
                self.assertEqual(answer.status_code, 400)
        self.assertEqual(
            self.get("nang-muc-do?done=magic", SUPERVISOR).status_code, 400
        )


class Completeness(AuditCase):
    def test_the_page_begins_with_the_answer_and_counts_each_gap(self):
        found = self.json("@completeness")
        tree = self.tree("kiem-tra-danh-muc")
        answer = tree.cssselect("h1")[0].text_content()
        self.assertIn(f"{found['complete']} trên {found['procedures']}", answer)
        self.assertGreater(found["procedures"], found["complete"])
        counted = {
            link.get("href"): int(link.cssselect(".dvc-count")[0].text)
            for link in tree.cssselect(".aud-counts a")
        }
        url, count = next(pair for pair in counted.items() if "gap=forms" in pair[0])
        self.assertEqual(self.json("@completeness?gap=forms")["items_total"], count)
        self.assertEqual(
            self.get(url[len(self.url) + 1 :], SUPERVISOR).status_code, 200
        )

    def test_filters_narrow_the_list(self):
        for query, holds in (
            ("sector=ho-tich", lambda item: item["sector"] == "ho-tich"),
            (
                "agency=so-tu-phap",
                lambda item: {"so-tu-phap", "@province_body"} & set(item["agencies"]),
            ),
            ("gap=level", lambda item: item["level"] > item["computed_level"]),
        ):
            with self.subTest(query=query):
                found = self.json(f"@completeness?{query}&b_size=100")
                self.assertTrue(0 < found["items_total"] < 105)
                self.assertTrue(all(holds(item) for item in found["items"]))

    def test_the_order_is_that_asked_for(self):
        worst = self.json("@completeness?b_size=100")["items"]
        must = [
            sum(gap["severity"] == "must" for gap in item["gaps"]) for item in worst
        ]
        self.assertEqual(must, sorted(must, reverse=True))
        most = self.json("@completeness?sort=most&b_size=100")["items"]
        counts = [len(item["gaps"]) for item in most]
        self.assertEqual(counts, sorted(counts, reverse=True))

    def test_an_editor_is_led_to_the_field_and_a_supervisor_is_not(self):
        path = "kiem-tra-danh-muc?gap=forms"
        links = [
            link.get("href")
            for link in self.tree(path, EDITOR).cssselect(".aud-gaps a")
        ]
        self.assertTrue(
            any(link.endswith("/edit#formfield-form-widgets-papers") for link in links)
        )
        self.assertEqual(self.tree(path).cssselect(".aud-gaps a"), [])

    def test_the_file_has_vietnamese_headers_and_a_line_for_each_gap(self):
        sheet = self.sheet("kiem-tra-danh-muc.xlsx?sector=ho-tich")
        self.assertEqual(
            [cell.value for cell in sheet[1]][:3], ["Mã thủ tục", "Thủ tục", "Lĩnh vực"]
        )
        items = self.json("@completeness?sector=ho-tich&b_size=100")["items"]
        gaps = sum(len(item["gaps"]) for item in items)
        self.assertEqual(sheet.max_row, gaps + 1)

    def test_a_name_that_looks_like_a_formula_stays_text(self):
        procedure = lookup.procedure(BIRTH)
        procedure.title = '=HYPERLINK("http://mau.example";"x")'
        procedure.reindexObject()
        search.changed()
        transaction.commit()
        for path in FILES:
            with self.subTest(path=path):
                cells = [cell for line in self.sheet(path) for cell in line]
                found = [c for c in cells if "HYPERLINK" in str(c.value)]
                self.assertTrue(found)
                for cell in found:
                    self.assertEqual(cell.data_type, "s")
                    self.assertTrue(cell.value.startswith("'="))


class Levels(AuditCase):
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


class RedTape(AuditCase):
    def test_procedures_are_ranked_by_what_would_be_saved(self):
        self.keep(*dossiers(BIRTH, "counter", 5), *dossiers("1.000656", "counter", 2))
        found = self.json("@red-tape")
        item = found["items"][0]
        self.assertEqual(item["code"], BIRTH)
        self.assertEqual((item["papers"], item["forms"], item["held"]), (4, 1, 2))
        self.assertEqual(item["dossiers"], 5)
        self.assertEqual(found["items"][1]["code"], "1.000656")
        savings = [row["saving_a_year"] for row in found["items"]]
        self.assertEqual(savings, sorted(savings, reverse=True))
        sheet = self.sheet("don-gian-hoa.xlsx")
        self.assertEqual(sheet.cell(2, 1).value, BIRTH)

    def test_weights_are_data(self):
        self.keep(*dossiers(BIRTH, "counter", 5))
        before = self.items("@red-tape")[BIRTH]
        api.portal.set_registry_record(
            "hanam.dvc.audit.red_tape", '{"form": 15, "paper": 30, "trip": 60}'
        )
        transaction.commit()
        after = self.items("@red-tape")[BIRTH]
        self.assertEqual(after["minutes_a_year"] - before["minutes_a_year"], 5 * 3 * 10)

    def test_a_citizen_is_told_which_papers_the_state_has(self):
        page = self.tree(f"thu-tuc/{BIRTH}", None)
        text = page.cssselect("main")[0].text_content()
        self.assertIn(
            "Ngoài tờ khai, bạn cần 3 giấy tờ; 2 giấy tờ trong đó cơ quan nhà nước đã có.",
            text,
        )
        page = self.tree("thu-tuc/2.001474", None)
        self.assertNotIn("cơ quan nhà nước đã có", page.text_content())


class LevelChanges(AuditCase):
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
