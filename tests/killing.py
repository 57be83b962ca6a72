"""A portal on disk whose worker is killed in the middle of sending; a program of its own.

    python -m tests.killing prepare|work      with DVC_VAR, DVC_HOME and DVC_SANDBOX set

`prepare` makes a portal with `MANY` messages for each channel in the outbox and one transaction
that is aborted; `work` runs two workers until nothing is left to send, or until it is killed.
"""

from hanam.dvc.notify import events
from hanam.dvc.notify import queue
from hanam.dvc.notify import sending
from hanam.dvc.operations import site
from hanam.dvc.operations import zope
from hanam.dvc.register.model_outbox import MessageRow
from hanam.dvc.register.model_outbox import UNFINISHED
from sqlalchemy import func
from sqlalchemy import select
from tests import sandboxes
from tests.working import until_done

import sys
import transaction


MANY = 100
NOTE = events.Event(
    "test_note",
    "Note",
    {"n": "Number"},
    {"n": "1"},
    {"sms": {"vi": {"text": "Tin ${n}"}}},
)


def to(number):
    phone = f"09{number:08}"
    return queue.To(email=f"mau{number}@mau.example", phone=phone, zalo=phone)


def prepare():
    site.create(sample=False)
    events.declare(NOTE)
    with zope.portal():
        sandboxes.switch_on()
        sandboxes.settings.keep(sms_timeout=1, zalo_timeout=1, email_timeout=1)
        transaction.commit()
        for number in range(MANY):
            queue.put("test_note", to(number), {"n": number})
            if number % 10 == 0:
                transaction.commit()
        transaction.commit()
        queue.put("test_note", to(MANY), {"n": "aborted"})
        transaction.abort()


def work():
    # Short leases: what a killed worker held is free again within seconds.
    sending.SPARE = 2
    until_done(select(func.count()).where(MessageRow.state.in_(UNFINISHED)))


if __name__ == "__main__":
    {"prepare": prepare, "work": work}[sys.argv[1]]()
