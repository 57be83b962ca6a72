"""The events of dossiers, with the texts of `texts.json`."""

from hanam.dvc.i18n import _
from hanam.dvc.notify.events import declare
from hanam.dvc.notify.events import Event
from pathlib import Path

import json


VARIABLES = {
    "so_ho_so": _("Number of the dossier"),
    "thu_tuc": _("Name of the procedure"),
    "co_quan": _("Agency that has the dossier"),
    "trang_thai": _("State of the dossier"),
    "nguoi_nop": _("Name of the applicant"),
    "chu_ho_so": _("Name of the owner, where it is somebody else"),
    "nop_luc": _("When it was filed"),
    "han_tiep_nhan": _("Until when the agency answers whether it accepts it"),
    "hen_tra": _("When the result is promised"),
    "hen_cu": _("When the result had been promised before"),
    "ly_do": _("Reason, or what is asked for, as the official wrote it"),
    "so_tien": _("Fees and charges"),
    "noi_nhan": _("How the result is received"),
    "dia_chi": _("Address of the agency"),
    "dien_thoai": _("Phone of the agency"),
    "link": _("Address where the dossier is followed"),
    "nhac_giu_kin": _(
        "Reminder to keep the address private, where it opens the dossier"
    ),
}
TITLES = {
    "dossier.filed": _("Dossier filed"),
    "dossier.accepted": _("Dossier accepted"),
    "dossier.refused": _("Dossier not accepted"),
    "dossier.papers_asked": _("Papers asked for"),
    "dossier.papers_added": _("Papers added"),
    "dossier.payment_asked": _("Payment asked for"),
    "dossier.finished": _("Result ready"),
    "dossier.handed_over": _("Result handed over"),
    "dossier.stopped": _("Processing stopped"),
    "dossier.withdrawn": _("Dossier withdrawn"),
    "dossier.extended": _("Time limit extended"),
    "dossier.late": _("Apology for a result that is late"),
    "dossier.moved": _("Appointment moved by a changed calendar"),
}
OF_ACTION = {
    "submit": "dossier.filed",
    "accept": "dossier.accepted",
    "refuse": "dossier.refused",
    "ask_submitted": "dossier.papers_asked",
    "ask": "dossier.papers_asked",
    "answer_submitted": "dossier.papers_added",
    "answer_processing": "dossier.papers_added",
    "request_payment": "dossier.payment_asked",
    "finish": "dossier.finished",
    "hand_over": "dossier.handed_over",
    "stop": "dossier.stopped",
    "withdraw": "dossier.withdrawn",
    "extend": "dossier.extended",
    "apologise": "dossier.late",
    "recount_calendar": "dossier.moved",
}
SAMPLE = {
    "so_ho_so": "000.00.03.H25-180831-0001",
    "thu_tuc": "Cấp phiếu lý lịch tư pháp cho công dân Việt Nam",
    "co_quan": "Sở Tư pháp",
    "trang_thai": "Mới nộp",
    "nguoi_nop": "Nguyễn Thị Mẫu",
    "chu_ho_so": "",
    "nop_luc": "09:14, thứ Sáu, ngày 31 tháng 8 năm 2018",
    "han_tiep_nhan": "17:00, thứ Ba, ngày 04 tháng 9 năm 2018",
    "hen_tra": "09:00, thứ Năm, ngày 06 tháng 9 năm 2018",
    "hen_cu": "17:00, thứ Hai, ngày 03 tháng 9 năm 2018",
    "ly_do": "Thiếu bản chụp căn cước công dân hai mặt.",
    "so_tien": "Lệ phí: 200.000 đ",
    "noi_nhan": "tại bộ phận tiếp nhận và trả kết quả",
    "dia_chi": "",
    "dien_thoai": "",
    "link": "https://dichvucong.example/tra-cuu/000.00.03.H25-180831-0001/MAUMAUMAUMAU",
    "nhac_giu_kin": "Giữ kín đường dẫn này: ai có nó đều xem được hồ sơ của bạn.",
}


def declare_all() -> None:
    """Make them known, each with its texts."""
    path = Path(__file__).parent / "texts.json"
    texts = json.loads(path.read_text(encoding="utf-8"))
    for name, title in TITLES.items():
        declare(Event(name, title, VARIABLES, SAMPLE, texts[name]))


declare_all()
