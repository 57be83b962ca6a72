"""Results that wait for a signature on each database: whose they are, page by page, and what is allowed."""

from datetime import datetime
from datetime import timedelta
from hanam.dvc.register import jobs
from hanam.dvc.register import prepared
from hanam.dvc.register import session
from hanam.dvc.register import signing_sessions
from hanam.dvc.register.prepared import Scope
from tests.registers import keep
from tests.registers import on_each
from tests.registers import row

import transaction


NOW = datetime(2018, 10, 15, 9)


def document(number=0, **changes):
    return {
        "paper": f"p{number}",
        "agency": "so-tu-phap",
        "title": "Giấy mẫu",
        "number": "1/GM",
        "digest": "d",
        "signatures": 0,
        "by_leader": True,
        "prepared": NOW,
    } | changes


class PreparedTests:
    def make(self, code, *documents, **facts):
        days = facts.pop("days", 1)
        known = {"state": "processing", "received": NOW, "due": NOW + timedelta(days)}
        keep(row(code, **known | facts))
        prepared.keep(code, documents or [document()])
        transaction.commit()

    def codes(self, scope, size=50):
        """All of a list, read page by page."""
        found, after = [], None
        while True:
            page = prepared.listed(scope, after, size)
            found += [(one.dossier, one.paper) for one, _row in page.rows]
            if page.after is None:
                return found
            after = prepared.place(prepared.token(page.after))

    def test_each_result_is_listed_once_the_most_urgent_first(self):
        self.make("c", days=3)
        self.make("a", document(0), document(1), days=9)
        self.make("b", days=1)
        self.make("d", days=1)
        expected = [("b", "p0"), ("d", "p0"), ("c", "p0"), ("a", "p0"), ("a", "p1")]
        for size in (1, 2, 50):
            self.assertEqual(self.codes(Scope(("so-tu-phap",)), size), expected)
        self.assertEqual(prepared.count(Scope(("so-tu-phap",))), 5)

    def test_only_what_the_reader_may_sign_is_listed(self):
        self.make("leader")
        self.make("officer", document(by_leader=False))
        self.make("signed", document(signatures=1))
        self.make("stopped", state="stopped")
        self.make("practice", practice=True)
        self.make("other", document(agency="so-y-te"))
        for scope, expected in (
            (Scope(("so-tu-phap",)), ["leader", "officer"]),
            (Scope((), ("so-tu-phap",)), ["officer"]),
            (Scope(("so-tu-phap",), signed=True), ["signed"]),
            (Scope(("so-y-te",), ("so-tu-phap",)), ["officer", "other"]),
            (Scope(), []),
        ):
            with self.subTest(scope=scope):
                found = sorted(code for code, _paper in self.codes(scope))
                self.assertEqual(found, expected)
                self.assertEqual(prepared.count(scope), len(expected))

    def test_what_is_prepared_takes_the_place_of_what_was(self):
        self.make("a", document(0), document(1))
        prepared.keep("a", [document(1, digest="e")])
        transaction.commit()
        found = [(one.paper, one.digest) for one in prepared.of_dossier("a")]
        self.assertEqual(found, [("p1", "e")])

    def test_an_allowance_is_over_with_its_time_or_its_job(self):
        job = jobs.put("results.sign", "an", "k", ["a"], "{}", NOW)
        later = NOW + timedelta(minutes=15)
        for name, of_job, ends in (
            ("runs", job, later),
            ("late", job, NOW),
            ("lost", "", later),
        ):
            signing_sessions.put(id=name, user="an", job=of_job, ends=ends, number=1)
        transaction.commit()
        over = {one.id for one in signing_sessions.over(NOW)}
        self.assertEqual(over, {"late", "lost"})
        signing_sessions.drop(over)
        jobs.cancel(job, "", NOW)
        transaction.commit()
        self.assertEqual([one.id for one in signing_sessions.over(NOW)], ["runs"])
        session.session().close()


globals().update(on_each(PreparedTests))
