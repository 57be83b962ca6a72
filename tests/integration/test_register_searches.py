"""What staff searched for, kept on each database: for one user, until it ends."""

from datetime import datetime
from datetime import timedelta
from hanam.dvc.register import kept_searches
from hanam.dvc.register.kept_searches import Kept
from hanam.dvc.register.model_searches import KeptSearch
from hanam.dvc.register.session import session
from tests.registers import in_threads
from tests.registers import on_each

import transaction


NOW = datetime(2018, 10, 15, 9, 0)
END = NOW + timedelta(hours=12)


def put(key="k", user="clerk", text="Đặng Thị Ví Dụ", words="", ends=END):
    kept_searches.put(key, user, text, words, ends)
    transaction.commit()


class SearchTests:
    def test_it_opens_for_its_user_until_it_ends(self):
        put(words="thửa đất")
        kept = Kept("Đặng Thị Ví Dụ", "thửa đất", END)
        self.assertEqual(kept_searches.of("k", "clerk", NOW), kept)
        for key, user, now in (
            ("k", "officer", NOW),
            ("other", "clerk", NOW),
            ("k", "clerk", END),
        ):
            with self.subTest(key=key, user=user, now=now):
                self.assertIsNone(kept_searches.of(key, user, now))

    def test_kept_again_it_is_one_and_lives_as_long_as_the_last(self):
        put()
        later = END + timedelta(hours=3)
        put(ends=later)
        self.assertEqual(kept_searches.of("k", "clerk", NOW).ends, later)
        self.assertEqual(session().query(KeptSearch).count(), 1)

    def test_kept_by_several_at_once_it_is_one(self):
        self.assertEqual(in_threads(4, lambda number: put()), [None] * 4)
        self.assertEqual(session().query(KeptSearch).count(), 1)

    def test_what_has_ended_is_dropped_and_nothing_else(self):
        put("a")
        put("b", ends=END + timedelta(seconds=1))
        kept_searches.drop_before(END)
        transaction.commit()
        self.assertEqual([row.key for row in session().query(KeptSearch)], ["b"])


globals().update(on_each(SearchTests))
