"""Editors keep synonyms in the browser and see what a change does before they save it."""

from hanam.dvc.catalogue import loading
from hanam.dvc.testing import FUNCTIONAL
from lxml import html
from tests.dossiers import build_world
from tests.dossiers import PASSWORD

import requests
import transaction
import unittest


class SynonymsPage(unittest.TestCase):
    layer = FUNCTIONAL

    def setUp(self):
        self.portal = self.layer["portal"]
        build_world(self.portal)
        row = {"code": "1.900001", "title": "Cấp giấy phép lái xe", "declared_level": 2}
        loading.load_procedures([row])
        transaction.commit()
        self.url = f"{self.portal.absolute_url()}/thu-tuc/tu-dong-nghia"

    def get(self, user="editor", query=""):
        return requests.get(self.url + query, auth=(user, PASSWORD), timeout=30)

    def form(self, query=""):
        page = html.fromstring(self.get(query=query).content)
        form = page.xpath("//main//form")[0]
        return dict(form.form_values())

    def send(self, fields, user="editor"):
        return requests.post(
            self.url,
            data=fields,
            auth=(user, PASSWORD),
            timeout=30,
            allow_redirects=False,
        )

    def kept(self):
        return self.form()["groups"]

    def test_only_who_edits_the_catalogue_may_open_it(self):
        self.assertEqual(self.get().status_code, 200)
        answer = self.get("citizen")
        self.assertNotIn('name="groups"', answer.text)
        answer = requests.get(self.url, timeout=30)
        self.assertNotIn('name="groups"', answer.text)

    def test_a_preview_keeps_nothing_and_shows_what_rises(self):
        fields = self.form() | {"groups": "rờ tấm = giấy phép lái xe", "go": "preview"}
        answer = self.send(fields)
        self.assertEqual(answer.status_code, 200)
        page = html.fromstring(answer.content)
        rows = page.xpath("//section[@id='changes']//tbody/tr")
        self.assertEqual(rows[0].xpath("string(th)"), "rờ tấm")
        self.assertIn("Cấp giấy phép lái xe", rows[0].xpath("string(td[2])"))
        self.assertIn("lên hạng", rows[0].xpath("string(td[2])"))
        self.assertEqual(self.kept(), "")

    def test_saving_holds_from_the_next_question_on(self):
        answer = self.send(
            self.form() | {"groups": "rờ tấm = giấy phép lái xe", "go": "save"}
        )
        self.assertEqual(answer.status_code, 303)
        self.assertEqual(self.kept(), "rờ tấm = giấy phép lái xe")
        found = requests.get(
            f"{self.portal.absolute_url()}/@procedures?q=ro+tam",
            headers={"Accept": "application/json"},
            timeout=30,
        ).json()
        self.assertEqual([item["code"] for item in found["items"]], ["1.900001"])

    def test_a_mistake_is_named_with_its_line_and_nothing_is_lost(self):
        fields = self.form() | {"groups": "a = b\nmột mình", "go": "save"}
        answer = self.send(fields)
        self.assertEqual(answer.status_code, 400)
        page = html.fromstring(answer.content)
        self.assertIn("Dòng 2", page.xpath("string(//div[@id='errors'])"))
        self.assertEqual(
            page.xpath("//textarea[@id='groups']")[0].text.split("\n"),
            ["a = b", "một mình"],
        )
        self.assertEqual(self.kept(), "")

    def test_two_editors_do_not_write_over_one_another(self):
        first, second = self.form(), self.form()
        self.send(first | {"groups": "a = b", "go": "save"})
        answer = self.send(second | {"groups": "c = d", "go": "save"})
        self.assertEqual(answer.status_code, 409)
        self.assertEqual(self.kept(), "a = b")
        page = html.fromstring(answer.content)
        again = dict(page.xpath("//main//form")[0].form_values())
        self.assertEqual(again["groups"], "c = d")
        answer = self.send(again | {"go": "save"})
        self.assertEqual(answer.status_code, 303, answer.text[-4000:])
        self.assertEqual(self.kept(), "c = d")

    def test_a_forged_form_changes_nothing(self):
        fields = self.form() | {"groups": "a = b", "go": "save", "_authenticator": "x"}
        self.assertEqual(self.send(fields).status_code, 403)
        self.assertEqual(self.kept(), "")

    def test_a_question_to_add_begins_a_new_line(self):
        fields = self.form("?them=b%E1%BA%B1ng+xe")
        self.assertTrue(fields["groups"].startswith("bằng xe ="), fields["groups"])
        self.assertEqual(fields["trial"], "bằng xe")
