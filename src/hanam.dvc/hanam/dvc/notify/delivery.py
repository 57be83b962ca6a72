"""`POST @delivery/<channel>`: what a gateway reports of a message it took.

    {"id": "<its own id>", "key": "<our key>", "status": "delivered" | "undelivered", "error": ""}

signed as `channels.http` says, with the secret of the channel. Any order, any number of times.
"""

from hanam.dvc.dossiers import moment
from hanam.dvc.notify import settings
from hanam.dvc.notify.channels import CHANNELS
from hanam.dvc.notify.channels.http import is_signed
from hanam.dvc.register import outbox
from hanam.dvc.rules.message_text import one_line
from plone.restapi.services import Service
from zope.interface import implementer
from zope.publisher.interfaces import IPublishTraverse

import json


ARRIVED = {"delivered": True, "undelivered": False}
SIGNED = ("sms", "zalo")


@implementer(IPublishTraverse)
class Delivery(Service):
    """200 with ``{"known": …}``; 400 not understood, 401 not signed, 404 no such channel."""

    channel = ""

    def publishTraverse(self, request, name):
        if self.channel:
            return super().publishTraverse(request, name)
        self.channel = name
        return self

    def reply(self):
        if self.channel not in CHANNELS or self.channel not in SIGNED:
            return self.wrong(404, "no such channel")
        body = self.request.get("BODY") or b""
        secret = getattr(settings.current(), f"{self.channel}_secret")
        stamp = self.request.getHeader("X-Timestamp") or ""
        signature = self.request.getHeader("X-Signature") or ""
        if not is_signed(secret, stamp, signature, body):
            return self.wrong(401, "not signed")
        told = understood(body)
        if told is None:
            return self.wrong(400, "not understood")
        return {"known": outbox.report(self.channel, *told, moment.now())}

    def wrong(self, status: int, message: str) -> dict:
        self.request.response.setStatus(status)
        return {"error": {"type": str(status), "message": message}}


def understood(body: bytes) -> tuple | None:
    """(gateway's id, our key, arrived, error) of a report; None where it is none."""
    try:
        told = json.loads(body)
    except ValueError:
        return None
    if not isinstance(told, dict) or told.get("status") not in ARRIVED:
        return None
    texts = [told.get(name) or "" for name in ("id", "key", "error")]
    if not all(isinstance(text, str) for text in texts) or not any(texts[:2]):
        return None
    external, key, error = texts
    return external[:200], key[:100], ARRIVED[told["status"]], one_line(error)[:200]
