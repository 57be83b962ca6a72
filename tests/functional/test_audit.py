"""Who keeps the catalogue and who watches over it see what procedures lack."""

from hanam.dvc.catalogue import lookup
from hanam.dvc.catalogue import search
from hanam.dvc.catalogue.versions import lifecycle
from lxml import html
from plone import api
from tests.audit import BIRTH
from tests.audit import CITIZEN
from tests.audit import CLERK
from tests.audit import EDITOR
from tests.audit import FILES
from tests.audit import PAGES
from tests.audit import PASSWORD
from tests.audit import SampleCase
from tests.audit import SERVICES
from tests.audit import SUPERVISOR

import requests
import transaction


class Gates(SampleCase):
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
                    "bao-loi-can-xu-ly",
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


class Completeness(SampleCase):
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
            any(link.endswith("/@@bo-sung?truong=papers") for link in links)
        )
        self.assertEqual(self.tree(path).cssselect(".aud-gaps a"), [])

    def test_the_way_to_a_field_is_that_by_which_it_may_change(self):
        procedure = lookup.procedure(BIRTH)
        url = procedure.absolute_url()
        path = f"thu-tuc/{BIRTH}/@@bo-sung?truong="
        for user, field, place in (
            (EDITOR, "synonyms", f"{url}/edit#formfield-form-widgets-synonyms"),
            (EDITOR, "papers", f"{url}/phien-ban"),
            ("quan.tri", "papers", f"{url}/edit#formfield-form-widgets-papers"),
        ):
            with self.subTest(user=user, field=field):
                answer = self.get(path + field, user)
                self.assertEqual(answer.status_code, 302)
                self.assertEqual(answer.headers["Location"], place)
        for user, field in ((EDITOR, "nothing"), (SUPERVISOR, "papers")):
            with self.subTest(user=user, field=field):
                self.assertEqual(self.get(path + field, user).status_code, 404)
        with api.env.adopt_user("bien.tap"):
            version = lifecycle.start(procedure)
        transaction.commit()
        answer = self.get(f"{path}papers", EDITOR)
        self.assertEqual(
            answer.headers["Location"],
            f"{version.absolute_url()}/edit#formfield-form-widgets-papers",
        )

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


class SettingsForm(SampleCase):
    def test_only_an_administrator_opens_the_settings(self):
        self.assertEqual(self.get("@@dvc-audit-settings", "quan.tri").status_code, 200)
        for user in (SUPERVISOR, EDITOR, CITIZEN, None):
            with self.subTest(user=user):
                answer = self.get("@@dvc-audit-settings", user)
                self.assertEqual(answer.status_code, 302)

    def test_a_bad_weight_is_refused_with_its_place_and_nothing_typed_is_lost(self):
        client = requests.Session()
        client.auth = ("quan.tri", PASSWORD)
        client.headers["Accept-Language"] = "vi"
        url = f"{self.url}/@@dvc-audit-settings"
        form = html.fromstring(client.get(url, timeout=60).text).forms
        form = next(one for one in form if "form.widgets.red_tape" in one.fields)
        data = dict(form.fields) | {"form.buttons.save": "Save"}
        typed = '{"form": 15, "paper": -4, "trip": 60}'
        bad = client.post(url, data=data | {"form.widgets.red_tape": typed}, timeout=60)
        page = html.fromstring(bad.text)
        self.assertIn("“paper”", page.text_content())
        kept = page.cssselect('[name="form.widgets.red_tape"]')
        self.assertEqual(kept[0].text.strip(), typed)
        good = typed.replace("-4", "4")
        client.post(url, data=data | {"form.widgets.red_tape": good}, timeout=60)
        transaction.begin()
        record = api.portal.get_registry_record("hanam.dvc.audit.red_tape")
        self.assertEqual(record, good)
