"""Hand-over slips: filled, handed over with a number, received line by line, told in the history."""

from AccessControl import Unauthorized
from datetime import datetime
from hanam.dvc.dossiers import access
from hanam.dvc.dossiers import shelving
from hanam.dvc.dossiers import slips
from hanam.dvc.dossiers import till
from hanam.dvc.dossiers.errors import Refused
from hanam.dvc.dossiers.errors import Stale
from hanam.dvc.register import queries
from hanam.dvc.register import shelf_places
from hanam.dvc.register import slips as register
from hanam.dvc.testing import INTEGRATION
from tests.dossiers import act_as
from tests.dossiers import build_world
from tests.dossiers import dossier_in
from tests.dossiers import MONDAY

import unittest


class SlipCase(unittest.TestCase):
    layer = INTEGRATION

    def setUp(self):
        self.portal = self.layer["portal"]
        build_world(self.portal)
        self.dossiers = [dossier_in(self.portal, "accepted") for _ in range(2)]
        self.codes = [dossier.code for dossier in self.dossiers]
        act_as(self.portal, "clerk")

    def slip(self, **changes):
        facts = {
            "agency": "so-mau",
            "from_office": "Bộ phận một cửa",
            "to_agency": "",
            "to_office": "Phòng Chuyên môn",
        } | changes
        return slips.begin(**facts, now=MONDAY).id

    def handed(self, **changes):
        number = self.slip(**changes)
        for code in self.codes:
            slips.add(number, code, now=MONDAY)
        slips.hand_over(number, now=MONDAY)
        return number

    def refused(self, call, *arguments):
        with self.assertRaises(Refused) as caught:
            call(*arguments)
        return [problem.code for problem in caught.exception.problems]

    def told(self, code, *actions):
        return [
            (row.action, row.actor, row.note)
            for row in queries.history(code)
            if row.action in actions
        ]


class FillingTest(SlipCase):
    def test_a_code_scanned_twice_stands_there_once(self):
        number = self.slip()
        self.assertEqual(slips.add(number, self.codes[0]), (self.codes[0], True))
        again = f" {self.codes[0].lower()} "
        self.assertEqual(slips.add(number, again), (self.codes[0], False))
        self.assertEqual(len(register.lines(number)), 1)

    def test_the_address_of_a_receipts_qr_code_is_understood(self):
        number = self.slip()
        address = f"https://dichvucong.example/tra-cuu/{self.codes[0]}/abcd1234efgh"
        self.assertEqual(slips.add(number, address), (self.codes[0], True))

    def test_what_cannot_be_laid_on_it_is_refused_with_its_reason(self):
        strange = dossier_in(self.portal, "submitted", agency="so-khac").code
        act_as(self.portal, "clerk")
        number, other = self.slip(), self.slip()
        slips.add(other, self.codes[0])
        for scanned, code in (
            ("", "slip.code"),
            ("8935001800012", "slip.code"),
            (strange, "slip.unknown"),
            (self.codes[0][:-1] + "9", "slip.unknown"),
            (self.codes[0], "slip.elsewhere"),
        ):
            with self.subTest(scanned=scanned):
                self.assertEqual(self.refused(slips.add, number, scanned), [code])
        self.assertEqual(register.lines(number), [])

    def test_taken_off_or_cancelled_dossiers_are_free_for_another_slip(self):
        first, second = self.slip(), self.slip()
        slips.add(first, self.codes[0])
        slips.remove(first, self.codes[0])
        self.assertEqual(slips.add(second, self.codes[0]), (self.codes[0], True))
        slips.cancel(second)
        self.assertEqual(slips.add(first, self.codes[0]), (self.codes[0], True))
        self.assertRaises(Stale, slips.add, second, self.codes[1])

    def test_both_ends_must_be_told_apart(self):
        same = {"to_office": "Bộ phận một cửa"}
        for changes, code in (
            ({"to_office": ""}, "slip.office"),
            (same, "slip.same"),
            ({"to_agency": "khong-co"}, "slip.agency"),
            ({"to_office": "x" * 121}, "text.too_long"),
        ):
            with self.subTest(changes=changes), self.assertRaises(Refused) as caught:
                self.slip(**changes)
            self.assertIn(code, [p.code for p in caught.exception.problems])

    def test_an_empty_slip_is_not_handed_over(self):
        number = self.slip()
        self.assertEqual(self.refused(slips.hand_over, number), ["slip.empty"])
        self.assertEqual(register.by_id(number).number, 0)


class HandingTest(SlipCase):
    def test_numbers_have_no_gaps_and_begin_anew_each_year(self):
        given = []
        for year in (2018, 2018, 2019):
            number = self.slip()
            slips.add(number, self.codes[0])
            slips.hand_over(number, now=datetime(year, 9, 10, 9, 0))
            given.append(slips.title(register.by_id(number)))
            slips.receive(number, self.codes[0])
            slips.cancel(self.slip())
        self.assertEqual(given, ["1/2018", "2/2018", "1/2019"])

    def test_the_history_of_each_dossier_tells_both_ends(self):
        shelving.put(self.dossiers[0], "Kho 1 / Kệ 2", now=MONDAY)
        number = self.handed()
        self.assertEqual(self.dossiers[0].shelf, "")
        act_as(self.portal, "officer")
        slips.receive(number, self.codes[0], " Phòng 3 /  Tủ A ", now=MONDAY)
        route = "Phiếu 1/2018: từ Bộ phận một cửa, Sở Mẫu đến Phòng Chuyên môn, Sở Mẫu."
        self.assertEqual(
            self.told(self.codes[0], "slip_out", "slip_in"),
            [("slip_out", "clerk", route), ("slip_in", "officer", route)],
        )
        dossier = access.find(self.codes[0])
        self.assertEqual(dossier.shelf, "Phòng 3 / Tủ A")
        self.assertEqual(queries.by_code(self.codes[0]).shelf, "Phòng 3 / Tủ A")
        self.assertEqual(queries.by_code(self.codes[0]).version, dossier.version)

    def test_received_twice_changes_nothing_and_the_last_one_closes_it(self):
        number = self.handed()
        act_as(self.portal, "officer")
        self.assertTrue(slips.receive(number, self.codes[0])[1])
        self.assertFalse(slips.receive(number, self.codes[0])[1])
        self.assertEqual(len(self.told(self.codes[0], "slip_in")), 1)
        self.assertEqual(register.by_id(number).state, register.HANDED)
        slips.receive(number, self.codes[1])
        self.assertEqual(register.by_id(number).state, register.DONE)
        self.assertFalse(slips.receive(number, self.codes[1])[1])

    def test_what_did_not_arrive_is_told_and_free_for_another_slip(self):
        number = self.handed()
        slips.receive(number, self.codes[0])
        self.assertEqual(slips.report_missing(number), [self.codes[1]])
        self.assertEqual(register.by_id(number).state, register.DONE)
        self.assertEqual(len(self.told(self.codes[1], "slip_missing")), 1)
        self.assertTrue(slips.add(self.slip(), self.codes[1])[1])

    def test_what_is_not_on_the_slip_is_not_received(self):
        other = dossier_in(self.portal, "accepted").code
        act_as(self.portal, "clerk")
        number = self.handed()
        self.assertEqual(self.refused(slips.receive, number, other), ["slip.not_on"])

    def test_each_end_does_its_own_and_strangers_nothing(self):
        number = self.handed(to_agency="so-khac")
        self.assertRaises(Unauthorized, slips.receive, number, self.codes[0])
        act_as(self.portal, "strange-clerk")
        self.assertRaises(Unauthorized, slips.remove, number, self.codes[0])
        self.assertTrue(slips.receive(number, self.codes[0], "Kệ của sở khác")[1])
        self.assertEqual(shelf_places.known(["so-khac"]), ["Kệ của sở khác"])
        for stranger in ("citizen", "supervisor", "manager", ""):
            act_as(self.portal, stranger)
            with self.subTest(stranger=stranger):
                self.assertRaises(Unauthorized, slips.receive, number, self.codes[1])
                self.assertRaises(Unauthorized, slips.begin, "so-mau", "a", "", "b")


class ShelfTest(SlipCase):
    def test_staff_of_the_agency_say_where_a_folder_lies(self):
        for user, place in (("clerk", "Kệ 1"), ("officer", "Kệ 2"), ("leader", "Kệ 3")):
            act_as(self.portal, user)
            shelving.put(self.dossiers[0], place, now=MONDAY)
        told = self.told(self.codes[0], "shelf")
        self.assertEqual([row[2] for row in told], ["Kệ 1", "Kệ 2", "Kệ 3"])
        for user in ("citizen", "strange-clerk", "supervisor", "manager", ""):
            act_as(self.portal, user)
            with self.subTest(user=user):
                self.assertRaises(Unauthorized, shelving.put, self.dossiers[0], "Kệ 9")

    def test_the_same_place_again_is_no_change_and_an_old_version_is_told(self):
        shelving.put(self.dossiers[0], "Kệ 1", now=MONDAY)
        version = self.dossiers[0].version
        shelving.put(self.dossiers[0], " Kệ  1", now=MONDAY)
        self.assertEqual(self.dossiers[0].version, version)
        with self.assertRaises(Stale):
            shelving.put(self.dossiers[0], "Kệ 2", version=version - 1)
        self.assertEqual(
            self.refused(shelving.put, self.dossiers[0], "x" * 101), ["text.too_long"]
        )

    def test_the_place_used_last_is_suggested_first(self):
        for minute, place in enumerate(("Kệ 1", "Kệ 2", "Kệ 1")):
            now = MONDAY.replace(minute=minute)
            shelving.put(self.dossiers[0], place, now=now)
        self.assertEqual(shelf_places.known(["so-mau"]), ["Kệ 1", "Kệ 2"])
        self.assertEqual(shelf_places.known(["so-khac"]), [])


class TillTest(SlipCase):
    def test_a_clerk_notes_what_is_due_and_what_was_paid(self):
        till.note(self.dossiers[0], 50_000, 20_000, now=MONDAY)
        kept = self.dossiers[0].till
        self.assertEqual((kept["due"], kept["received"]), (50_000, 20_000))
        ((_action, actor, note),) = self.told(self.codes[0], "fee")
        self.assertEqual(actor, "clerk")
        self.assertEqual(note, "Phải nộp: 50.000 đ; đã thu tại quầy: 20.000 đ.")
        self.assertEqual(
            self.refused(till.note, self.dossiers[0], None, -1), ["till.amount"]
        )
        act_as(self.portal, "officer")
        self.assertRaises(Unauthorized, till.note, self.dossiers[0], None, 1)
