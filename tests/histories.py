"""What the tests of the history share: a dossier with readings, seals, and a hand past the triggers."""

from hanam.dvc.dossiers import access
from hanam.dvc.dossiers import reads
from hanam.dvc.register import schema
from hanam.dvc.register import sealing
from hanam.dvc.register import session
from hanam.dvc.register import trail
from sqlalchemy import text
from tests.counter import Browser
from tests.dossiers import MONDAY
from tests.functional.test_filing_track import TrackCase

import transaction


DAY = MONDAY.date()
LATER = MONDAY.replace(day=20)


def by_hand(*statements):
    """Past every trigger, as an administrator of the database could."""
    transaction.abort()
    with session.engine().begin() as connection:
        for statement in schema.WITHOUT[connection.dialect.name]:
            connection.exec_driver_sql(statement)
        for statement in statements:
            connection.execute(text(statement))


class HistoryCase(TrackCase):
    def setUp(self):
        super().setUp()
        self.addCleanup(reads.waiting.clear)

    def filed(self, state="supplement", **more):
        self.dossier(state, **more)
        self.check = f"kiem-tra-nhat-ky/{self.code}/{self.secret}"

    def seal(self):
        transaction.begin()
        return list(sealing.seal_until(DAY, LATER))

    def staff(self, user):
        return Browser(self.portal.absolute_url(), user)

    def entries(self):
        session.session().close()
        transaction.begin()
        return trail.whole(self.code)

    def readings(self):
        return [
            (row.action, row.actor, row.agency, row.role)
            for row in self.entries()
            if row.action.startswith("read.")
        ]

    def address(self):
        transaction.begin()
        return access.find(self.code).absolute_url()
