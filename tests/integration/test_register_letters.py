"""Numbers of letters on each database: without gaps, one letter for an event, closed books."""

from datetime import date
from datetime import datetime
from hanam.dvc.register import letters
from itertools import chain
from sqlalchemy.exc import IntegrityError
from tests.registers import in_threads
from tests.registers import on_each

import transaction


AT = datetime(2018, 10, 15, 9, 0)
FACTS = {
    "agency": "so-mau",
    "by": "clerk",
    "by_name": "Một Cửa",
    "note": "",
    "address": "",
}


def enter(code, kind="01", at=AT, **changes):
    return letters.enter(code, kind, f"accept@{at:%H}", at, **FACTS | changes)


class LetterTests:
    def test_an_aborted_letter_gives_its_number_back(self):
        enter("1")
        transaction.commit()
        enter("2")
        transaction.abort()
        self.assertEqual(enter("3").no, 2)

    def test_agency_kind_and_year_count_for_themselves(self):
        found = [
            enter("1").no,
            enter("1", kind="02").no,
            enter("2", agency="so-khac").no,
            enter("3", at=AT.replace(year=2019)).no,
            enter("4").no,
        ]
        self.assertEqual(found, [1, 1, 1, 1, 2])

    def test_letters_at_the_same_time_leave_no_gap_though_some_abort(self):
        def number_some(thread):
            kept = []
            for turn in range(8):
                number = enter(f"{thread}-{turn}").no
                if (turn + thread) % 3:
                    transaction.commit()
                    kept.append(number)
                else:
                    transaction.abort()
            return kept

        given = sorted(chain(*in_threads(4, number_some)))
        self.assertEqual(given, list(range(1, len(given) + 1)))
        self.assertGreater(len(given), 15)

    def test_an_event_has_one_letter_however_often_it_is_entered(self):
        first = enter("1")
        self.assertIs(enter("1"), first)
        self.assertEqual(letters.next_number("so-mau", "01", 2018), 2)

    def test_a_book_is_closed_once(self):
        facts = {"at": AT, "lines": 0, "digest": "x", "content": b"gz"}
        letters.close_book("so-mau", 2017, **facts)
        transaction.commit()
        with self.assertRaises(IntegrityError):
            letters.close_book("so-mau", 2017, **facts)
        transaction.abort()
        self.assertEqual(letters.closed_book("so-mau", 2017).content, b"gz")

    def test_days_include_their_last_minute(self):
        enter("1", at=AT.replace(hour=23, minute=59))
        query = letters.LettersQuery(
            ("so-mau",), start=date(2018, 10, 15), end=date(2018, 10, 15)
        )
        self.assertEqual([row.code for row in letters.listed(query)], ["1"])


globals().update(on_each(LetterTests))
