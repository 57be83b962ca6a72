"""The messages of this room, with the texts they come with; editors may change these."""

from dataclasses import dataclass
from hanam.dvc.i18n import _
from hanam.dvc.notify.events import declare
from hanam.dvc.notify.events import Event
from hanam.dvc.notify.events import SECURITY


@dataclass(frozen=True)
class LoggedIn:
    """Told (zope.event) when somebody is let in; ``request`` still has the guest's cookies."""

    user_id: str
    request: object


CODE = "identity.code"
# The last line lets a phone offer the code by itself, and only on this site (WebOTP).
SMS_VI = (
    "${code} là mã xác nhận của bạn trên Cổng dịch vụ công, dùng trong ${minutes} phút. "
    "Đừng đưa mã này cho ai.\n\n@${host} #${code}"
)
SMS_EN = (
    "${code} is your code for the public services portal, good for ${minutes} minutes. "
    "Give it to nobody.\n\n@${host} #${code}"
)
MAIL_VI = (
    "Mã xác nhận của bạn: ${code}\n\n"
    "Hãy nhập mã này vào trang bạn đang mở. Mã dùng được trong ${minutes} phút.\n\n"
    "Đừng đưa mã này cho ai; cán bộ không bao giờ hỏi mã. Nếu bạn không yêu cầu mã, "
    "hãy bỏ qua thư này.\n"
)
MAIL_EN = (
    "Your code: ${code}\n\n"
    "Type it into the page that you have open. It is good for ${minutes} minutes.\n\n"
    "Give it to nobody; officials never ask for it. If you have not asked for a code, "
    "ignore this mail.\n"
)
declare(
    Event(
        CODE,
        _("A one-time code"),
        variables={
            "code": _("The code"),
            "minutes": _("Minutes that the code can be used"),
            "host": _("Host name of the portal"),
        },
        sample={"code": "123456", "minutes": "10", "host": "dichvucong.example"},
        texts={
            "email": {
                "vi": {"subject": "${code} là mã xác nhận của bạn", "text": MAIL_VI},
                "en": {"subject": "${code} is your code", "text": MAIL_EN},
            },
            "sms": {
                "vi": {"subject": "", "text": SMS_VI},
                "en": {"subject": "", "text": SMS_EN},
            },
            "zalo": {
                "vi": {"subject": "", "text": SMS_VI},
                "en": {"subject": "", "text": SMS_EN},
            },
        },
        kind=SECURITY,
    )
)
