"""What the tests of late work share: a week with a dossier that falls due, and the clock of the portal."""

from datetime import datetime
from hanam.dvc.counter.late import settings
from hanam.dvc.counter.late import watch
from hanam.dvc.dossiers import moment
from hanam.dvc.notify import settings as notify
from hanam.dvc.register import session
from hanam.dvc.register.model_outbox import MessageRow
from plone import api
from sqlalchemy import select
from tests.counter import DossierCase
from tests.dossiers import act_as
from tests.dossiers import dossier_in
from tests.dossiers import USERS
from unittest.mock import patch

import transaction


# Wednesday; the dossier of 3 working days is due on Thursday at 17:00.
FILED = datetime(2018, 9, 10, 9, 0)
WEDNESDAY = datetime(2018, 9, 12, 8, 0)
THURSDAY = datetime(2018, 9, 13, 8, 0)
FRIDAY = datetime(2018, 9, 14, 8, 0)


class LateCase(DossierCase):
    def setUp(self):
        super().setUp()
        for name in USERS:
            member = api.user.get(userid=name)
            member.setMemberProperties({"email": f"{name}@mau.example"})
        notify.keep(email_on=True, smtp_host="127.0.0.1", email_sender="a@mau.example")
        api.portal.set_registry_record(f"{settings.PREFIX}.supervising", "so-khac")
        transaction.commit()

    def make(self, state="processing", now=FILED, **changes):
        """The code of a dossier; who works on it is the officer."""
        dossier = dossier_in(self.portal, state, now=now, **changes)
        act_as(self.portal, "")
        transaction.commit()
        return dossier.code

    def at(self, now):
        """The clock of the portal stands at a moment, for requests too."""
        stopped = patch.object(moment, "now", lambda: now)
        stopped.start()
        self.addCleanup(stopped.stop)
        return now

    def watch(self, now):
        fired = watch.watch(self.portal, self.at(now))
        transaction.commit()
        transaction.begin()
        return fired

    def messages(self, event):
        transaction.begin()
        asked = select(MessageRow).where(MessageRow.event == event)
        found = session.session().scalars(asked.order_by(MessageRow.recipient)).all()
        return {row.recipient: row for row in found}
