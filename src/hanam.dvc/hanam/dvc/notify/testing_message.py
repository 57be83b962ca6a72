"""The message with which an administrator tries a channel."""

from hanam.dvc.i18n import _
from hanam.dvc.notify import queue
from hanam.dvc.notify.addresses import portal_url
from hanam.dvc.notify.events import declare
from hanam.dvc.notify.events import Event


TEST = declare(
    Event(
        "notify.test",
        _("Test message"),
        {"cong": _("Address of the portal")},
        {"cong": "https://dichvucong.example"},
        {
            "email": {
                "vi": {
                    "subject": "Tin nhắn thử từ Cổng dịch vụ công",
                    "text": "Nếu bạn đọc được dòng này thì kênh email đã hoạt động.\n\n${cong}",
                },
                "en": {
                    "subject": "Test message of the public services portal",
                    "text": "If you can read this, e-mail works.\n\n${cong}",
                },
            },
            "sms": {
                "vi": {"text": "Tin nhắn thử từ Cổng dịch vụ công. ${cong}"},
                "en": {"text": "Test message of the public services portal. ${cong}"},
            },
        },
    )
)


def to(channel: str, address: str) -> queue.To:
    """An address as the one of that channel alone."""
    name = "phone" if channel == "sms" else channel
    return queue.To(**{name: address})


def send(channel: str, address: str) -> list[str]:
    """Queue the test message."""
    values = {"cong": portal_url()}
    return queue.put(TEST.id, to(channel, address), values, channels=(channel,))
