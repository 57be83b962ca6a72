"""The outbox in the register: claimed by one worker, nothing lost, nothing twice."""

from datetime import datetime
from datetime import timedelta
from hanam.dvc.register import outbox
from hanam.dvc.register import periodic_runs
from hanam.dvc.register import session
from hanam.dvc.register.model_outbox import MessageRow
from sqlalchemy import func
from sqlalchemy import select
from sqlalchemy import text
from tests.registers import in_threads
from tests.registers import on_each

import transaction


NOW = datetime(2018, 10, 1, 8)
SECOND = timedelta(seconds=1)


def put(**columns):
    known = {
        "event": "filed",
        "channel": "sms",
        "recipient": "0912345678",
        "text": "Đã nộp",
        "priority": 1,
        "due": NOW,
        "created": NOW,
    }
    return outbox.add(**known | columns)


def committed(function, *arguments):
    """The result of a change, in a transaction of its own."""
    transaction.begin()
    result = function(*arguments)
    transaction.commit()
    return result


def claim(now=NOW, size=10, seconds=60, lease="w"):
    return committed(outbox.claim, "sms", now, size, seconds, lease)


def found(message):
    transaction.begin()
    return session.session().get(MessageRow, message)


class OutboxTests:
    def test_what_is_put_and_committed_can_be_claimed(self):
        message = put()
        transaction.commit()
        self.assertEqual(outbox.due_channels(("email", "sms"), NOW), ("sms",))
        (claimed,) = claim()
        self.assertEqual((claimed.id, claimed.wire), (message, message))
        self.assertEqual(claimed.text, "Đã nộp")
        self.assertEqual(claim(), [])

    def test_what_is_aborted_was_never_there(self):
        put()
        transaction.abort()
        self.assertEqual(claim(), [])

    def test_the_same_key_is_queued_once_for_each_channel(self):
        first = put(key="k")
        self.assertEqual(put(key="k"), first)
        transaction.commit()
        self.assertEqual(committed(lambda: put(key="k")), first)
        self.assertNotEqual(committed(lambda: put(key="k", channel="email")), first)
        self.assertNotEqual(committed(lambda: put(key="other")), first)

    def test_messages_without_a_key_are_all_kept(self):
        self.assertNotEqual(put(), put())

    def test_one_time_codes_go_before_all_else(self):
        put(due=NOW - 60 * SECOND)
        urgent = put(priority=0)
        transaction.commit()
        self.assertEqual(claim(size=1)[0].id, urgent)

    def test_what_is_not_due_yet_waits(self):
        put(due=NOW + SECOND)
        transaction.commit()
        self.assertEqual(claim(), [])
        self.assertEqual(len(claim(NOW + SECOND)), 1)

    def test_a_lease_that_has_ended_lets_another_worker_have_it(self):
        message = put()
        transaction.commit()
        claim(lease="killed")
        self.assertEqual(claim(NOW + 59 * SECOND), [])
        (again,) = claim(NOW + 60 * SECOND, lease="other")
        self.assertEqual((again.id, again.attempts), (message, 2))

    def test_what_the_gateway_took_counts_whoever_had_the_lease(self):
        message = put()
        transaction.commit()
        claim(lease="slow")
        claim(NOW + 60 * SECOND, lease="other")
        committed(outbox.note_sent, message, "g1", NOW)
        row = found(message)
        self.assertEqual((row.state, row.external, row.due), ("sent", "g1", None))
        self.assertFalse(committed(outbox.note_sent, message, "g2", NOW))
        self.assertFalse(committed(outbox.note_failed, message, "other", "late", NOW))
        self.assertEqual(found(message).state, "sent")

    def test_a_failure_of_who_lost_the_lease_changes_nothing(self):
        message = put()
        transaction.commit()
        claim(lease="slow")
        claim(NOW + 60 * SECOND, lease="other")
        self.assertFalse(committed(outbox.note_failed, message, "slow", "x", NOW))
        self.assertFalse(committed(outbox.note_dead, message, "slow", "x"))
        self.assertEqual(found(message).state, "sending")

    def test_a_failure_is_tried_again_when_it_is_due(self):
        message = put()
        transaction.commit()
        claim()
        committed(outbox.note_failed, message, "w", "503", NOW + 30 * SECOND)
        row = found(message)
        self.assertEqual((row.state, row.error, row.attempts), ("failed", "503", 1))
        self.assertEqual(claim(NOW + 29 * SECOND), [])
        self.assertEqual(len(claim(NOW + 30 * SECOND)), 1)

    def test_what_was_not_tried_is_given_back_without_counting(self):
        message = put()
        transaction.commit()
        claim()
        committed(outbox.give_back, [message], "w", NOW)
        row = found(message)
        self.assertEqual((row.state, row.attempts), ("queued", 0))

    def test_what_has_expired_is_given_up_unsent_and_loses_a_secret_text(self):
        message = put(expires=NOW - SECOND, secret=True)
        transaction.commit()
        self.assertEqual(claim(), [])
        row = found(message)
        self.assertEqual((row.state, row.error, row.text), ("dead", "expired", ""))

    def test_the_text_of_a_one_time_code_is_gone_once_it_is_sent(self):
        message, other = put(secret=True), put()
        transaction.commit()
        claim()
        for one in (message, other):
            committed(outbox.note_sent, one, "g", NOW)
        self.assertEqual((found(message).text, found(message).wiped), ("", True))
        self.assertEqual((found(other).text, found(other).wiped), ("Đã nộp", False))

    def test_a_report_of_delivery_is_found_by_either_id(self):
        first, second = put(), put()
        transaction.commit()
        claim()
        committed(outbox.note_sent, first, "g1", NOW)
        for external, message in (("g1", ""), ("", second)):
            done = committed(
                outbox.report, "sms", external, message, True, "", NOW + SECOND
            )
            self.assertTrue(done)
        for one in (first, second):
            row = found(one)
            self.assertEqual((row.state, row.delivered), ("delivered", NOW + SECOND))

    def test_a_report_before_our_own_note_is_not_lost(self):
        message = put()
        transaction.commit()
        claim()
        committed(outbox.report, "sms", "g1", message, True, "", NOW)
        committed(outbox.note_sent, message, "g1", NOW)
        self.assertEqual(found(message).state, "delivered")

    def test_a_report_of_another_channel_or_of_nothing_changes_nothing(self):
        message = put()
        transaction.commit()
        for channel, external, one in (
            ("zalo", "", message),
            ("sms", "", ""),
            ("sms", "unknown", "unknown"),
        ):
            done = committed(outbox.report, channel, external, one, True, "", NOW)
            self.assertFalse(done)
        self.assertEqual(found(message).state, "queued")

    def test_delivered_stays_delivered_and_undelivered_is_dead(self):
        message, other = put(), put()
        transaction.commit()
        for arrived in (True, False):
            committed(outbox.report, "sms", "", message, arrived, "late", NOW)
        committed(outbox.report, "sms", "", other, False, "no such number", NOW)
        self.assertEqual(found(message).state, "delivered")
        row = found(other)
        self.assertEqual((row.state, row.error), ("dead", "no such number"))

    def test_a_dead_message_can_be_sent_again_under_the_same_key(self):
        message = put()
        transaction.commit()
        claim()
        committed(outbox.note_dead, message, "w", "400")
        self.assertTrue(committed(outbox.send_again, message, NOW))
        self.assertFalse(committed(outbox.send_again, message, NOW))
        (claimed,) = claim()
        self.assertEqual((claimed.wire, claimed.attempts), (message, 1))

    def test_one_that_a_gateway_took_and_lost_gets_another_key(self):
        message = put()
        transaction.commit()
        claim()
        committed(outbox.note_sent, message, "g1", NOW)
        committed(outbox.report, "sms", "g1", "", False, "expired", NOW)
        committed(outbox.send_again, message, NOW)
        (claimed,) = claim()
        self.assertEqual(claimed.wire, f"{message}-1")
        self.assertTrue(
            committed(outbox.report, "sms", "", claimed.wire, True, "", NOW)
        )
        self.assertEqual(found(message).state, "delivered")

    def test_a_wiped_message_cannot_be_sent_again(self):
        message = put(secret=True, expires=NOW - SECOND)
        transaction.commit()
        claim()
        self.assertFalse(committed(outbox.send_again, message, NOW))

    def test_many_workers_at_once_claim_each_message_once(self):
        for _ in range(40):
            put()
        transaction.commit()

        def work(number):
            mine = []
            while True:
                for _attempt in range(200):
                    try:
                        batch = claim(size=3, lease=f"w{number}")
                    except transaction.interfaces.TransientError:
                        transaction.abort()
                    else:
                        break
                if not batch:
                    return mine
                mine += [one.id for one in batch]

        claimed = [one for mine in in_threads(4, work) for one in mine]
        self.assertEqual(len(claimed), 40)
        self.assertEqual(len(set(claimed)), 40)
        transaction.begin()
        count = session.session().scalar(select(func.sum(MessageRow.attempts)))
        self.assertEqual(count, 40)

    def test_two_who_queue_the_same_key_at_once_make_one_message(self):
        def work(number):
            for _attempt in range(200):
                try:
                    return committed(lambda: put(key="same"))
                except transaction.interfaces.TransientError:
                    transaction.abort()

        ids = in_threads(4, work)
        self.assertEqual(len(set(ids)), 1)
        transaction.begin()
        total = session.session().scalar(select(func.count()).select_from(MessageRow))
        self.assertEqual(total, 1)

    def test_what_a_worker_asks_is_answered_by_the_index_of_what_is_due(self):
        current = session.session()
        asked = str(
            outbox._due("sms", 1, NOW)
            .limit(5)
            .compile(current.get_bind(), compile_kwargs={"literal_binds": True})
        )
        if self.database == "sqlite":
            plan = current.execute(text("EXPLAIN QUERY PLAN " + asked)).all()
            words = " ".join(row[-1] for row in plan)
        else:
            current.execute(text("SET enable_seqscan = off"))
            plan = current.execute(text("EXPLAIN " + asked)).scalars()
            words = " ".join(plan)
        self.assertIn("message_due", words)
        self.assertNotIn("TEMP B-TREE", words)
        self.assertNotIn("Sort", words)


class PeriodicTests:
    def test_work_is_due_until_somebody_has_done_it(self):
        self.assertEqual(periodic_runs.due(["a", "b"], NOW), ["a", "b"])
        later = NOW + 60 * SECOND
        self.assertTrue(committed(periodic_runs.take, "a", NOW, later))
        self.assertFalse(committed(periodic_runs.take, "a", NOW, later))
        self.assertEqual(periodic_runs.due(["a", "b"], NOW), ["b"])
        committed(periodic_runs.done, "a", NOW, 10)
        self.assertEqual(periodic_runs.due(["a"], NOW + 9 * SECOND), [])
        self.assertEqual(periodic_runs.due(["a"], NOW + 10 * SECOND), ["a"])

    def test_who_was_killed_leaves_the_turn_to_others(self):
        committed(periodic_runs.take, "a", NOW, NOW + 60 * SECOND)
        later = NOW + 60 * SECOND
        self.assertTrue(committed(periodic_runs.take, "a", later, later + 60 * SECOND))

    def test_of_many_at_once_one_has_the_turn(self):
        def work(number):
            for _attempt in range(200):
                try:
                    return committed(periodic_runs.take, "a", NOW, NOW + 60 * SECOND)
                except transaction.interfaces.TransientError:
                    transaction.abort()

        self.assertEqual(sorted(in_threads(4, work)), [False, False, False, True])


globals().update(on_each(OutboxTests, PeriodicTests))
