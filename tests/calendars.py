"""What the tests of a changed calendar share: open dossiers, a day off, a decision."""

from datetime import datetime
from hanam.dvc.dossiers import access
from hanam.dvc.dossiers import clock
from hanam.dvc.dossiers import moment
from hanam.dvc.dossiers.recount import deciding
from hanam.dvc.dossiers.recount import working
from hanam.dvc.operations.verify import verify
from hanam.dvc.register import calendar_changes as changes
from hanam.dvc.register import queries
from hanam.dvc.testing import FUNCTIONAL
from tests.dossiers import act_as
from tests.dossiers import build_world
from tests.dossiers import dossier_in

import transaction
import unittest


KEEPER = ("manager", "Quản trị mẫu")
DUE = datetime(2018, 9, 13, 17, 0)
ONE_LATER = datetime(2018, 9, 14, 17, 0)
DAY_OFF = {"date": "2018-09-12", "name": "Ngày nghỉ mẫu", "basis": "QĐ mẫu"}
WHY = ("QĐ 12/QĐ-UBND ngày 11/9/2018", "Nghỉ thêm một ngày.")


def add_day(day=DAY_OFF):
    def make(data):
        return {**data, "holidays": [*data["holidays"], day]}

    return make


def without_day(data):
    rest = [row for row in data["holidays"] if row["date"] != DAY_OFF["date"]]
    return {**data, "holidays": rest}


def verify_kinds(portal):
    transaction.begin()
    return sorted({difference.kind for difference in verify(portal)})


class RecountCase(unittest.TestCase):
    layer = FUNCTIONAL

    def setUp(self):
        self.portal = self.layer["portal"]
        build_world(self.portal)
        transaction.commit()

    def filed(self, state="processing", **changes):
        code = dossier_in(self.portal, state, **changes).code
        transaction.commit()
        return code

    def previewed(self, make=None, shorten=False):
        act_as(self.portal, "manager")
        deciding.edit(make or add_day(), KEEPER, moment.now())
        change = deciding.preview(shorten)
        number = change.id
        transaction.commit()
        return number

    def decided(self, make=None, scope="open", shorten=False):
        number = self.previewed(make, shorten)
        self.count()
        deciding.decide(scope, *WHY, KEEPER, moment.now())
        transaction.commit()
        return number

    def count(self):
        while changes.current().stage == changes.COUNTING:
            working.step(self.portal)
        transaction.begin()

    def work(self):
        act_as(self.portal, "")
        working.work(self.portal)
        transaction.begin()

    def turns(self, number):
        rows, _more = changes.effects(number)
        return {row.code: (row.turn, row.old, row.new) for row in rows}

    def dues(self, code):
        dossier, row = access.find(code), queries.by_code(code)
        self.assertEqual((dossier.due, dossier.version), (row.due, row.version))
        found = clock.deadline(dossier)
        self.assertEqual(found.due if found else None, dossier.due)
        return dossier.due

    def actions(self, code):
        return [row.action for row in queries.history(code)]
