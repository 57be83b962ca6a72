"""The files of the sample province agree with each other and with what they claim."""

from hanam.dvc.rules import calendar
from hanam.dvc.rules import codes
from hanam.dvc.rules import fee_formula
from hanam.dvc.rules import fees
from hanam.dvc.rules import identity
from hanam.dvc.rules import opening_hours
from pathlib import Path

import json
import unicodedata
import unittest


DATA = Path(__file__).parents[2] / "profiles" / "demo" / "data"
HOURS = {"working_hour": 1, "working_day": 8, "calendar_day": 8, "same_day": 8}
HA_NAM = {"H25"}


def read(name):
    return json.loads((DATA / name).read_text("utf-8"))


AGENCIES = read("agencies.json")
PROCEDURES = read("procedures.json")
DECLARATIONS = {
    path.stem: read(path) for path in (DATA / "declarations").glob("*.json")
}


class Agencies(unittest.TestCase):
    def test_there_are_the_bodies_districts_and_communes_of_2018(self):
        found = {}
        for row in AGENCIES:
            found[row["kind"]] = found.get(row["kind"], 0) + 1
        self.assertEqual(
            found, {"province_body": 18, "centre": 1, "district": 6, "commune": 116}
        )
        kinds = [
            row["slug"].rpartition("-")[0]
            for row in AGENCIES
            if row["kind"] == "commune"
        ]
        self.assertEqual(
            {kind: kinds.count(kind) for kind in set(kinds)},
            {"xa": 98, "phuong": 11, "thi-tran": 7},
        )

    def test_parents_come_before_their_children(self):
        seen = {""}
        for row in AGENCIES:
            self.assertIn(row["parent"], seen)
            seen.add(row["slug"])

    def test_every_agency_has_a_unit_code_of_its_own(self):
        found = [row["unit_code"] for row in AGENCIES]
        self.assertEqual(len(set(found)), len(AGENCIES))
        self.assertEqual(
            [code for code in found if codes.unit_style(code) != "2018"], []
        )
        self.assertEqual({code.rpartition(".")[2] for code in found}, HA_NAM)

    def test_no_address_or_phone_is_made_up(self):
        self.assertEqual(
            {(row["address"], row["phone"]) for row in AGENCIES}, {("", "")}
        )


class Procedures(unittest.TestCase):
    def test_codes_are_national_codes_and_unique(self):
        found = [row["code"] for row in PROCEDURES]
        self.assertEqual(len(set(found)), len(found))
        self.assertEqual([x for x in found if not codes.is_procedure_code(x)], [])
        self.assertGreaterEqual(len(found), 60)

    def test_sectors_agencies_and_life_events_exist(self):
        sectors = {row["slug"] for row in read("sectors.json")}
        events = {row["key"] for row in read("life_events.json")}
        slugs = {row["slug"] for row in AGENCIES} | {"@district", "@commune"}
        for row in PROCEDURES:
            with self.subTest(row["code"]):
                self.assertIn(row["sector"], sectors)
                self.assertLessEqual(set(row["agencies"]), slugs)
                self.assertLessEqual(set(row["life_events"]), events)
                self.assertTrue(row["agencies"])

    def test_an_agency_names_the_sectors_it_works_in(self):
        for row in AGENCIES:
            names = {row["slug"], f"@{row['kind']}"}
            needed = {p["sector"] for p in PROCEDURES if names & set(p["agencies"])}
            self.assertLessEqual(needed, set(row["sectors"]), row["slug"])

    def test_the_plan_fits_into_the_shortest_limit(self):
        for row in PROCEDURES:
            limits = [
                x["value"] * HOURS[x["unit"]] for x in row["limits"] if x["value"]
            ]
            planned = sum(step["value"] * HOURS[step["unit"]] for step in row["plan"])
            if limits:
                with self.subTest(row["code"]):
                    self.assertTrue(row["plan"])
                    self.assertLessEqual(planned, min(limits))

    def test_the_copy_of_a_civil_status_entry_is_had_at_every_level(self):
        row = next(row for row in PROCEDURES if row["code"] == "2.000635")
        self.assertEqual(row["agencies"], ["so-tu-phap", "@district", "@commune"])
        self.assertEqual(row["fees"][0]["amount"], 8000)

    def test_a_fee_is_an_amount_or_says_why_it_is_none(self):
        for row in PROCEDURES:
            for fee in row["fees"]:
                known = fee["amount"] is not None or fee.get("formula")
                self.assertTrue(known or fee["text"], row["code"])

    def test_every_formula_of_a_fee_can_be_computed(self):
        found = [
            fee_formula.parse(fee["formula"])
            for row in PROCEDURES
            for fee in row["fees"]
            if fee.get("formula")
        ]
        self.assertGreater(len(found), 3)
        self.assertGreater(fees.total(found, fees.FeeFacts(copies=3, pages=3)), 0)

    def test_online_filing_is_claimed_from_level_three_on(self):
        for row in PROCEDURES:
            with self.subTest(row["code"]):
                self.assertEqual(
                    "online" in row["channels"], row["declared_level"] >= 3
                )
                self.assertEqual("post" in row["channels"], row["submit_by_post"])


class Declarations(unittest.TestCase):
    def test_each_belongs_to_a_procedure_and_replaces_one_paper_at_most(self):
        rows = {row["code"]: row for row in PROCEDURES}
        self.assertGreaterEqual(len(DECLARATIONS), 10)
        for code in DECLARATIONS:
            forms = [paper["form"] for paper in rows[code]["papers"]]
            self.assertLessEqual(forms.count("to-khai"), 1, code)
        for code, row in rows.items():
            if code not in DECLARATIONS:
                forms = [paper["form"] for paper in row["papers"]]
                self.assertNotIn("to-khai", forms, code)

    def test_there_are_some_for_every_level_of_government(self):
        rows = [row for row in PROCEDURES if row["code"] in DECLARATIONS]
        found = {level for row in rows for level in row["government_levels"]}
        self.assertEqual(found, {"province", "district", "commune"})

    def test_a_declaration_has_eight_to_thirty_fields_many_of_them_seldom_asked(self):
        for code, data in DECLARATIONS.items():
            names = [x["name"] for part in data["fieldsets"] for x in part["fields"]]
            with self.subTest(code):
                self.assertEqual(len(set(names)), len(names))
                self.assertTrue(8 <= len(names) <= 30)

    def test_a_declaration_does_not_ask_for_the_applicants_contact(self):
        asked = {"phone", "email"}
        # those of a shop, a worksite or of somebody else
        allowed = {
            "ban_dien_thoai",
            "dien_thoai",
            "dien_thoai_cua_hang",
            "dien_thoai_moi",
            "email_cua_hang",
            "email_moi",
            "lien_he_dien_thoai",
        }
        for code, data in DECLARATIONS.items():
            for part in data["fieldsets"]:
                for row in part["fields"]:
                    if row["kind"] in asked:
                        self.assertIn(row["name"], allowed, code)


class Settings(unittest.TestCase):
    def test_the_calendar_is_one(self):
        found = calendar.calendar_from_data(read("calendar.json"))
        self.assertEqual(sorted(found.years), list(range(2018, 2028)))

    def test_targets_begin_with_twenty_percent_and_never_fall(self):
        years = read("targets.json")["years"]
        found = [years[year] for year in sorted(years)]
        self.assertEqual((min(years), found[0]), ("2018", 20))
        self.assertEqual(found, sorted(found))

    def test_accounts_stand_in_agencies_that_exist(self):
        slugs = {row["slug"] for row in AGENCIES}
        for row in read("accounts.json"):
            with self.subTest(row["user"]):
                self.assertTrue(not row["agency"] or row["agency"] in slugs)
                self.assertTrue(row["email"].endswith(".example"))
                if row["role"] == "citizen":
                    number = row["person"]["id_number"]
                    self.assertEqual(identity.personal_id(number), number)

    def test_pages_explain_procedures_that_exist(self):
        found = {row["code"] for row in PROCEDURES}
        for rows in read("pages.json").values():
            for row in rows:
                self.assertLessEqual(set(row["procedures"]), found, row["slug"])

    def test_guides_and_articles_explain_procedures_that_exist(self):
        found = {row["code"] for row in PROCEDURES}
        guides, press = read("outreach/guides.json"), read("outreach/press.json")
        for row in [*guides, *(item for one in press for item in one["items"])]:
            self.assertLessEqual(set(row["procedures"]), found, row["slug"])

    def test_people_of_the_press_work_for_an_organisation_that_exists(self):
        known = {row["slug"] for row in read("outreach/press.json")}
        found = {
            row["organisation"]
            for row in read("accounts.json")
            if row.get("organisation")
        }
        self.assertEqual(found, known)

    def test_support_points_lie_in_the_province_and_say_when_they_are_open(self):
        communes = {row["gso_code"] for row in AGENCIES if row["kind"] == "commune"}
        for row in read("outreach/support_points.json"):
            with self.subTest(row["slug"]):
                self.assertIn(row["commune"], communes)
                self.assertTrue(20.3 < row["latitude"] < 20.8)
                self.assertTrue(105.7 < row["longitude"] < 106.2)
                self.assertTrue(opening_hours.parse(row["hours"]).week)

    def test_all_text_is_in_composed_form(self):
        for path in DATA.rglob("*.json"):
            text = path.read_text("utf-8")
            self.assertTrue(unicodedata.is_normalized("NFC", text), path.name)
