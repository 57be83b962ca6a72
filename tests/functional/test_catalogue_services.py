"""The catalogue answers over REST."""

from datetime import datetime
from hanam.dvc.catalogue import loading
from hanam.dvc.catalogue import lookup
from hanam.dvc.testing import FUNCTIONAL
from plone import api
from plone.app.testing import SITE_OWNER_NAME
from plone.app.testing import SITE_OWNER_PASSWORD
from plone.app.testing import TEST_USER_ID
from plone.app.testing import TEST_USER_NAME
from plone.app.testing import TEST_USER_PASSWORD

import requests
import transaction
import unittest


OWNER = (SITE_OWNER_NAME, SITE_OWNER_PASSWORD)
CITIZEN = (TEST_USER_NAME, TEST_USER_PASSWORD)


class Services(unittest.TestCase):
    layer = FUNCTIONAL

    def setUp(self):
        self.url = self.layer["portal"].absolute_url()
        loading.load_sectors([{"slug": "ho-tich", "title": "Hộ tịch"}])
        loading.load_agencies(
            [
                {"slug": "so-tu-phap", "title": "Sở Tư pháp", "abbr": "STP"},
                {"slug": "xa-1", "title": "UBND xã Mẫu", "kind": "commune"},
            ]
        )
        loading.load_procedures(
            [
                {
                    "code": f"1.90000{number}",
                    "title": title,
                    "sector": "ho-tich",
                    "agencies": ["so-tu-phap", "@commune"],
                    "declared_level": 1 + number % 4,
                    "limits": [{"value": 3, "unit": "working_day"}],
                    "fees": [{"amount": 8000, "title": "Lệ phí"}],
                }
                for number, title in enumerate(
                    ("Đăng ký khai sinh", "Đăng ký kết hôn", "Khai tử"), 1
                )
            ]
        )
        hidden = [{"code": "1.900009", "title": "Chưa công bố"}]
        loading.load_procedures(hidden, publish=False)
        transaction.commit()

    def get(self, path, auth=None, language="vi"):
        headers = {"Accept": "application/json", "Accept-Language": language}
        return requests.get(
            f"{self.url}/{path}", headers=headers, auth=auth, timeout=30
        )

    def test_procedures_are_listed_for_everybody(self):
        answer = self.get("@procedures?q=khai sinh").json()
        self.assertEqual(answer["items_total"], 1)
        item = answer["items"][0]
        self.assertEqual(item["code"], "1.900001")
        self.assertEqual(item["title"], "Đăng ký khai sinh")
        self.assertEqual(item["agency"], "so-tu-phap")
        self.assertEqual(item["agencies"], ["so-tu-phap", "@commune"])
        self.assertEqual(item["level"], 2)
        self.assertEqual(item["sector"], "ho-tich")
        self.assertEqual(item["@id"], f"{self.url}/thu-tuc/1.900001")

    def test_filters_and_batches_work_as_in_restapi(self):
        answer = self.get("@procedures?level=3&agency=xa-1&sector=ho-tich").json()
        self.assertEqual([i["code"] for i in answer["items"]], ["1.900002"])
        answer = self.get("@procedures?b_size=1&b_start=1").json()
        self.assertEqual(answer["items_total"], 3)
        self.assertEqual(len(answer["items"]), 1)
        self.assertIn("b_start=2", answer["batching"]["next"])
        self.assertIn("b_start=0", answer["batching"]["prev"])

    def test_only_staff_may_see_what_is_not_published(self):
        path = "@procedures?include=unpublished"
        answer = self.get(path)
        self.assertEqual(answer.status_code, 401, answer.text)
        refused = self.get(path, CITIZEN)
        self.assertEqual(refused.status_code, 403)
        self.assertNotIn("1.900009", refused.text)
        codes = [item["code"] for item in self.get(path, OWNER).json()["items"]]
        self.assertIn("1.900009", codes)

    def test_the_staff_of_an_agency_may_see_it_as_well(self):
        api.group.create("so-tu-phap.clerk")
        api.group.add_user(groupname="so-tu-phap.clerk", username=TEST_USER_ID)
        transaction.commit()
        answer = self.get("@procedures?include=unpublished", CITIZEN)
        self.assertEqual(answer.json()["items_total"], 4)

    def test_bad_parameters_are_named_in_vietnamese(self):
        for path, said in (
            ("@procedures?level=9", "“level” phải là số nguyên từ 1 đến 4."),
            ("@procedures?level=x", "“level” phải là số nguyên từ 1 đến 4."),
            ("@procedures?b_size=0", "“b_size” phải là số nguyên từ 1 đến 100."),
            ("@procedures?b_start=-1", "“b_start” phải là số nguyên"),
            ("@procedures?agency=so-la", "“agency” không có giá trị “so-la”."),
            ("@procedures?include=all", "“include” không có giá trị “all”."),
            ("@deadline?received=x&limit=1&unit=month", "“received” phải là ngày giờ"),
            ("@deadline?received=2018-08-31T09:00&limit=1", "“unit” phải là một trong"),
            (
                "@deadline?received=2018-08-31T09:00&limit=0&unit=month",
                "“limit” phải là số nguyên từ 1 đến 9999.",
            ),
            (
                "@deadline?received=2018-08-31T09:00&unit=month",
                "“limit” phải ghi số lượng.",
            ),
            (
                "@deadline?received=9990-01-01T09:00&limit=9999&unit=month",
                "Ngày này quá xa.",
            ),
        ):
            answer = self.get(path)
            self.assertEqual(answer.status_code, 400, path)
            self.assertIn(said, answer.json()["message"])

    def test_the_directives_example_is_due_on_the_sixth_of_september(self):
        path = "@deadline?received=2018-08-31T09:00&limit=3&unit=working_day"
        answer = self.get(path).json()
        self.assertEqual(answer["received"], "2018-08-31T09:00:00+07:00")
        self.assertEqual(answer["due"], "2018-09-06T17:00:00+07:00")
        self.assertEqual(answer["start"], "2018-08-31T09:00:00+07:00")
        self.assertIn("03/9/2018 là ngày nghỉ (Quốc khánh", " ".join(answer["trace"]))

    def test_an_offset_is_brought_to_the_time_of_the_province(self):
        path = "@deadline?received=2018-08-31T02:00%2B00:00&limit=3&unit=working_day"
        answer = self.get(path).json()
        self.assertEqual(answer["received"], "2018-08-31T09:00:00+07:00")

    def test_a_limit_within_the_day_needs_no_number(self):
        path = "@deadline?received=2018-08-31T15:30&unit=same_day"
        answer = self.get(path).json()
        due = datetime.fromisoformat(answer["due"])
        self.assertEqual((due.month, due.day), (9, 4))

    def test_agencies_and_sectors_are_listed(self):
        answer = self.get("@agencies?kind=commune").json()
        self.assertEqual([i["agency"] for i in answer["items"]], ["xa-1"])
        answer = self.get("@sectors").json()
        self.assertEqual([i["sector"] for i in answer["items"]], ["ho-tich"])

    def test_what_guests_see_may_be_cached_and_what_others_see_may_not(self):
        guest = self.get("@procedures").headers["Cache-Control"]
        self.assertIn("public", guest)
        staff = self.get("@procedures", OWNER).headers["Cache-Control"]
        self.assertEqual(staff, "private, no-store")

    def test_a_procedure_is_edited_over_rest_with_the_same_checks(self):
        url = lookup.procedure("1.900001").absolute_url()
        headers = {"Accept": "application/json", "Accept-Language": "vi"}
        bad = {"papers": [{"key": "Đơn", "title": "Đơn", "originals": "hai"}]}
        answer = requests.patch(url, json=bad, headers=headers, auth=OWNER, timeout=30)
        self.assertEqual(answer.status_code, 400)
        self.assertIn("Dòng 1, khóa “originals”", answer.json()["message"])
        good = {"papers": [{"key": "don", "title": "Đơn", "originals": 2}]}
        answer = requests.patch(url, json=good, headers=headers, auth=OWNER, timeout=30)
        self.assertEqual(answer.status_code, 204)
        answer = self.get("thu-tuc/1.900001", OWNER).json()
        self.assertEqual(answer["papers"][0]["originals"], 2)

    def test_what_was_read_over_rest_can_be_written_again(self):
        source = self.get("thu-tuc/1.900001", OWNER).json()
        names = ("limits", "fees", "papers", "agencies", "synonyms", "plan", "cases")
        body = {name: source[name] for name in names}
        body |= {
            "@type": "Procedure",
            "code": "1.900021",
            "title": "Bản thứ hai",
            "sector": source["sector"],
            "declared_level": source["declared_level"],
            "effective_from": "2018-01-01",
        }
        headers = {"Accept": "application/json"}
        url = f"{self.url}/thu-tuc"
        made = requests.post(url, json=body, headers=headers, auth=OWNER, timeout=30)
        self.assertEqual(made.status_code, 201, made.text)
        self.assertEqual(made.json()["@id"], f"{url}/1.900021")
        transaction.begin()
        item, first = lookup.procedure("1.900021"), lookup.procedure("1.900001")
        for name in (*names, "sector", "declared_level"):
            self.assertEqual(getattr(item, name), getattr(first, name), name)
