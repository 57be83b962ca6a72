"""Many results signed with one PIN: chosen in a list, signed by a job, each dossier by itself."""

from datetime import timedelta
from hanam.dvc.counter import jobs as ordering
from hanam.dvc.counter.jobs import ahead
from hanam.dvc.counter.jobs import running
from hanam.dvc.counter.signing_many import page as pages
from hanam.dvc.counter.signing_many import sessions
from hanam.dvc.dossiers import access
from hanam.dvc.dossiers import moment
from hanam.dvc.register import jobs
from hanam.dvc.register import prepared
from hanam.dvc.register import queries
from hanam.dvc.register import session
from hanam.dvc.register.model_signing import SigningSession
from hanam.dvc.sandbox.authority.people import PIN
from hanam.dvc.signing import api as signing
from hanam.dvc.signing import awaiting
from hanam.dvc.signing import preparing
from hanam.dvc.testing import FUNCTIONAL
from plone import api
from sqlalchemy import select
from tests import signatures
from tests.counter import Browser
from tests.dossiers import act_as
from tests.dossiers import build_world
from tests.dossiers import dossier_in
from unittest.mock import patch

import json
import transaction
import unittest


USERS = {"lanh-dao": ["leader"], "dau-so-tu-phap": ["leader"]}


class ManyCase(unittest.TestCase):
    layer = FUNCTIONAL

    def setUp(self):
        self.portal = self.layer["portal"]
        build_world(self.portal)
        self.authority = signatures.started()
        self.addCleanup(self.authority.stop)
        signatures.switch_on(self.authority, USERS)
        transaction.commit()

    def at_desk(self, user):
        return Browser(self.portal.absolute_url(), user)

    def make(self, *titles, steps=0, data=None):
        """The code of a dossier with prepared documents; ``steps`` passed on in its plan."""
        dossier = dossier_in(self.portal, "processing")
        from hanam.dvc.dossiers import actions

        act_as(self.portal, "leader")
        for _step in range(steps):
            actions.next_step(dossier)
        act_as(self.portal, "officer")
        for title in titles or ("Giấy mẫu",):
            given = preparing.Document(
                title=title, filename="a.pdf", data=data or signatures.document(title)
            )
            preparing.add(dossier, given)
        transaction.commit()
        return dossier.code

    def page(self, user="leader", query=""):
        return self.at_desk(user).get(f"ky{query}")

    def values(self, page, *codes):
        """What can be chosen on a page, of these dossiers or of all."""
        found = page.find("//input[@name='chosen:list']/@value")
        return [one for one in found if not codes or one.split(" ")[0] in codes]

    def send(self, codes=(), go="sign", page=None, **changes):
        page = page or self.page()
        form = page.form()
        form.buttons.add(("go", go))
        chosen = self.values(page, *codes) if codes else []
        fields = {"chosen:list": chosen, "pin": PIN} | changes
        return form.send(("go", go), **fields)

    def run_all(self):
        """What a worker does."""
        act_as(self.portal, "")
        session.session().close()
        running.run(self.portal)
        transaction.begin()

    def told(self, page):
        job = page.url.rpartition("/")[2]
        return {item.code: (item.state, item.message) for item in jobs.items(job)}

    def stored(self, code):
        session.session().close()
        transaction.begin()
        self.portal._p_jar.sync()
        return access.find(code)

    def count_of(self, code):
        """How many signatures each prepared document has."""
        dossier = self.stored(code)
        papers = dossier.prepared or dossier.results
        return [len(signing.verify(paper.file.data).signatures) for paper in papers]

    def sessions(self):
        return session.session().scalars(select(SigningSession)).all()


class SigningTest(ManyCase):
    def test_a_leader_signs_all_of_a_page_with_one_pin(self):
        codes = [self.make(), self.make("Một", "Hai"), self.make()]
        page = self.page().form().send(("go", "all"))
        ticked = page.find("//input[@name='chosen:list'][@checked]/@value")
        self.assertEqual(len(ticked), 4)
        page = page.form().send(("go", "sign"), pin=PIN)
        self.assertRegex(page.url, r"/cong-viec/[0-9a-f]{32}$")
        self.assertEqual(self.authority.signed, 0)
        self.run_all()
        told = self.told(page)
        self.assertEqual({state for state, _text in told.values()}, {"done"}, told)
        self.assertEqual([self.count_of(code) for code in codes], [[1], [1, 1], [1]])
        self.assertEqual(self.authority.signed, 4)
        for code in codes:
            last = queries.history(code)[-1]
            self.assertEqual((last.action, last.actor), ("result_signed", "leader"))
        self.assertEqual(self.values(self.page()), [])
        signed = self.values(self.page(query="?list=signed"))
        self.assertEqual(len(signed), 4)

    def test_the_pin_is_in_no_store_and_the_allowance_ends_with_the_job(self):
        code = self.make()
        page = self.send([code])
        (row,) = self.sessions()
        (token,) = self.authority.sessions.open
        job = jobs.get(row.job)
        for text in (job.parameters, row.sealed, job.key):
            self.assertNotIn(PIN, text)
            self.assertNotIn(token, text)
        self.assertEqual(row.number, 1)
        self.run_all()
        sessions.clean(self.portal, moment.now())
        self.assertEqual((self.sessions(), self.authority.sessions.open), ([], {}))
        self.assertEqual(self.told(page)[code][0], "done")

    def test_a_wrong_pin_orders_nothing_and_the_choice_stays(self):
        code = self.make()
        page = self.send([code], pin="000000")
        self.assertEqual(page.status, 400)
        self.assertIn("PIN", " ".join(page.problems))
        self.assertNotIn("000000", page.source)
        self.assertEqual(len(page.find("//input[@name='chosen:list'][@checked]")), 1)
        self.assertEqual((jobs.to_do(), self.sessions()), ([], []))

    def test_what_is_missing_is_told(self):
        code = self.make()
        for changes, words in (
            ({"codes": ()}, "ít nhất một"),
            ({"codes": [code], "pin": ""}, "PIN"),
            ({"codes": [code], "identity": "chuyen-vien"}, "Chọn"),
            ({"codes": [code], "go": "nothing"}, ""),
        ):
            with self.subTest(words=words):
                page = self.send(**changes)
                self.assertEqual(page.status, 400)
                self.assertIn(words, " ".join(page.problems))
        self.authority.mode = "down"
        page = self.send([code])
        self.assertIn("không trả lời", " ".join(page.problems))
        page = self.send([code], _authenticator="x")
        self.assertEqual(page.status, 403)
        self.assertEqual(jobs.to_do(), [])

    def test_a_form_sent_twice_is_one_job_and_nothing_is_signed_twice(self):
        code = self.make()
        seen = self.page()
        first = self.send([code], page=seen)
        self.assertEqual(self.send([code], page=seen).url, first.url)
        other = self.send([code])
        self.assertNotEqual(other.url, first.url)
        self.run_all()
        self.assertEqual(self.told(first)[code][0], "done")
        state, message = self.told(other)[code]
        self.assertEqual(state, "failed")
        self.assertIn("sau khi bạn chọn", message)
        self.assertEqual((self.count_of(code), self.authority.signed), ([1], 1))

    def test_what_cannot_be_signed_is_named_and_the_others_are_signed(self):
        good, changed, gone, broken = (self.make() for _ in range(4))
        page = self.send([good, changed, gone, broken])
        act_as(self.portal, "officer")
        for code, fill in (
            (changed, signatures.document("x")),
            (broken, b"%PDF-1.7 x"),
        ):
            dossier = access.find(code)
            (paper,) = dossier.prepared
            paper.fill(fill)
            if code == changed:
                paper.issue = paper.issue | {"digest": "0" * 64}
        dossier = access.find(gone)
        preparing.drop(dossier, dossier.prepared[0].id)
        transaction.commit()
        self.run_all()
        told = self.told(page)
        self.assertEqual(told[good][0], "done", told)
        for code, words in (
            (changed, "sau khi bạn chọn"),
            (gone, "không còn"),
            (broken, "PDF"),
        ):
            self.assertEqual(told[code][0], "failed")
            self.assertIn(words, told[code][1])
        self.assertEqual(self.authority.signed, 1)
        seen = self.at_desk("leader").get(page.url)
        self.assertFalse(seen.find("//button[@value='again']"))

    def test_who_lost_the_role_or_the_signature_meanwhile_signs_nothing(self):
        code = self.make()
        page = self.send([code])
        api.group.remove_user(groupname="so-mau.leader", username="leader")
        transaction.commit()
        self.run_all()
        self.assertEqual(self.told(page)[code][0], "failed")
        api.group.add_user(groupname="so-mau.leader", username="leader")
        transaction.commit()
        page = self.send([code])
        signatures.switch_on(self.authority, {"lanh-dao": ["other"]})
        transaction.commit()
        self.run_all()
        self.assertEqual(self.told(page)[code][0], "failed")
        self.assertEqual(self.authority.signed, 0)

    def test_a_step_not_reached_keeps_a_dossier_from_being_finished(self):
        api.portal.set_registry_record("hanam.dvc.tracks.plan_binds", True)
        early, ready = self.make(), self.make(steps=2)
        page = self.send([early, ready], go="finish")
        self.run_all()
        told = self.told(page)
        self.assertEqual(told[ready][0], "done", told)
        self.assertEqual(told[early][0], "failed")
        self.assertIn("“Ký duyệt”", told[early][1])
        self.assertEqual(self.stored(ready).state, "finished")
        self.assertEqual((self.stored(early).state, self.count_of(early)), ("processing", [0]))  # fmt: skip

    def test_after_its_time_the_allowance_signs_nothing(self):
        code = self.make()
        page = self.send([code])
        later = moment.now() + timedelta(hours=1)
        with patch.object(moment, "now", lambda: later):
            self.run_all()
        state, message = self.told(page)[code]
        self.assertEqual(state, "failed")
        self.assertIn("PIN", message)
        self.assertEqual(self.count_of(code), [0])

    def test_an_allowance_of_somebody_else_is_worth_nothing(self):
        code = self.make()
        self.send([code])
        (row,) = self.sessions()
        name = row.id
        value = self.stored(code).prepared[0]
        act_as(self.portal, "officer")
        signatures.switch_on(self.authority, {"lanh-dao": ["officer", "leader"]})
        parameters = {
            "documents": {code: {value.id: awaiting.digest_of(value)[:16]}},
            "identity": "lanh-dao",
            "session": name,
            "ends": False,
        }
        dossier = access.find(code)
        with patch.object(preparing, "may_sign", lambda one: True), \
                self.assertRaises(Exception) as caught:  # fmt: skip
            from hanam.dvc.counter.signing_many import work

            work.signed(dossier, parameters)
        self.assertEqual(caught.exception.problems[0].code, "signing.session.over")

    def test_a_worker_that_is_killed_leaves_the_dossier_to_the_next_one(self):
        code = self.make()
        page = self.send([code])
        job = page.url.rpartition("/")[2]
        act_as(self.portal, "")
        session.session().close()
        with patch.object(ahead, "keep", side_effect=SystemExit), \
                self.assertRaises(SystemExit):  # fmt: skip
            ahead.one(job)
        self.assertEqual(self.authority.signed, 1)
        # It is still in the hand of the killed one.
        self.assertFalse(ahead.one(job))
        later = moment.now() + ahead.LEASE + timedelta(minutes=1)
        with patch.object(moment, "now", lambda: later):
            self.assertTrue(ahead.one(job))
        # One signature was allowed, and the killed worker has used it.
        state, message = self.told(page)[code]
        self.assertEqual((state, self.count_of(code)), ("failed", [0]))
        self.assertIn("PIN", message)

    def test_nothing_is_locked_while_the_service_is_asked(self):
        code = self.make()
        page = self.send([code])
        seen = []

        def asked(*arguments, **facts):
            seen.append(bool(session.session().info.get("writing")))
            return sign(*arguments, **facts)

        sign = signing.sign
        with patch.object(signing, "sign", asked):
            self.run_all()
        self.assertEqual((seen, self.told(page)[code][0]), ([False], "done"))

    def test_a_cancelled_job_signs_no_more(self):
        codes = [self.make(), self.make()]
        page = self.send(codes)
        job = page.url.rpartition("/")[2]
        act_as(self.portal, "")
        session.session().close()
        ahead.one(job)
        self.at_desk("leader").get(page.url).form().send(("go", "cancel"))
        self.run_all()
        self.assertEqual(sorted(state for state, _m in self.told(page).values()),
                         ["cancelled", "done"])  # fmt: skip
        self.assertEqual(self.authority.signed, 1)


class ListTest(ManyCase):
    def test_the_choice_survives_the_pages(self):
        codes = [self.make() for _ in range(3)]
        with patch.object(pages, "SIZE", 2):
            first = self.page()
            chosen = self.values(first)
            (onward,) = first.find("//button[starts-with(@value, 'page-')]/@value")
            second = first.form().send(("go", onward), **{"chosen:list": chosen[:1]})
            self.assertEqual(
                second.find("//input[@name='kept:list']/@value"), chosen[:1]
            )
            again = second.form().send(("go", "all"))
            self.assertEqual(
                len(again.find("//input[@name='chosen:list'][@checked]")), 1
            )
            page = again.form().send(("go", "sign"), pin=PIN)
        self.run_all()
        told = self.told(page)
        self.assertEqual(len(told), 2)
        self.assertLessEqual(set(told), set(codes))
        self.assertEqual({state for state, _text in told.values()}, {"done"})

    def test_each_sees_what_is_theirs_to_sign(self):
        code = self.make()
        leader = self.at_desk("leader")
        self.assertIn(code, leader.get("ky").words)
        self.assertIn("Kết quả chờ bạn ký: 1", leader.get("viec").words)
        self.assertNotIn(code, self.at_desk("officer").get("ky").words)
        self.assertNotIn("chờ bạn ký", self.at_desk("officer").get("viec").words)
        for user, status in (("clerk", 403), ("strange-clerk", 403), ("citizen", 403)):
            with self.subTest(user=user):
                self.assertEqual(self.at_desk(user).get("ky").status, status)
        self.assertIn("/ky", leader.get("cong-cu").source)
        self.assertEqual(leader.get("ky?after=x").status, 400)

    def test_what_is_read_opens_from_the_list(self):
        self.make()
        leader = self.at_desk("leader")
        (url,) = leader.get("ky").find("//a[@data-open]/@href")
        answer = leader.session.get(url, timeout=60)
        self.assertTrue(answer.content.startswith(b"%PDF"))

    def test_the_list_follows_the_dossier_and_is_made_anew_from_it(self):
        code = self.make()
        scope = prepared.Scope(("so-mau",))
        self.assertEqual(prepared.count(scope), 1)
        dossier = self.stored(code)
        session.for_writing()
        prepared.keep(code, ())
        self.assertEqual(prepared.count(scope), 0)
        awaiting.restore(dossier)
        session.session().flush()
        self.assertEqual(prepared.count(scope), 1)
        transaction.abort()
        act_as(self.portal, "officer")
        from hanam.dvc.dossiers import actions

        actions.perform(self.stored(code), "stop", reason="Thiếu.")
        transaction.commit()
        self.assertEqual(prepared.count(scope), 0)
        self.assertEqual(prepared.of_dossier(code), [])

    def test_the_order_says_nothing_of_persons(self):
        code = self.make()
        page = self.send([code])
        job = jobs.get(page.url.rpartition("/")[2])
        told = json.loads(job.parameters)
        self.assertEqual(set(told), {"documents", "identity", "session", "ends"})
        self.assertEqual(list(told["documents"]), [code])
        self.assertTrue(ordering.kinds.get(job.kind).before)
