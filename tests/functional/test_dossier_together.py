"""Two people, or the same one twice, at the same moment."""

from concurrent.futures import ThreadPoolExecutor
from hanam.dvc.dossiers import access
from hanam.dvc.dossiers import actions
from hanam.dvc.dossiers import drafts
from hanam.dvc.dossiers import intake
from hanam.dvc.dossiers.errors import Stale
from hanam.dvc.register import queries
from hanam.dvc.register import session as session_module
from hanam.dvc.register.model import DossierRow
from hanam.dvc.register.session import session
from hanam.dvc.testing import FUNCTIONAL
from sqlalchemy import func
from sqlalchemy import select
from tests.dossiers import a_filing
from tests.dossiers import act_as
from tests.dossiers import add_user
from tests.dossiers import build_world
from tests.dossiers import dossier_in
from tests.dossiers import MONDAY
from tests.dossiers import PASSWORD
from tests.registers import the_database
from threading import Barrier
from zope.component.hooks import setSite

import requests
import transaction
import unittest


PAIRS = 5


class Together(unittest.TestCase):
    layer = FUNCTIONAL

    def setUp(self):
        self.portal = self.layer["portal"]
        build_world(self.portal)
        add_user(self.portal, "clerk-2")
        self.portal.portal_groups.addPrincipalToGroup("clerk-2", "so-mau.clerk")
        transaction.commit()

    def accept(self, who, url, gate=None, body=None):
        if gate is not None:
            gate.wait()
        return requests.post(
            f"{url}/@workflow/accept",
            auth=(who, PASSWORD),
            headers={"Accept": "application/json"},
            json=body or {},
            timeout=60,
        ).status_code

    def in_a_connection_of_its_own(self, work, who="citizen"):
        """Run ``work(portal)`` as another thread of Zope would, and commit."""

        def run():
            connection = self.portal._p_jar.db().open()
            try:
                portal = connection.root()["Application"][self.portal.getId()]
                setSite(portal)
                act_as(portal, who)
                found = work(portal)
                transaction.commit()
                return found
            finally:
                transaction.abort()
                connection.close()

        with ThreadPoolExecutor(1) as pool:
            return pool.submit(run).result()

    def test_of_two_clerks_who_accept_at_once_one_wins_and_one_is_told(self):
        for _round in range(PAIRS):
            dossier = dossier_in(self.portal, "submitted")
            transaction.commit()
            code, url, gate = dossier.code, dossier.absolute_url(), Barrier(2)
            with ThreadPoolExecutor(2) as pool:
                answers = pool.map(
                    lambda who, url=url, gate=gate: self.accept(who, url, gate),
                    ("clerk", "clerk-2"),
                )
                self.assertEqual(sorted(answers), [200, 409])
            transaction.begin()
            row, dossier = queries.by_code(code), access.find(code)
            self.assertEqual((row.state, dossier.state), ("accepted", "accepted"))
            self.assertEqual((row.version, dossier.version), (2, 2))
            self.assertEqual(
                [entry.action for entry in queries.history(code)],
                ["submit", "accept"],
            )
            self.assertEqual(len(dossier.workflow_history["dossier_workflow"]), 2)

    def send(self, who, url, action, gate, body):
        gate.wait()
        answer = requests.post(
            f"{url}/@workflow/{action}",
            auth=(who, PASSWORD),
            headers={"Accept": "application/json"},
            json=body,
            timeout=60,
        )
        return action, answer.status_code

    def test_of_two_different_actions_at_once_one_holds_and_the_other_is_told(self):
        reason = {"reason": "Cùng lúc."}
        result = {"result": {"number": "1/GM"}}
        for state, one, other in (
            ("submitted", ("clerk", "accept", {}), ("clerk-2", "refuse", reason)),
            ("accepted", ("officer", "start", {}), ("citizen", "withdraw", reason)),
            (
                "processing",
                ("leader", "assign", {"assignee": "leader"}),
                ("officer", "finish", result),
            ),
            ("processing", ("officer", "ask", reason), ("leader", "stop", reason)),
        ):
            dossier = dossier_in(self.portal, state)
            transaction.commit()
            code, url, gate = dossier.code, dossier.absolute_url(), Barrier(2)
            version = dossier.version
            with ThreadPoolExecutor(2) as pool:
                answers = dict(
                    pool.map(
                        lambda ask, url=url, gate=gate, version=version: self.send(
                            ask[0], url, ask[1], gate, {**ask[2], "version": version}
                        ),
                        (one, other),
                    )
                )
            with self.subTest(state=state, one=one[1], other=other[1]):
                self.assertEqual(sorted(answers.values()), [200, 409])
                transaction.begin()
                row, dossier = queries.by_code(code), access.find(code)
                self.assertEqual((row.version, dossier.version), (version + 1,) * 2)
                self.assertEqual(row.state, dossier.state)
                won = min(answers, key=answers.get)
                self.assertEqual(queries.history(code)[-1].action, won)

    def test_who_comes_second_with_an_old_view_of_the_dossier_changes_nothing(self):
        dossier = dossier_in(self.portal, "submitted")
        transaction.commit()
        code, url = dossier.code, dossier.absolute_url()
        # This transaction sees the dossier as it was before the other clerk.
        act_as(self.portal, "clerk")
        self.assertEqual(dossier.state, "submitted")
        self.assertEqual(self.accept("clerk-2", url), 200)
        with self.assertRaises(Stale):
            actions.perform(dossier, "refuse", reason="Không đủ điều kiện.")
        transaction.commit()
        self.assertEqual(queries.by_code(code).state, "accepted")
        self.assertEqual(access.find(code).state, "accepted")
        self.assertEqual(
            [entry.actor for entry in queries.history(code)], ["citizen", "clerk-2"]
        )

    def test_a_month_that_two_begin_at_once_loses_nothing(self):
        act_as(self.portal, "citizen")
        # Seen before the other one comes: there is no shelf for this month yet.
        self.assertNotIn("201809", self.portal["ho-so"]["so-mau"])
        other = self.in_a_connection_of_its_own(
            lambda portal: intake.file(a_filing(), now=MONDAY).code
        )

        def attempt():
            code = intake.file(a_filing(), now=MONDAY).code
            transaction.commit()
            return code

        mine = retried(attempt)
        self.assertNotEqual(mine, other)
        for code in (mine, other):
            self.assertEqual(access.find(code).state, "submitted")
        self.assertEqual(
            session().scalar(select(func.count()).select_from(DossierRow)), 2
        )

    def test_the_same_filing_sent_twice_at_once_makes_one_dossier(self):
        def work(portal=None):
            return intake.file(
                a_filing(), key="k", scope="citizen", digest="d", now=MONDAY
            ).code

        act_as(self.portal, "citizen")
        self.assertIn("ho-so", self.portal.objectIds())
        other = self.in_a_connection_of_its_own(work)

        def attempt():
            code = work()
            transaction.commit()
            return code

        self.assertEqual(retried(attempt), other)
        self.assertEqual(
            session().scalar(select(func.count()).select_from(DossierRow)), 1
        )

    def test_a_draft_handed_in_twice_at_once_makes_one_dossier(self):
        act_as(self.portal, "citizen")
        draft = drafts.create(self.portal["thu-tuc"]["1.999001"], "citizen", now=MONDAY)
        draft.agency, draft.applicant = "so-mau", a_filing().applicant
        draft.data["so_ban"] = 2
        draft.papers.extend(dossier_in(self.portal, "submitted").papers[:1])
        name = draft.getId()
        transaction.commit()

        def work(portal=None):
            mine = drafts.get(name)
            if mine is None:
                return drafts.receipt_of(name).code
            return drafts.submit(mine, now=MONDAY).code

        self.assertEqual(drafts.get(name).state, "draft")
        other = self.in_a_connection_of_its_own(work)

        def attempt():
            code = work()
            transaction.commit()
            return code

        self.assertEqual(retried(attempt), other)
        self.assertIsNone(drafts.get(name))
        self.assertEqual(access.find(other).state, "submitted")


class TogetherOnPostgreSQL(Together):
    """The same with rows locked by PostgreSQL."""

    def setUp(self):
        usual = session_module.engine().url.render_as_string(hide_password=False)
        session_module.configure(the_database())
        session_module.wipe()
        self.addCleanup(session_module.configure, usual)
        super().setUp()


def retried(attempt):
    """Run again what only lost a race, as the publisher does."""
    for _round in range(3):
        try:
            return attempt()
        except transaction.interfaces.TransientError:
            transaction.abort()
    return attempt()
