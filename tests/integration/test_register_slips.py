"""Slips in the register, on each database: their lines, their numbers, one slip for each dossier."""

from datetime import datetime
from hanam.dvc.register import session
from hanam.dvc.register import slips
from hanam.dvc.register.model_counter import Slip
from hanam.dvc.register.model_counter import SlipLine
from itertools import chain
from sqlalchemy.exc import IntegrityError
from tests.registers import in_threads
from tests.registers import keep
from tests.registers import on_each
from tests.registers import row

import transaction


NOW = datetime(2018, 10, 15, 9)


def a_slip(number, **values):
    known = {"agency": "so-mau", "to_agency": "so-mau", "state": slips.OPEN}
    return Slip(id=number, opened=NOW, **known | values)


def a_line(slip, code, no, **values):
    return SlipLine(
        slip=slip, code=code, no=no, **{"under_way": True, "added": NOW} | values
    )


class SlipTests:
    def setUp(self):
        super().setUp()
        keep(
            row("b"),
            a_slip(1, to_office="Phòng 3"),
            a_slip(2, agency="so-khac", from_office="Kho", state=slips.HANDED),
            a_slip(3, to_agency="so-khac", to_office="Phòng 3", state=slips.DONE),
            a_slip(4, agency="so-la", to_agency="so-la", state=slips.HANDED),
            a_line(1, "b", 2),
            a_line(1, "a", 1, under_way=False),
            a_line(2, "c", 1),
            a_line(3, "b", 1, under_way=False),
        )

    def test_lines_come_in_the_order_of_their_scan_with_the_dossiers_there_are(self):
        self.assertEqual([line.code for line in slips.lines(1)], ["a", "b"])
        found = slips.with_rows(1)
        self.assertEqual([line.code for line, _row in found], ["a", "b"])
        self.assertEqual([known and known.code for _line, known in found], [None, "b"])
        self.assertEqual((slips.last_no(1), slips.last_no(4)), (2, 0))
        self.assertEqual(slips.line(1, "b").no, 2)
        self.assertIsNone(slips.line(1, "c"))

    def test_a_dossier_is_under_way_on_one_slip_at_most(self):
        self.assertEqual(slips.under_way("b").slip, 1)
        self.assertIsNone(slips.under_way("a"))
        session.for_writing().add(a_line(4, "b", 1))
        with self.assertRaises(IntegrityError):
            session.session().flush()
        transaction.abort()

        def lay(number):
            session.for_writing().add(a_line(number, "new", 1))
            transaction.commit()
            return number

        session.engine()
        found = in_threads(4, lambda number: lay(number + 1))
        (held,) = [one for one in found if isinstance(one, int)]
        self.assertEqual(slips.under_way("new").slip, held)

    def test_both_ends_list_their_slips_the_newest_first(self):
        for agencies, states, expected in (
            (["so-mau"], slips.STATES, [3, 2, 1]),
            (["so-khac"], slips.STATES, [3, 2]),
            (["so-mau"], [slips.OPEN, slips.HANDED], [2, 1]),
            (["so-khac", "so-la"], [slips.HANDED], [4, 2]),
            ([], slips.STATES, []),
        ):
            with self.subTest(agencies=agencies, states=states):
                found = slips.of_agencies(agencies, states)
                self.assertEqual([slip.id for slip in found], expected)
        self.assertEqual(len(slips.of_agencies(["so-mau"], slips.STATES, 2)), 2)
        self.assertEqual(slips.offices(["so-mau"]), ["Phòng 3", "Kho"])

    def test_sizes_count_all_and_those_still_under_way(self):
        sizes = slips.sizes([1, 2, 3, 4])
        self.assertEqual(sizes, {1: (2, 1), 2: (1, 1), 3: (1, 0)})
        self.assertEqual(slips.sizes([]), {})

    def test_numbers_have_no_gap_though_some_abort(self):
        def take_some(thread):
            kept = []
            for turn in range(6):
                number = slips.next_number("so-mau", 2018)
                if (turn + thread) % 3:
                    transaction.commit()
                    kept.append(number)
                else:
                    transaction.abort()
            return kept

        session.engine()
        given = sorted(chain(*in_threads(4, take_some)))
        self.assertEqual(given, list(range(1, 17)))
        found = [
            slips.next_number(*key) for key in (("so-khac", 2018), ("so-mau", 2019))
        ]
        self.assertEqual(found, [1, 1])

    def test_of_two_who_change_a_slip_the_second_is_told(self):
        transaction.begin()
        slips.by_id(1)

        def cancel(_number):
            session.for_writing()
            slips.by_id(1, for_update=True).state = slips.CANCELLED
            transaction.commit()

        self.assertEqual(in_threads(1, cancel), [None])
        transaction.begin()
        slip = slips.by_id(1, for_update=True)
        self.assertEqual((slip.state, slip.version), (slips.CANCELLED, 2))


globals().update(on_each(SlipTests))
