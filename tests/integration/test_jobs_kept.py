"""Jobs in the register: one for one key, each dossier claimed once, ended when nothing is left."""

from datetime import datetime
from datetime import timedelta
from hanam.dvc.register import jobs
from hanam.dvc.register import session
from tests.registers import in_threads
from tests.registers import on_each

import transaction


NOW = datetime(2018, 10, 15, 9)


def put(codes=("a", "b", "c"), key="k", user="an", **more):
    job = jobs.put("take", user, key, list(codes), "{}", NOW, **more)
    transaction.commit()
    return job


def do(job, done=True):
    """Claim and note one dossier; its code, None where nothing is left."""
    transaction.begin()
    item = jobs.claim(job)
    if item is None:
        transaction.abort()
        return None
    jobs.note(item, done, "xong", NOW)
    transaction.commit()
    return item.code


class JobsKept:
    def test_the_same_order_sent_twice_is_one_job(self):
        first, second = put(), put()
        self.assertEqual(first, second)
        self.assertEqual([item.code for item in jobs.items(first)], ["a", "b", "c"])
        self.assertNotEqual(put(user="binh"), first)
        self.assertNotEqual(put(key="other"), first)
        transaction.abort()
        self.assertEqual(len(jobs.of_user("an")), 2)

    def test_orders_sent_at_the_same_moment_are_one_job(self):
        session.engine()
        found = in_threads(4, lambda _number: put())
        self.assertEqual(len(set(found)), 1, found)
        self.assertEqual(jobs.counts(found[0])[found[0]]["open"], 3)

    def test_an_aborted_order_leaves_nothing(self):
        jobs.put("take", "an", "k", ["a"], "{}", NOW)
        transaction.abort()
        self.assertEqual(jobs.to_do(), [])

    def test_each_dossier_is_done_once_however_many_workers_there_are(self):
        job = put([f"c{number}" for number in range(24)])

        def work(_number):
            found = []
            while code := do(job):
                found.append(code)
            return found

        lists = in_threads(3, work)
        codes = [code for one in lists for code in one]
        self.assertEqual(sorted(codes), sorted({item.code for item in jobs.items(job)}))

    def test_each_dossier_is_in_one_hand_until_its_lease_is_over(self):
        job = put([f"c{number}" for number in range(12)])
        until = NOW + timedelta(minutes=5)

        def take(now, end):
            transaction.begin()
            item = jobs.lease(job, now, end)
            transaction.commit()
            return None if item is None else item.code

        def work(_number):
            found = []
            while code := take(NOW, until):
                found.append(code)
            return found

        lists = in_threads(3, work)
        codes = [code for one in lists for code in one]
        self.assertEqual(sorted(codes), sorted({item.code for item in jobs.items(job)}))
        transaction.abort()
        self.assertIsNone(take(until - timedelta(seconds=1), until))
        later = until + timedelta(minutes=5)
        self.assertEqual(take(until, later), "c0")
        self.assertEqual(take(until, later), "c1")

    def test_a_worker_killed_leaves_the_dossier_open(self):
        job = put(["a"])
        transaction.begin()
        jobs.note(jobs.claim(job), True, "xong", NOW)
        transaction.abort()
        self.assertEqual(do(job), "a")
        self.assertIsNone(do(job))

    def test_a_job_ends_once_and_only_when_nothing_is_open(self):
        job = put(["a", "b"])
        do(job)
        self.assertFalse(jobs.end(job, NOW))
        transaction.abort()
        do(job, done=False)
        self.assertTrue(jobs.end(job, NOW))
        transaction.commit()
        self.assertFalse(jobs.end(job, NOW))
        self.assertEqual(jobs.to_do(), [])
        counted = jobs.counts(job)[job]
        self.assertEqual((counted["done"], counted["failed"]), (1, 1))

    def test_cancelling_leaves_what_is_done_as_it_is(self):
        job = put()
        do(job)
        transaction.begin()
        self.assertEqual(jobs.cancel(job, "thôi", NOW), 2)
        transaction.commit()
        self.assertIsNone(do(job))
        states = [item.state for item in jobs.items(job)]
        self.assertEqual(states, ["done", "cancelled", "cancelled"])
        self.assertEqual(jobs.get(job).ended, NOW)

    def test_jobs_that_ended_long_ago_are_forgotten_and_no_other(self):
        old, still = put(["a"]), put(["b"], key="still")
        do(old)
        jobs.end(old, NOW)
        transaction.commit()
        self.assertEqual(jobs.drop_before(NOW), 0)
        self.assertEqual(jobs.drop_before(NOW + timedelta(days=1)), 1)
        transaction.commit()
        self.assertEqual([row.id for row in jobs.of_user("an")], [still])
        self.assertEqual(jobs.items(old), [])


globals().update(on_each(JobsKept))
