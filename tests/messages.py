"""What the tests of the pages of messages share: events, gateways, somebody who sends forms."""

from dataclasses import replace
from hanam.dvc.dossiers import moment
from hanam.dvc.notify import events
from hanam.dvc.register import outbox
from hanam.dvc.register.model_outbox import MessageRow
from hanam.dvc.register.session import session
from hanam.dvc.testing import FUNCTIONAL
from lxml import html
from tests import dossiers
from tests import sandboxes
from tests.dossiers import PASSWORD

import requests
import transaction
import unittest


REMINDER = replace(
    events.Event(
        "test_reminder",
        "Nhắc thử",
        {"n": "Number"},
        {"n": "1"},
        {"email": {"vi": {"subject": "Nhắc ${n}", "text": "Nhắc ${n}"}}},
    ),
    kind=events.OPTIONAL,
)


class Pages(unittest.TestCase):
    layer = FUNCTIONAL

    def setUp(self):
        self.portal = self.layer["portal"]
        self.url = self.portal.absolute_url()
        self.box = sandboxes.use(self).box
        dossiers.build_world(self.portal)
        sandboxes.switch_on()
        events.declare(REMINDER)
        self.addCleanup(events._known.pop, REMINDER.id)
        transaction.commit()

    def get(self, path, user=""):
        auth = (user, PASSWORD) if user else None
        return requests.get(f"{self.url}/{path}", auth=auth, timeout=60)

    def form(self, path, user, number=-1):
        """The values of a form of a page, as a browser would send them."""
        page = html.fromstring(self.get(path, user).content)
        found = page.xpath("//main//form[@method='post']")[number]
        return dict(found.form_values())

    def post(self, path, user, fields):
        return requests.post(
            f"{self.url}/{path}",
            data=fields,
            auth=(user, PASSWORD) if user else None,
            timeout=60,
            allow_redirects=False,
        )

    def words(self, answer, path="//main"):
        return " ".join(
            html.fromstring(answer.content).xpath(f"string({path})").split()
        )

    def message(self, **columns):
        known = {
            "event": "dossier.filed",
            "channel": "sms",
            "recipient": "0912345678",
            "text": "Đã nộp",
            "created": moment.now(),
            "due": moment.now(),
            "priority": 1,
        }
        made = outbox.add(**known | columns)
        transaction.commit()
        return made

    def row(self, message):
        transaction.begin()
        return session().get(MessageRow, message)
