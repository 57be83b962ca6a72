"""What applicants are told of their drafts; editors may change the texts."""

from hanam.dvc.i18n import _
from hanam.dvc.notify.events import declare
from hanam.dvc.notify.events import Event
from hanam.dvc.notify.events import SECURITY


LINK, EXPIRING = "draft.link", "draft.expiring"
VARIABLES = {
    "thu_tuc": _("Title of the procedure"),
    "duong_dan": _("Link that opens the draft"),
    "ngay": _("Day until which it holds"),
}
SAMPLE = {
    "thu_tuc": "Cấp giấy mẫu",
    "duong_dan": "https://dichvucong.example/lam-tiep/mau",
    "ngay": "31/08/2018",
}
# The links open a draft, so their texts are erased as soon as they are sent.
declare(
    Event(
        LINK,
        _("Link to a draft, asked for by its applicant"),
        variables=VARIABLES,
        sample=SAMPLE,
        kind=SECURITY,
        texts={
            "email": {
                "vi": {
                    "subject": "Làm tiếp bản khai chưa nộp: ${thu_tuc}",
                    "text": (
                        "Bản khai “${thu_tuc}” của bạn CHƯA NỘP.\n\n"
                        "Mở liên kết này trên máy bất kỳ để làm tiếp:\n${duong_dan}\n\n"
                        "Liên kết dùng được đến ${ngay}. Ai có liên kết đều xem được bản "
                        "khai, nên đừng chuyển cho người khác. Nếu bạn không yêu cầu, hãy "
                        "bỏ qua thư này.\n"
                    ),
                },
                "en": {
                    "subject": "Go on with your draft: ${thu_tuc}",
                    "text": (
                        "Your draft “${thu_tuc}” is NOT FILED yet.\n\n"
                        "Open this link on any device to go on:\n${duong_dan}\n\n"
                        "It works until ${ngay}. Whoever has it can read the draft, so do "
                        "not pass it on. If you have not asked for it, ignore this mail.\n"
                    ),
                },
            },
            "sms": {
                "vi": {
                    "subject": "",
                    "text": (
                        "Bản khai chưa nộp của bạn, làm tiếp tại ${duong_dan} "
                        "(đến ${ngay}). Đừng chuyển cho người khác."
                    ),
                },
                "en": {
                    "subject": "",
                    "text": (
                        "Your draft is not filed yet, go on at ${duong_dan} (until "
                        "${ngay}). Do not pass it on."
                    ),
                },
            },
        },
    )
)
declare(
    Event(
        EXPIRING,
        _("A draft is about to be deleted"),
        variables=VARIABLES,
        sample=SAMPLE,
        kind=SECURITY,
        texts={
            "email": {
                "vi": {
                    "subject": "Bản khai chưa nộp sẽ bị xóa sau ngày ${ngay}",
                    "text": (
                        "Bản khai “${thu_tuc}” của bạn CHƯA NỘP và sẽ bị xóa sau ngày "
                        "${ngay}.\n\nLàm tiếp tại:\n${duong_dan}\n\n"
                        "Nếu không cần nữa, bạn không phải làm gì.\n"
                    ),
                },
                "en": {
                    "subject": "Your draft is deleted after ${ngay}",
                    "text": (
                        "Your draft “${thu_tuc}” is NOT FILED and is deleted after "
                        "${ngay}.\n\nGo on at:\n${duong_dan}\n\n"
                        "If you do not need it any more, you need not do anything.\n"
                    ),
                },
            },
            "sms": {
                "vi": {
                    "subject": "",
                    "text": (
                        "Bản khai chưa nộp của bạn sẽ bị xóa sau ngày ${ngay}. Làm tiếp "
                        "tại ${duong_dan}"
                    ),
                },
                "en": {
                    "subject": "",
                    "text": (
                        "Your draft is not filed and is deleted after ${ngay}. Go on at "
                        "${duong_dan}"
                    ),
                },
            },
        },
    )
)
