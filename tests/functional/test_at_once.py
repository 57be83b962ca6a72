"""Two clerks press the same button at the same instant: one is done, the other is told, nothing is doubled.

Both requests have come past everything that is looked at before the lock when either goes on.
"""

from concurrent.futures import ThreadPoolExecutor
from hanam.dvc.dossiers import access
from hanam.dvc.dossiers import actions
from hanam.dvc.dossiers import moment
from hanam.dvc.letters import making
from hanam.dvc.register import letters
from hanam.dvc.register import session
from plone import api
from tests.counter import DossierCase
from tests.dossiers import add_user
from tests.registers import the_database
from threading import Barrier
from unittest.mock import patch

import itertools
import transaction


PATIENCE = 120  # seconds
CLERKS = ("clerk", "clerk-2")


def meeting(module, name):
    """A patch: the first two calls of a function wait until both are there; later ones do not,
    as a request that lost is run again."""
    real, gate, count = getattr(module, name), Barrier(2), itertools.count()

    def met(*arguments, **facts):
        if next(count) < 2:
            gate.wait(PATIENCE)
        return real(*arguments, **facts)

    return patch.object(module, name, met)


def together(*calls):
    """What each call gives, each in a thread of its own."""
    with ThreadPoolExecutor(len(calls)) as pool:
        return [one.result() for one in [pool.submit(call) for call in calls]]


class AtOnceTest(DossierCase):
    def setUp(self):
        super().setUp()
        add_user(self.portal, "clerk-2")
        with api.env.adopt_roles(["Manager"]):
            api.group.add_user(groupname="so-mau.clerk", username="clerk-2")
        transaction.commit()

    def stored(self):
        self.row()
        return access.find(self.code)

    def test_one_result_is_handed_over_once(self):
        url = self.dossier("finished")
        where = "//main//form[.//button[@value='hand']]"
        forms = [self.at_desk(who).get(f"{url}/@@tra-ket-qua").form(where)
                 for who in CLERKS]  # fmt: skip
        self.assertEqual(forms[0].fields["version"], forms[1].fields["version"])

        def send(form, receiver):
            facts = {"proof": "card", "receiver_id": "035090000002"}
            return form.send(("go", "hand"), receiver=receiver, **facts)

        names = ("Trần Văn Mẫu", "Lê Thị Mẫu")
        with meeting(actions, "perform"):
            pages = together(
                *(lambda f=form, n=name: send(f, n)
                  for form, name in zip(forms, names, strict=True))
            )  # fmt: skip
        self.assertEqual(sorted(page.status for page in pages), [200, 409])
        won = [page.status for page in pages].index(200)
        lost = pages[1 - won]
        self.assertTrue(lost.problems)
        self.assertIn(names[1 - won], lost.source)

        dossier = self.stored()
        (entry,) = dossier.handed
        self.assertEqual(entry["receiver"], names[won])
        self.assertEqual(entry["by"][0], CLERKS[won])
        done = [one for one in self.history() if one.action == "hand_over"]
        self.assertEqual([one.actor for one in done], [CLERKS[won]])
        self.assertEqual((self.row().state, dossier.state), ("returned",) * 2)
        self.assertEqual(self.row().version, dossier.version)

    def test_two_letters_have_two_numbers_without_a_gap(self):
        urls, codes = [], []
        for _dossier in CLERKS:
            urls.append(self.dossier("submitted"))
            codes.append(self.code)
        forms = [
            self.at_desk(who).get(url).action("refuse")
            for who, url in zip(CLERKS, urls, strict=True)
        ]
        with meeting(actions, "perform"):
            pages = together(
                *(
                    lambda f=form: f.send(("action", "refuse"), reason="Cùng lúc.")
                    for form in forms
                )
            )
        self.assertEqual([page.status for page in pages], [200, 200])
        keeping = [
            self.at_desk("clerk").get(url).form("//*[@id='van-ban']//form")
            for url in urls
        ]
        with meeting(making, "make"):
            pages = together(*(form.send for form in keeping))
        self.assertEqual([page.status for page in pages], [200, 200])
        self.assertEqual(sorted(self.numbers("03", codes)), [(1, 1), (2, 1)])
        self.dossier("refused", now=moment.now())
        self.assertEqual(self.numbers("03", [self.code]), [(3, 0)])

    def test_one_letter_that_two_keep_is_kept_once(self):
        url = self.dossier("refused")
        forms = [
            self.at_desk(who).get(url).form("//*[@id='van-ban']//form")
            for who in CLERKS
        ]
        with meeting(making, "make"):
            pages = together(*(form.send for form in forms))
        self.assertEqual([page.status for page in pages], [200, 200])
        self.assertEqual(self.numbers("03", [self.code]), [(1, 1)])
        (row,) = letters.of_dossier(self.code)
        self.assertEqual(self.stored().letters.get(row.paper).digest, row.digest)
        self.dossier("refused")
        self.assertEqual(self.numbers("03", [self.code]), [(2, 0)])

    def numbers(self, kind, codes):
        """(number, papers kept) of the one letter of each dossier."""
        session.session().close()
        transaction.begin()
        self.portal._p_jar.sync()
        found = []
        for code in codes:
            (row,) = letters.of_dossier(code, kind)
            found.append((row.no, len(access.find(code).letters)))
        return found


class AtOnceOnPostgreSQLTest(AtOnceTest):
    """The same with rows locked by PostgreSQL."""

    def setUp(self):
        usual = session.engine().url.render_as_string(hide_password=False)
        session.configure(the_database())
        session.wipe()
        self.addCleanup(session.configure, usual)
        super().setUp()
