"""Zalo, over the notification service of the agency's official account.

The person is found by the phone number that their Zalo account has.
"""

from hanam.dvc.i18n import _
from hanam.dvc.notify.channels.base import masked_phone
from hanam.dvc.notify.channels.http import Gateway
from hanam.dvc.notify.channels.sms import international
from hanam.dvc.notify.channels.sms import mobile
from hanam.dvc.notify.settings import resolved


class Zalo:
    """See `base.Channel`."""

    id = "zalo"
    title = _("Zalo")

    def address(self, to) -> str:
        return mobile(to.zalo)

    def masked(self, address: str) -> str:
        return masked_phone(address)

    def open(self, settings, callback=""):
        return ZaloGateway(
            resolved(settings.zalo_url),
            settings.zalo_key,
            settings.zalo_secret,
            settings.zalo_sender,
            settings.zalo_timeout,
            callback,
        )


class ZaloGateway(Gateway):
    def body(self, message):
        return {
            "tracking_id": message.id,
            "oa_id": self.sender,
            "phone": international(message.recipient),
            "message": {"text": message.text},
            "callback": self.callback,
        }
