"""The merge of 2025 and the smaller reforms before it, loaded into the sample province."""

from argparse import Namespace
from contextlib import contextmanager
from contextlib import redirect_stderr
from contextlib import redirect_stdout
from datetime import date
from hanam.dvc.catalogue import lookup
from hanam.dvc.catalogue import setup
from hanam.dvc.catalogue.geography import areas
from hanam.dvc.catalogue.geography import bodies
from hanam.dvc.catalogue.geography import planning
from hanam.dvc.catalogue.geography import scenario
from hanam.dvc.catalogue.versions import present
from hanam.dvc.filing import places
from hanam.dvc.operations import commands
from hanam.dvc.rules import succession
from hanam.dvc.testing import SAMPLE_INTEGRATION
from unittest.mock import patch
from zope.component import getUtility
from zope.schema.interfaces import IVocabularyFactory

import io
import json
import unittest


FOLDER = setup.DATA / "scenarios"
BEFORE, AFTER = date(2025, 6, 30), date(2025, 7, 1)
SMALL = {
    "title": "Thử",
    "day": "2024-01-01",
    "created": [
        {
            "slug": "so-moi",
            "title": "Sở Mới",
            "short_title": "Sở Mới",
            "kind": "province_body",
        }
    ],
    "abolished": [{"agency": "so-y-te", "to": ["so-moi"], "confidence": "known"}],
}


def shipped(name):
    return scenario.read((FOLDER / f"{name}.json").read_text("utf-8"))


def state():
    """What there is to be seen of agencies and of the bindings of procedures."""
    places = (lookup.folder(lookup.AGENCIES), lookup.folder(lookup.PROCEDURES))
    names = ("title", "short_title", "valid_from", "valid_to", "successors",
             "former_names", "agencies", "sectors")  # fmt: skip
    return {
        item.getId(): {name: getattr(item, name, None) for name in names}
        for place in places
        for item in place.objectValues()
    }


class Scenarios(unittest.TestCase):
    layer = SAMPLE_INTEGRATION

    def count(self, kind, day):
        return len(lookup.agencies(kind, day))

    def problems(self, data):
        with self.assertRaises(scenario.ScenarioError) as caught:
            planning.apply(scenario.read(json.dumps(data)))
        return " | ".join(caught.exception.problems)


class MergeOf2025Test(Scenarios):
    def test_116_communes_and_6_districts_become_33_communes_on_the_day(self):
        planning.apply(shipped("2025-07-01"))
        self.assertEqual(self.count("commune", BEFORE), 116)
        self.assertEqual(self.count("district", BEFORE), 6)
        self.assertEqual(self.count("commune", AFTER), 33)
        self.assertEqual(self.count("district", AFTER), 0)

    def test_every_commune_and_district_has_one_that_stands_for_it(self):
        planning.apply(shipped("2025-07-01"))
        known = bodies.bodies()
        self.assertEqual(succession.problems(known), ())
        heirs = {
            succession.stands_for(known, item.getId(), AFTER)
            for kind in ("commune", "district")
            for item in lookup.agencies(kind, BEFORE)
        }
        self.assertEqual(
            heirs, {item.getId() for item in lookup.agencies("commune", AFTER)}
        )

    def test_each_mapping_tells_how_sure_it_is(self):
        found = shipped("2025-07-01")
        self.assertEqual(
            {one.confidence for one in found.abolished}, {"known", "likely", "assumed"}
        )
        planning.apply(found)
        rows = lookup.agency("xa-13312").successors
        self.assertEqual([row["confidence"] for row in rows], ["assumed"])
        self.assertIn("72/2025/QH15", rows[0]["basis"])

    def test_procedures_of_the_districts_are_taken_by_the_communes(self):
        bound = [
            item.getId()
            for item in lookup.folder(lookup.PROCEDURES).objectValues()
            if "@district" in (item.agencies or ())
        ]
        self.assertTrue(bound)
        planning.apply(shipped("2025-07-01"))
        versioned = [name for name in bound if present.spans_of(lookup.procedure(name))]
        self.assertTrue(versioned)
        for name in bound:
            if name in versioned:
                continue
            agencies = lookup.folder(lookup.PROCEDURES)[name].agencies
            self.assertNotIn("@district", agencies)
            self.assertIn("@commune", agencies)
        for name in ("2.000815", *versioned):
            procedure = lookup.procedure(name)
            takers = {item.getId() for item in lookup.agencies_of(procedure, AFTER)}
            self.assertEqual(len({s for s in takers if s.endswith("-2025")}), 33, name)
            self.assertTrue(lookup.takes(procedure, "phuong-13285-2025"))

    def test_a_procedure_with_versions_is_not_touched_but_named(self):
        found = planning.apply(shipped("2025-07-01"))
        told = [one for one in found.remarks if "has versions" in one]
        self.assertTrue(told)
        self.assertIn("write a new version with the agencies @commune", told[0])

    def test_the_same_again_changes_nothing(self):
        planning.apply(shipped("2025-07-01"))
        lookup.agency("phuong-13285-2025").unit_code = "H42.9"
        before = state()
        again = planning.apply(shipped("2025-07-01"))
        self.assertFalse(again)
        self.assertEqual(state(), before)
        self.assertEqual(lookup.agency("phuong-13285-2025").unit_code, "H42.9")

    def test_the_reforms_in_between_lead_to_the_same_33(self):
        direct = {}
        found = shipped("2025-07-01")
        for one in found.abolished:
            direct[one.agency] = one.heir
        for name in ("2020-01-01", "2025-03-01", "2025-07-01"):
            planning.apply(shipped(name))
        self.assertEqual(self.count("commune", date(2019, 12, 31)), 116)
        self.assertEqual(self.count("commune", date(2020, 1, 1)), 109)
        self.assertEqual(self.count("commune", AFTER), 33)
        known = bodies.bodies()
        self.assertEqual(succession.problems(known), ())
        for slug, heir in direct.items():
            with self.subTest(slug=slug):
                self.assertEqual(succession.stands_for(known, slug, AFTER), heir)

    def test_a_commune_keeps_its_earlier_names(self):
        planning.apply(shipped("2020-01-01"))
        for day, expected in (
            (date(2019, 12, 31), "UBND xã Bạch Thượng"),
            (date(2020, 1, 1), "UBND phường Bạch Thượng"),
            (None, "UBND phường Bạch Thượng"),
        ):
            self.assertEqual(lookup.title_of_agency("xa-13333", day), expected)


class CodesTest(Scenarios):
    """13285 was the ward Quang Trung and is, after the merge, another ward."""

    def setUp(self):
        planning.apply(shipped("2025-07-01"))

    def test_a_code_is_read_with_the_day_it_was_written_down(self):
        for day, expected in (
            (date(2018, 9, 1), "phường Quang Trung, TP Phủ Lý"),
            (BEFORE, "phường Quang Trung, TP Phủ Lý"),
            (AFTER, "phường Châu Sơn"),
            (None, "phường Châu Sơn"),
        ):
            with self.subTest(day=day):
                self.assertEqual(areas.name_of("13285", day), expected)

    def test_a_code_that_nobody_has_any_more_keeps_its_last_name(self):
        self.assertEqual(areas.name_of("13288"), "phường Lương Khánh Thiện, TP Phủ Lý")
        self.assertEqual(areas.name_of("99999"), "")

    def test_people_choose_from_the_communes_of_today_each_once(self):
        factory = getUtility(IVocabularyFactory, "hanam.dvc.communes")
        codes = [term.value for term in factory(self.layer["portal"])]
        self.assertEqual((len(codes), len(set(codes))), (33, 33))
        offered = [code for _title, rows in places.communes() for code, _name in rows]
        self.assertEqual(sorted(offered), sorted(codes))


class SplitTest(Scenarios):
    def test_a_department_is_shared_out_and_one_of_them_stands_for_it(self):
        planning.apply(shipped("2025-03-01"))
        item = lookup.agency("so-lao-dong-tbxh")
        self.assertEqual(
            [(row["agency"], row["main"]) for row in item.successors],
            [("so-noi-vu", True), ("so-y-te", False), ("so-giao-duc-dao-tao", False)],
        )
        self.assertEqual(bodies.stands_for("so-lao-dong-tbxh", AFTER), "so-noi-vu")
        self.assertEqual(
            bodies.predecessors("so-nong-nghiep-va-moi-truong"),
            ("so-nong-nghiep-va-ptnt", "so-tai-nguyen-va-moi-truong"),
        )

    def test_procedures_name_the_new_department_instead_of_the_old(self):
        self.assertTrue(self.named("so-tai-nguyen-va-moi-truong"))
        planning.apply(shipped("2025-03-01"))
        self.assertFalse(self.named("so-tai-nguyen-va-moi-truong"))
        self.assertTrue(self.named("so-nong-nghiep-va-moi-truong"))

    def named(self, slug):
        place = lookup.folder(lookup.PROCEDURES)
        return [p for p in place.objectValues() if slug in (p.agencies or ())]


class MistakesTest(Scenarios):
    def test_what_does_not_fit_is_told_and_nothing_is_changed(self):
        new = SMALL["created"]
        cases = (
            ({"day": "hôm qua"}, "day:"),
            ({"day": "2999-01-01"}, "has not come yet"),
            ({"title": ""}, "title:"),
            ({"verlegt": []}, "no key verlegt"),
            ({"bindings": {"@district": "so-y-te"}}, "bindings:"),
            ({"created": new * 2}, "so-moi stands there twice"),
            ({"created": [{**new[0], "kind": "kingdom"}]}, "kind"),
            ({"created": [{**new[0], "colour": "red"}]}, "no key colour"),
            ({"created": []}, "so-moi"),
            (
                {"abolished": [{"agency": "so-khong-co", "to": []}]},
                "no agency so-khong-co",
            ),
            (
                {"abolished": [{"agency": "so-y-te", "to": ["so-moi", "so-noi-vu"]}]},
                "main must be one of",
            ),
            (
                {
                    "abolished": [
                        {"agency": "so-y-te", "to": ["so-noi-vu"]},
                        {"agency": "so-noi-vu", "to": ["so-moi"]},
                    ]
                },
                "its successor so-noi-vu ends as well",
            ),
            (
                {"renamed": [{"agency": "so-khong-co", "title": "X"}]},
                "no agency so-khong-co",
            ),
            (
                {"created": [{**new[0], "valid_from": "2024-06-01"}]},
                "khoảng giữa không có ai thay mặt",
            ),
            ({"abolished": [{"agency": "so-y-te", "to": "so-moi"}]}, "list of slugs"),
            (
                {
                    "abolished": [
                        {"agency": "so-y-te", "to": ["so-moi"], "confidence": "x"}
                    ]
                },
                "confidence must be",
            ),
        )
        before = state()
        for change, said in cases:
            with self.subTest(said=said):
                self.assertIn(said, self.problems({**SMALL, **change}))
                self.assertEqual(state(), before)

    def test_what_is_no_json_is_told(self):
        with self.assertRaises(scenario.ScenarioError) as caught:
            scenario.read("{")
        self.assertIn("not JSON", str(caught.exception))

    def test_an_agency_that_ended_before_stays_as_it_is(self):
        planning.apply(scenario.read(json.dumps(SMALL)))
        later = {**SMALL, "day": "2024-06-01", "created": []}
        found = planning.apply(scenario.read(json.dumps(later)))
        self.assertFalse(found)
        self.assertIn("so-y-te ended already on 2023-12-31", found.remarks)
        self.assertEqual(lookup.agency("so-y-te").valid_to, date(2023, 12, 31))


class CommandTest(Scenarios):
    def run_it(self, path, dry_run=False):
        @contextmanager
        def portal():
            yield self.layer["portal"]

        out, err = io.StringIO(), io.StringIO()
        options = Namespace(file=path, dry_run=dry_run)
        committed = []
        with (
            patch.object(commands.zope, "portal", portal),
            patch("transaction.commit", lambda: committed.append(True)),
            redirect_stdout(out),
            redirect_stderr(err),
        ):
            code = commands.apply_scenario(options)
        return code, out.getvalue(), err.getvalue(), bool(committed)

    def test_a_dry_run_tells_everything_and_changes_nothing(self):
        before = state()
        code, out, _err, committed = self.run_it(
            FOLDER / "2025-07-01.json", dry_run=True
        )
        self.assertEqual((code, committed), (0, False))
        self.assertIn("+ phuong-13285-2025: Ủy ban nhân dân phường Châu Sơn", out)
        self.assertIn("- xa-13306 until 2025-06-30: phuong-13318-2025", out)
        self.assertIn("new agencies without a unit code: 33", out)
        self.assertEqual(state(), before)

    def test_it_says_what_it_did_and_the_second_time_that_nothing_changes(self):
        code, _out, _err, committed = self.run_it(FOLDER / "2025-07-01.json")
        self.assertEqual((code, committed), (0, True))
        self.assertEqual(self.count("commune", AFTER), 33)
        _code, out, _err, _committed = self.run_it(FOLDER / "2025-07-01.json")
        self.assertIn("Nothing changes.", out)

    def test_a_file_that_is_wrong_or_not_there_fails(self):
        self.assertEqual(self.run_it(FOLDER / "1999.json")[0], 2)
        code, _out, err, committed = self.run_it(setup.DATA / "targets.json")
        self.assertEqual((code, committed), (1, False))
        self.assertIn("there is no key default", err)
