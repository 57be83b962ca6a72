"""How a dossier was handled, rated by its applicant."""

from datetime import timedelta
from hanam.dvc.dossiers import moment
from hanam.dvc.register import ratings
from tests.after import AfterCase
from tests.dossiers import MONDAY

import transaction


class RatingTest(AfterCase):
    def rating(self):
        transaction.begin()
        return ratings.of(self.code)

    def rate(self, **answers):
        self.open("danh-gia")
        values = {f"rating.{key}": value for key, value in answers.items()}
        comment = values.pop("rating.comment", "")
        return self.visitor.send(values | {"comment": comment})

    def recently(self, state, **more):
        return self.dossier(state, now=moment.now() - timedelta(days=3), **more)

    def test_it_is_offered_once_it_is_over(self):
        for state in ("returned", "finished", "stopped", "refused"):
            self.recently(state)
            self.open()
            self.assertIn("Đánh giá mức độ hài lòng", self.visitor.words(".dvc-offers"))
        for state in ("submitted", "processing", "supplement"):
            self.recently(state)
            self.open()
            self.assertNotIn("Đánh giá", self.visitor.words(".dvc-offers"))
            self.open("danh-gia")
            self.assertIn("khi hồ sơ đã giải quyết xong", self.visitor.words())

    def test_only_the_overall_question_must_be_answered(self):
        self.recently("returned")
        self.rate(time="very")
        self.assertEqual(self.visitor.problems, ["overall"])
        checked = self.visitor.page.cssselect("#time [checked]")
        self.assertEqual([item.get("value") for item in checked], ["very"])
        self.assertIsNone(self.rating())
        self.rate(overall="yes")
        self.assertEqual(self.rating().overall, "yes")

    def test_the_totals_follow_what_is_answered_and_changed(self):
        self.recently("returned")
        self.rate(overall="no", time="no", comment="Chậm")
        quarter = self.rating().quarter
        found = {row[1:] for row in ratings.totals(quarter)}
        self.assertEqual(found, {("", "no", 1), ("time", "no", 1)})
        self.rate(overall="very", attitude="yes")
        self.assertEqual(self.rating().overall, "very")
        found = {row[1:] for row in ratings.totals(quarter)}
        # A radio button that was chosen stays chosen on the page.
        expected = {("", "very", 1), ("time", "no", 1), ("attitude", "yes", 1)}
        self.assertEqual(found, expected)

    def test_it_can_be_changed_for_some_days_only(self):
        self.recently("returned")
        self.rate(overall="no")
        self.open("danh-gia")
        row = self.rating()
        from hanam.dvc.register.session import for_writing

        for_writing()
        ratings.of(self.code).at = row.at - timedelta(days=30)
        transaction.commit()
        self.visitor.send({"rating.overall": "yes"})
        self.assertEqual(self.visitor.answer.status_code, 409)
        self.assertEqual(self.rating().overall, "no")

    def test_after_some_months_it_is_too_late(self):
        self.dossier("returned", now=MONDAY)
        self.open("danh-gia")
        self.assertIn("Đã hết thời gian đánh giá", self.visitor.words())

    def test_practice_dossiers_are_not_rated(self):
        self.recently("returned", practice=True)
        self.open("danh-gia")
        self.assertIn("làm thử", self.visitor.words())
        self.assertFalse(self.visitor.page.cssselect("main form[method=post]"))

    def test_an_answer_that_is_none_is_refused(self):
        self.recently("returned")
        self.rate(overall="rất rất")
        self.assertEqual(self.visitor.problems, ["overall"])
        self.rate(overall="yes", time="1; DROP TABLE")
        self.assertEqual(self.visitor.problems, ["time"])
        self.assertIsNone(self.rating())
