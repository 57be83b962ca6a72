"""Votes and remarks on pages in the register, on each database."""

from datetime import date
from hanam.dvc.register import opinions
from hanam.dvc.register import session
from hanam.dvc.register.opinions import PageLine
from sqlalchemy import text
from tests.registers import in_threads
from tests.registers import on_each

import transaction


DAY, NEXT = date(2018, 10, 1), date(2018, 10, 2)
PAGE = "/thu-tuc/1.001193"


class OpinionTests:
    def vote(self, page, day, *answers):
        for useful in answers:
            opinions.vote(page, day, useful)
        transaction.commit()

    def test_answers_are_counted_by_page_and_day(self):
        self.vote(PAGE, DAY, True, False, False)
        self.vote(PAGE, NEXT, True)
        self.vote("/", DAY, True)
        self.assertEqual(
            opinions.pages(DAY), [PageLine("/", 1, 0), PageLine(PAGE, 2, 2)]
        )
        self.assertEqual(opinions.pages(NEXT), [PageLine(PAGE, 1, 0)])

    def test_answers_at_the_same_moment_all_count(self):
        def some(number):
            for _ in range(5):
                transaction.begin()
                opinions.vote(PAGE, DAY, number % 2 == 0)
                transaction.commit()

        self.assertEqual(in_threads(4, some), [None] * 4)
        self.assertEqual(opinions.pages(DAY), [PageLine(PAGE, 10, 10)])

    def test_an_answer_that_is_undone_counts_for_nothing(self):
        opinions.vote(PAGE, DAY, True)
        transaction.abort()
        self.assertEqual(opinions.pages(DAY), [])

    def test_remarks_come_latest_first_until_they_are_hidden(self):
        for day, said in ((DAY, "cũ"), (NEXT, "mới")):
            opinions.remark(PAGE, day, False, said)
        transaction.commit()
        found = opinions.remarks(DAY)
        self.assertEqual([row.text for row in found], ["mới", "cũ"])
        number = found[0].id
        for _again in range(2):
            self.assertTrue(opinions.hide(number))
            transaction.commit()
        self.assertEqual([row.text for row in opinions.remarks(DAY)], ["cũ"])
        self.assertFalse(opinions.hide(999))
        self.assertEqual([row.text for row in opinions.remarks(NEXT)], [])

    def test_a_register_of_the_release_before_gets_the_tables(self):
        session.session().close()
        with session.engine().begin() as connection:
            for table in ("page_votes", "page_remark"):
                connection.execute(text(f"DROP TABLE {table}"))
            connection.execute(text("UPDATE schema_version SET version = 3"))
        session.configure(self.url)
        self.vote(PAGE, DAY, True)
        self.assertEqual(opinions.pages(DAY), [PageLine(PAGE, 1, 0)])


globals().update(on_each(OpinionTests))
