"""SMS over the gateway of an operator or aggregator."""

from hanam.dvc.i18n import _
from hanam.dvc.notify.channels.base import masked_phone
from hanam.dvc.notify.channels.http import Gateway
from hanam.dvc.notify.settings import resolved
from hanam.dvc.rules import identity
from hanam.dvc.rules import sms


def mobile(text: str) -> str:
    """A mobile number of ten digits as dialled at home; "" for any other."""
    try:
        number = identity.modern_phone(text)
    except identity.Invalid:
        return ""
    return number if identity.MOBILE.fullmatch(number) else ""


def international(number: str) -> str:
    """The number as gateways take it: ``84912345678``."""
    return "84" + number.removeprefix("0")


class Sms:
    """See `base.Channel`."""

    id = "sms"
    title = _("SMS")

    def address(self, to) -> str:
        return mobile(to.phone)

    def masked(self, address: str) -> str:
        return masked_phone(address)

    def open(self, settings, callback=""):
        return SmsGateway(
            resolved(settings.sms_url),
            settings.sms_key,
            settings.sms_secret,
            settings.sms_sender,
            settings.sms_timeout,
            callback,
        )


class SmsGateway(Gateway):
    def body(self, message):
        return {
            "id": message.id,
            "from": self.sender,
            "to": international(message.recipient),
            "text": message.text,
            "unicode": not sms.is_gsm7(message.text),
            "parts": sms.size(message.text).parts,
            "callback": self.callback,
        }
