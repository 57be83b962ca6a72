"""The messages of late work to staff: what is escalated, and the daily digest. The texts, those of
`texts.json` to begin with, can be changed like those of all messages."""

from hanam.dvc.i18n import _
from hanam.dvc.notify.events import declare
from hanam.dvc.notify.events import Event
from hanam.dvc.notify.events import LEGAL
from hanam.dvc.notify.events import OPTIONAL
from pathlib import Path

import json


ESCALATED = "late.escalated"
DIGEST = "late.digest"
DAY = 86400
LINES = (
    "000.00.03.H25-180831-0001, Cấp phiếu lý lịch tư pháp: Sắp đến hẹn trả kết quả "
    "(09:00 06/9/2018)\n"
    "000.00.03.H25-180903-0004, Đăng ký hành nghề công chứng: Bước quá hạn "
    "(16:30 05/9/2018)"
)
TEXTS = json.loads((Path(__file__).parent / "texts.json").read_text(encoding="utf-8"))

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
        TEXTS[ESCALATED],
        LEGAL,
        2 * DAY,
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
            "tom_tat": "1 quá hẹn, 2 đến hạn hôm nay",
            "noi_dung": "Hồ sơ của bạn\n- Quá hẹn: 1\n- Đến hạn hôm nay: 2",
            "link": "https://dichvucong.example/tom-tat",
        },
        TEXTS[DIGEST],
        OPTIONAL,
        DAY,
    )
)
