"""Support points: which are nearest, when they are open, what staff learn of them."""

from datetime import date
from datetime import datetime
from hanam.dvc.interfaces import IPortalLayer
from hanam.dvc.outreach import places
from hanam.dvc.outreach import setup
from hanam.dvc.outreach.points import directory
from hanam.dvc.outreach.points import drawing
from hanam.dvc.outreach.points import facts
from hanam.dvc.outreach.points import state
from hanam.dvc.outreach.points.content import BadHours
from hanam.dvc.outreach.points.content import ISupportPoint
from hanam.dvc.testing import SAMPLE_INTEGRATION
from plone import api
from plone.app.testing import logout
from zope.interface import alsoProvides
from zope.interface import Invalid

import json
import unittest


PHU_LY = (20.5412, 105.9158)
THURSDAY = datetime(2018, 9, 6, 9, 0)


class PointsTest(unittest.TestCase):
    layer = SAMPLE_INTEGRATION

    def setUp(self):
        self.portal = self.layer["portal"]
        self.request = self.layer["request"]
        alsoProvides(self.request, IPortalLayer)
        self.place = self.portal[places.POINTS]
        self.communes = directory.Communes()

    def ids(self, found):
        return [one.point.getId() for one in found]

    def test_the_sample_has_points_in_all_six_districts(self):
        found = directory.points()
        self.assertEqual(len(found), 12)
        districts = {self.communes.district(point.commune) for point in found}
        self.assertEqual(len(districts), 6)

    def test_the_nearest_come_first_with_their_distance(self):
        found = directory.nearest(PHU_LY)
        self.assertEqual(self.ids(found)[:2], ["minh-khai", "lam-ha"])
        self.assertEqual(found[0].distance, 0)
        distances = [one.distance for one in found]
        self.assertEqual(distances, sorted(distances))

    def test_a_point_without_coordinates_comes_last_and_is_not_on_the_map(self):
        self.place["minh-khai"].latitude = self.place["minh-khai"].longitude = None
        found = directory.nearest(PHU_LY)
        self.assertEqual(self.ids(found)[-1], "minh-khai")
        self.assertIsNone(found[-1].distance)
        drawn = drawing.draw(enumerate(directory.points(), 1), self.communes)
        self.assertEqual(len(drawn.marks), 11)

    def test_points_in_one_line_make_no_endless_map(self):
        points = directory.points()
        for line in ("north to south", "west to east"):
            for number, point in enumerate(points):
                step = number * 0.05
                along = line == "north to south"
                point.latitude = 20.4 + (step if along else 0)
                point.longitude = 105.9 + (0 if along else step)
            drawn = drawing.draw(enumerate(points, 1), self.communes)
            with self.subTest(line=line):
                self.assertLessEqual(drawn.height, 1.5 * drawn.width)
                for mark in drawn.marks:
                    self.assertTrue(0 < mark.x < drawn.width, mark)
                    self.assertTrue(0 < mark.y < drawn.height, mark)
                    if along:
                        self.assertAlmostEqual(mark.x, drawn.width / 2, delta=0.2)

    def test_a_commune_is_found_by_words_without_diacritics_and_by_code(self):
        self.assertEqual(self.communes.matching("13519"), ["13519"])
        self.assertEqual(self.communes.matching("ngoc lu"), ["13519"])
        self.assertEqual(
            self.communes.matching("phường Minh Khai, TP Phủ Lý"), ["13294"]
        )
        self.assertEqual(self.communes.matching("không có xã này"), [])

    def test_the_own_commune_comes_before_the_district_and_that_before_the_rest(self):
        found = directory.around(["13519"], self.communes)
        self.assertEqual(self.ids(found)[:2], ["ngoc-lu", "binh-my"])
        self.assertEqual(
            [one.rank for one in found[:3]],
            [directory.SAME_COMMUNE, directory.SAME_DISTRICT, directory.ELSEWHERE],
        )

    def test_in_a_commune_without_points_those_of_its_district_come_first(self):
        found = directory.around(["13522"], self.communes)
        self.assertEqual(set(self.ids(found)[:2]), {"ngoc-lu", "binh-my"})

    def test_a_point_is_listed_only_in_its_days_and_when_it_is_public(self):
        point = self.place["minh-khai"]
        point.valid_to = date(2018, 12, 31)
        self.assertIn(point, directory.points(date(2018, 12, 31)))
        self.assertNotIn(point, directory.points(date(2019, 1, 1)))
        self.assertNotIn(point, directory.points(date(2018, 8, 31)))
        with api.env.adopt_roles(["Manager"]):
            api.content.transition(self.place["lam-ha"], "retract")
        logout()
        self.assertEqual(len(directory.points(date(2018, 10, 1))), 11)

    def test_whether_it_is_open_is_said_with_the_time_that_matters(self):
        point = self.place["minh-khai"]
        cases = {
            THURSDAY: "Open now, until ${time}",
            THURSDAY.replace(hour=12): "Closed now, opens today at ${time}",
            THURSDAY.replace(hour=18): "Closed now, opens tomorrow at ${time}",
            datetime(2018, 9, 2, 9): "Closed now, opens at ${time} on ${day}",
        }
        for moment, words in cases.items():
            with self.subTest(moment=moment):
                self.assertEqual(str(state.in_words(point, moment)), words)
        point.hours = ""
        self.assertEqual(state.in_words(point, THURSDAY), "")
        self.assertIsNone(state.is_open(point, THURSDAY))

    def test_what_of_the_directives_list_is_not_there_is_known(self):
        self.assertEqual(facts.missing_equipment(self.place["minh-khai"]), [])
        self.assertEqual(facts.missing_equipment(self.place["nguyen-uy"]), ["Máy quét"])
        self.place["minh-khai"].equipment = [
            {"title": "máy in", "count": 0, "note": ""}
        ]
        self.assertIn("Máy in", facts.missing_equipment(self.place["minh-khai"]))

    def test_open_data_name_no_people_and_no_inspections(self):
        record = facts.record(self.place["minh-khai"], self.communes)
        self.assertEqual(tuple(record), facts.COLUMNS)
        text = json.dumps(record, ensure_ascii=False)
        self.assertNotIn("Mẫu Một", text)
        self.assertNotIn("2018-10-10", text)

    def test_bad_hours_and_half_coordinates_are_refused(self):
        field = ISupportPoint["hours"].bind(self.place)
        with self.assertRaises(BadHours):
            field.validate("thứ Hai 8 giờ")
        field.validate("Mo-Fr 07:30-11:30")

        class Data:
            latitude, longitude, valid_from, valid_to = 20.5, None, None, None

        with self.assertRaises(Invalid):
            ISupportPoint.validateInvariants(Data())

    def test_an_inspection_without_a_date_is_refused(self):
        rows = [{"date": "hôm qua", "by": "", "outcome": "good", "note": ""}]
        with self.assertRaises(Invalid):
            ISupportPoint["inspections"].bind(self.place).validate(rows)

    def test_loading_the_sample_again_writes_nothing(self):
        before = self.place["minh-khai"].modified()
        with api.env.adopt_roles(["Manager"]):
            setup.load_sample(self.portal)
        self.assertEqual(self.place["minh-khai"].modified(), before)
        self.assertEqual(len(self.place.objectIds()), 12)


if __name__ == "__main__":
    unittest.main()
