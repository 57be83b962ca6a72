"""Files made in the background, in the register: one for a question, held by one worker, deleted."""

from datetime import datetime
from datetime import timedelta
from hanam.dvc.register import exports
from hanam.dvc.register import session
from hanam.dvc.register.model_exports import ExportPiece
from sqlalchemy import func
from sqlalchemy import select
from tests.registers import in_threads
from tests.registers import on_each

import transaction


NOW = datetime(2018, 10, 15, 9)
SOON, LATER = NOW + timedelta(minutes=2), NOW + timedelta(minutes=3)
DAY = timedelta(days=1)


def put(key="k", token="t", user="an"):
    made = exports.put("worklist", user, key, token, "{}", NOW)
    transaction.commit()
    return made


def take(export, worker="w", now=NOW, until=SOON):
    transaction.begin()
    row = exports.take(export, worker, now, until)
    found = None if row is None else (row.worker, row.tries)
    transaction.commit()
    return found


def change(function, *arguments, **values):
    transaction.begin()
    found = function(*arguments, **values)
    transaction.commit()
    return found


class ExportsKept:
    def test_the_same_question_or_form_is_one_file_while_it_is_made(self):
        first = put()
        self.assertEqual(put(token="u"), first)
        self.assertEqual(put(key="l"), first)
        self.assertNotEqual(put(user="binh"), first)
        take(first)
        change(exports.finish, first, "w", NOW, name="a.csv", expires=NOW + DAY)
        self.assertEqual(put(), first)
        self.assertNotEqual(put(token="u"), first)
        transaction.begin()
        self.assertEqual(exports.ready_of("an", "k").id, first)
        self.assertEqual(len(exports.of_user("an")), 2)
        self.assertEqual(exports.count_open("an"), 1)

    def test_asked_for_at_the_same_moment_it_is_one_file(self):
        session.engine()
        found = in_threads(4, lambda number: put(token=f"t{number}"))
        self.assertEqual(len(set(found)), 1, found)

    def test_one_worker_makes_it_however_many_there_are(self):
        export = put()
        found = in_threads(3, lambda number: take(export, f"w{number}"))
        self.assertEqual(len([one for one in found if one is not None]), 1, found)

    def test_a_killed_worker_keeps_others_away_for_a_while_only(self):
        export = put()
        self.assertEqual(take(export), ("w", 1))
        self.assertIsNone(take(export, "x"))
        self.assertEqual(exports.to_do(NOW), [])
        transaction.abort()
        self.assertEqual(exports.to_do(LATER), [export])
        self.assertEqual(take(export, "x", LATER, LATER + DAY), ("x", 2))
        self.assertFalse(change(exports.hold, export, "w", LATER, done=5))
        self.assertFalse(change(exports.finish, export, "w", LATER, name="a.csv"))
        self.assertTrue(change(exports.hold, export, "x", LATER + DAY, done=7))
        transaction.begin()
        self.assertEqual(exports.get(export).done, 7)

    def test_what_is_cancelled_is_not_made_any_further(self):
        export = put()
        take(export)
        self.assertTrue(change(exports.cancel, export, NOW, NOW + DAY))
        self.assertFalse(change(exports.hold, export, "w", SOON))
        self.assertFalse(change(exports.cancel, export, NOW, NOW + DAY))
        self.assertEqual(exports.to_do(LATER), [])

    def test_pieces_come_in_their_order_and_go_with_the_file(self):
        export, other = put(), put(key="l", token="u")
        transaction.begin()
        for no, data in enumerate((b"a", b"b", b"c"), 1):
            exports.add_piece(export, no, data)
        exports.add_piece(other, 1, b"z")
        exports.take(export, "w", NOW, SOON)
        exports.finish(export, "w", NOW, name="a.csv", expires=NOW + DAY)
        transaction.commit()
        self.assertEqual(list(exports.pieces(export)), [b"a", b"b", b"c"])
        transaction.abort()
        self.assertEqual(change(exports.drop_expired, NOW + DAY), 0)
        self.assertEqual(change(exports.drop_expired, NOW + 2 * DAY), 1)
        transaction.begin()
        self.assertIsNone(exports.get(export))
        left = session.session().scalar(select(func.count()).select_from(ExportPiece))
        self.assertEqual(left, 1)
        self.assertIsNotNone(exports.get(other))


globals().update(on_each(ExportsKept))
