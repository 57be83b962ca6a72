"""One-time codes in tests: read in the outbox, where they are until they are sent."""

from hanam.dvc.identity import events
from hanam.dvc.notify import settings
from hanam.dvc.notify.queue import To
from hanam.dvc.register.model_outbox import MessageRow
from hanam.dvc.register.session import session
from sqlalchemy import select

import re
import transaction


def reach(sms: bool = True, email: bool = True) -> None:
    """Say which channels the portal has."""
    settings.keep(sms_on=sms, email_on=email)
    transaction.commit()


def rows() -> list[MessageRow]:
    """The messages with codes, the oldest first, seen by a transaction of its own."""
    transaction.begin()
    asked = select(MessageRow).where(MessageRow.event == events.CODE)
    return list(session().scalars(asked.order_by(MessageRow.id)))


def codes_sent() -> list[str]:
    return [re.search(r"(?<!\d)\d{6}(?!\d)", row.text)[0] for row in rows()]


def last_code() -> str:
    return codes_sent()[-1]


def last_to() -> To:
    row = rows()[-1]
    if row.channel == "email":
        return To(email=row.recipient)
    return To(phone=row.recipient)
