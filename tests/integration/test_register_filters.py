"""Filters of the worklist, pages both ways, and the search in what dossiers say."""

from datetime import datetime
from datetime import timedelta
from hanam.dvc.register import content
from hanam.dvc.register import distinct
from hanam.dvc.register import queries
from hanam.dvc.register import session
from hanam.dvc.register import sifting
from hanam.dvc.register.model_content import ContentTerm
from hanam.dvc.register.queries import BadQuery
from hanam.dvc.register.queries import worklist
from hanam.dvc.register.queries import WorklistQuery
from hanam.dvc.rules.content import words_of
from sqlalchemy import select
from tests.registers import keep
from tests.registers import on_each
from tests.registers import row
from unittest.mock import patch

import random
import transaction


AGENCIES = ("so-tu-phap", "so-y-te")
NOW = datetime(2018, 10, 15, 9)
TEXTS = (
    "Xin cấp lại giấy khai sinh cho con",
    "Cấp phép xây dựng nhà ở tại thửa 12",
    "Đăng ký kết hôn, điện thoại 0912 345 678",
    "",
)


def some_rows(count):
    dice = random.Random(3)
    for number in range(count):
        filed = NOW - timedelta(hours=dice.randrange(300))
        yield row(
            f"000.00.21.H25-181015-{number:04}",
            agency=dice.choice(AGENCIES),
            state=dice.choice(("submitted", "accepted", "processing", "returned")),
            procedure=dice.choice(("1.1", "1.2", "1.3")),
            channel=dice.choice(("online", "counter", "post")),
            step_title=dice.choice(("", "Thẩm định", "Ký duyệt")),
            result_by=dice.choice(("counter", "post")),
            filed=filed,
            received=dice.choice((None, filed + timedelta(hours=2))),
            due=dice.choice((None, filed + timedelta(days=dice.randrange(12)))),
            state_since=filed + timedelta(hours=dice.randrange(9)),
            assignee=dice.choice(("", "an", "binh")),
        )


class FilterTests:
    def setUp(self):
        super().setUp()
        keep(*some_rows(160))
        self.rows = session.session().scalars(select(queries.DossierRow)).all()
        session.session().expunge_all()

    def expected(self, choose, sort="due"):
        column, backwards = queries.SORTS[sort]
        chosen = [r for r in self.rows if choose(r)]
        chosen.sort(key=lambda r: (getattr(r, column), r.code), reverse=backwards)
        return [r.code for r in chosen]

    def walk(self, **asked):
        """The codes of all pages to the end, and the last page."""
        query, found = WorklistQuery(AGENCIES, now=NOW, **asked), []
        while True:
            page = worklist(query)
            found += [r.code for r in page.rows]
            if not page.after:
                return found, page
            query = WorklistQuery(**vars(query) | {"after": page.after})

    def cases(self):
        day = NOW - timedelta(days=5)
        yield {"procedure": "1.2"}, lambda r: r.procedure == "1.2"
        yield {"channel": "post"}, lambda r: r.channel == "post"
        yield {"step": "Ký duyệt"}, lambda r: r.step_title == "Ký duyệt"
        yield {"result_by": "post"}, lambda r: r.result_by == "post"
        yield (
            {"procedure": "1.2", "channel": "online", "assignee": "an"},
            lambda r: (r.procedure, r.channel, r.assignee) == ("1.2", "online", "an"),
        )
        for name in ("filed", "next_due", "entered", "state_since"):
            yield (
                {"between": ((name, day, NOW),)},
                lambda r, by=name: (
                    day <= getattr(r, by) < NOW
                    and (by != "entered" or r.received is not None)
                ),
            )
        yield (
            {"between": (("filed", None, day),), "channel": "post"},
            lambda r: r.filed < day and r.channel == "post",
        )

    def test_each_filter_lists_what_fits_in_every_order(self):
        for asked, choose in self.cases():
            for sort in queries.SORTS:
                with self.subTest(asked=asked, sort=sort):
                    found, page = self.walk(sort=sort, size=7, **asked)
                    self.assertEqual(found, self.expected(choose, sort))
                    self.assertEqual(page.total, len(found))
                    self.assertTrue(found)

    def test_what_no_index_knows_is_found_bit_by_bit(self):
        with patch.object(sifting, "LOOK", 20):
            for asked, choose in self.cases():
                with self.subTest(asked=asked):
                    found, _page = self.walk(size=5, **asked)
                    self.assertEqual(found, self.expected(choose))
            page = worklist(WorklistQuery(AGENCIES, step="nirgends", size=5))
            self.assertEqual((page.rows, page.cut, page.many), ((), True, True))
            self.assertTrue(page.after)

    def test_pages_go_back_the_way_they_came(self):
        for asked in ({}, {"channel": "post"}, {"procedure": "1.1", "sort": "-filed"}):
            for look in (sifting.LOOK, 15):
                with (
                    self.subTest(asked=asked, look=look),
                    patch.object(sifting, "LOOK", look),
                ):
                    self.there_and_back(asked)

    def there_and_back(self, asked):
        query = WorklistQuery(AGENCIES, size=6, now=NOW, **asked)
        first = worklist(query)
        self.assertEqual(first.before, "")
        forth, page = [r.code for r in first.rows], first
        while page.after:
            page = worklist(WorklistQuery(**vars(query) | {"after": page.after}))
            forth += [r.code for r in page.rows]
            self.assertTrue(page.before)
        back = [r.code for r in page.rows]
        while page.before:
            page = worklist(WorklistQuery(**vars(query) | {"before": page.before}))
            back = [r.code for r in page.rows] + back
            self.assertTrue(page.after or not page.rows)
        self.assertEqual(back, forth)

    def test_the_total_is_the_same_on_every_page(self):
        query = WorklistQuery(AGENCIES, size=9, channel="online")
        first = worklist(query)
        second = worklist(WorklistQuery(**vars(query) | {"after": first.after}))
        self.assertEqual(first.total, second.total)

    def test_orders_without_an_index_for_all_agencies_are_refused_for_many(self):
        with patch("hanam.dvc.register.statements.RANGES", 3):
            for sort in ("received", "-since"):
                with self.assertRaises(BadQuery):
                    worklist(WorklistQuery(AGENCIES, sort=sort))
            queries.statements.ranges.cache_clear()
            queries.statements.sifted.cache_clear()
            found, _page = self.walk(procedure="1.2", size=9)
        queries.statements.ranges.cache_clear()
        queries.statements.sifted.cache_clear()
        self.assertEqual(found, self.expected(lambda r: r.procedure == "1.2"))

    def test_choices_are_what_stands_in_the_register_at_the_agencies(self):
        here = [r for r in self.rows if r.agency == AGENCIES[0]]
        known = dict(distinct.procedures(AGENCIES[:1]))
        self.assertEqual(set(known), {r.procedure for r in here})
        people = {r.assignee for r in here if r.assignee}
        self.assertEqual(set(distinct.assignees(AGENCIES[:1])), people)
        self.assertEqual(set(distinct.steps(AGENCIES)), {"Thẩm định", "Ký duyệt"})
        self.assertEqual(distinct.procedures(("so-khac",)), [])
        self.assertEqual(distinct.assignees(()), [])

    def test_values_that_look_like_sql_are_values(self):
        for name in ("procedure", "channel", "step", "words"):
            page = worklist(WorklistQuery(AGENCIES, **{name: "x' OR '1'='1"}))
            self.assertEqual(page.rows, ())


class ContentTests:
    def setUp(self):
        super().setUp()
        keep(*some_rows(60))
        self.said = {}
        for number, each in enumerate(session.session().scalars(
            select(queries.DossierRow).order_by(queries.DossierRow.code)
        ).all()):  # fmt: skip
            self.said[each.code] = TEXTS[number % len(TEXTS)]
            content.keep(each.code, each.agency, words_of(self.said[each.code]))
        transaction.commit()

    def found(self, words, **more):
        found, query = [], WorklistQuery(AGENCIES, words=words, size=7, **more)
        while True:
            page = worklist(query)
            found += [r.code for r in page.rows]
            if not page.after:
                return sorted(found)
            query = WorklistQuery(**vars(query) | {"after": page.after})

    def holding(self, number):
        return sorted(c for c, text in self.said.items() if text == TEXTS[number])

    def test_words_are_found_from_their_beginning_without_accents_all_of_them(self):
        for words, number in (
            ("khai sinh", 0),
            ("SINH khai", 0),
            ("xay dung", 1),
            ("thua 12", 1),
            ("ket hon", 2),
        ):
            for many in (1000, 3):  # by the index of words, and by sifting
                with (
                    self.subTest(words=words, many=many),
                    patch.object(queries, "MANY", many),
                ):
                    self.assertEqual(self.found(words), self.holding(number))
        both = sorted(self.holding(0) + self.holding(1))
        self.assertEqual(self.found("cap"), both)
        self.assertEqual(self.found("cap hon"), [])
        self.assertEqual(self.found("%"), [])

    def test_numbers_are_found_by_the_whole_only(self):
        for words in ("0912345678", "0912 345 678", "0912.345.678"):
            with self.subTest(words=words):
                self.assertEqual(self.found(words), self.holding(2))
        for words in ("091234567", "0912", "345 678", "09123456789"):
            with self.subTest(words=words):
                self.assertEqual(self.found(words), [])

    def test_content_and_other_filters_together(self):
        states = {r.code: r.state for r in session.session().scalars(
            select(queries.DossierRow)
        )}  # fmt: skip
        expected = [c for c in self.holding(0) if states[c] == "accepted"]
        self.assertEqual(self.found("khai sinh", states=("accepted",)), expected)
        code = expected[0]
        self.assertEqual(self.found("khai sinh", text=code), [code])
        self.assertEqual(self.found("xay dung", text=code), [])

    def test_other_agencies_are_not_looked_into(self):
        query = WorklistQuery(("so-khac",), words="khai sinh")
        self.assertEqual(worklist(query).rows, ())

    def test_a_changed_content_and_a_moved_dossier_are_followed(self):
        code = self.holding(0)[0]
        agency = queries.by_code(code).agency
        self.assertFalse(content.keep(code, agency, words_of(TEXTS[0])))
        self.assertTrue(content.keep(code, agency, ["moi", "hoan", "toan"]))
        transaction.commit()
        self.assertEqual(self.found("hoan toan"), [code])
        self.assertNotIn(code, self.found("khai sinh"))
        content.keep(code, "so-khac", ["moi", "hoan", "toan"], agency)
        transaction.commit()
        asked = select(ContentTerm.agency).where(ContentTerm.code == code).distinct()
        self.assertEqual(session.session().scalars(asked).all(), ["so-khac"])
        content.drop(code)
        transaction.commit()
        self.assertEqual(content.text_of(code), "")
        self.assertEqual(session.session().scalars(asked).all(), [])


globals().update(on_each(FilterTests, ContentTests))
