"""The messages of late work: to staff what is escalated and the daily digest, to the applicant
the apology. The texts can be changed like those of all messages."""

from hanam.dvc.i18n import _
from hanam.dvc.notify.events import declare
from hanam.dvc.notify.events import Event
from hanam.dvc.notify.events import LEGAL
from hanam.dvc.notify.events import OPTIONAL


ESCALATED = "late.escalated"
DIGEST = "late.digest"
DAY = 86400
LINES = """000.00.03.H25-180831-0001, Cấp phiếu lý lịch tư pháp: Sắp đến hẹn trả kết quả, hạn 09:00 06/9/2018
000.00.03.H25-180903-0004, Đăng ký hành nghề công chứng: Bước quá hạn, hạn 16:30 05/9/2018"""

declare(
    Event(
        ESCALATED,
        _("Late work: warnings to staff"),
        {
            "so_luong": _("How many dossiers it is about"),
            "danh_sach": _("The dossiers, a line each: code, procedure, what is late"),
            "con_lai": _("How many more there are, where the list is cut"),
            "link": _("Address of the page about late work"),
        },
        {
            "so_luong": "2",
            "danh_sach": LINES,
            "con_lai": "",
            "link": "https://dichvucong.example/tre-han",
        },
        {
            "email": {
                "vi": {
                    "subject": "${so_luong} hồ sơ cần xử lý để không trễ hạn",
                    "text": """${danh_sach}
và ${con_lai} hồ sơ khác.

Xem và xử lý: ${link}

Nếu không kịp, cơ quan phải xin lỗi bằng văn bản và hẹn lại ngày trả kết quả, chậm nhất một ngày trước khi hết hạn.""",
                },
                "en": {
                    "subject": "${so_luong} dossiers need work so as not to be late",
                    "text": """${danh_sach}
and ${con_lai} more.

See and act: ${link}

Where time does not suffice, the agency must apologise in writing and name a new day, at the latest one day before the limit ends.""",
                },
            },
            "sms": {
                "vi": {"text": "${so_luong} hồ sơ cần xử lý để không trễ hạn: ${link}"},
                "en": {"text": "${so_luong} dossiers need work: ${link}"},
            },
        },
        kind=LEGAL,
        lives=2 * DAY,
    )
)
declare(
    Event(
        DIGEST,
        _("Daily digest of work for staff"),
        {
            "ngay": _("The day"),
            "tom_tat": _("What there is to do, in one line"),
            "noi_dung": _("The digest"),
            "link": _("Address of the digest in the portal"),
        },
        {
            "ngay": "06/9/2018",
            "tom_tat": "1 quá hạn, 2 đến hạn hôm nay",
            "noi_dung": "Hồ sơ của bạn\n- Quá hạn: 1\n- Đến hạn hôm nay: 2",
            "link": "https://dichvucong.example/tom-tat",
        },
        {
            "email": {
                "vi": {
                    "subject": "Việc ngày ${ngay}: ${tom_tat}",
                    "text": "${noi_dung}\n\nXem trong cổng: ${link}",
                },
                "en": {
                    "subject": "Work of ${ngay}: ${tom_tat}",
                    "text": "${noi_dung}\n\nIn the portal: ${link}",
                },
            }
        },
        kind=OPTIONAL,
        lives=DAY,
    )
)
