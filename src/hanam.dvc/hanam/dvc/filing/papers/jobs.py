"""What a worker does for papers: look again into files that wait, forget old codes.

Importing this module registers the work and the message.
"""

from hanam.dvc.dossiers.fitness import INFECTED
from hanam.dvc.dossiers.handoff import codes
from hanam.dvc.dossiers.scanning import held
from hanam.dvc.filing.receipt import track_url
from hanam.dvc.i18n import _
from hanam.dvc.notify import periodic
from hanam.dvc.notify import queue
from hanam.dvc.notify.events import declare
from hanam.dvc.notify.events import Event


REMOVED = "papers.removed"
MAIL_VI = (
    "Hệ thống đã gỡ bỏ tệp “${file}” khỏi hồ sơ ${code} vì tệp có vi-rút. "
    "Hồ sơ của bạn vẫn được tiếp nhận theo thời hạn.\n\n"
    "Hãy quét vi-rút trên máy của bạn và chuẩn bị một bản sạch, hoặc chụp ảnh giấy tờ; cơ "
    "quan sẽ cho biết khi cần bổ sung.\n\nXem hồ sơ: ${link}\n"
)
MAIL_EN = (
    "The file “${file}” was removed from your dossier ${code} because a virus was found "
    "in it. The dossier itself goes on.\n\n"
    "Check your device and prepare a clean copy, or take a photo of the paper; the agency "
    "tells you when to add it.\n\nYour dossier: ${link}\n"
)
SMS_VI = "Ho so ${code}: tep ${file} bi go vi co vi-rut. Xem: ${link}"
SMS_EN = "Dossier ${code}: file ${file} was removed, it had a virus. See ${link}"
EVERY = 60  # seconds
HOUR = 3600

declare(
    Event(
        REMOVED,
        _("A file of the dossier was removed because of a virus"),
        variables={
            "code": _("Number of the dossier"),
            "file": _("Name of the file"),
            "link": _("Address of the dossier"),
        },
        sample={
            "code": "000.00.03.H25-180831-0001",
            "file": "don.pdf",
            "link": "https://dichvucong.example/tra-cuu/000.00.03.H25-180831-0001",
        },
        texts={
            "email": {
                "vi": {
                    "subject": "${code}: một tệp bị gỡ vì có vi-rút",
                    "text": MAIL_VI,
                },
                "en": {"subject": "${code}: a file was removed", "text": MAIL_EN},
            },
            "sms": {
                "vi": {"subject": "", "text": SMS_VI},
                "en": {"subject": "", "text": SMS_EN},
            },
        },
    )
)


def look_again(portal, now) -> None:
    """Scan what waits; tell applicants of what had to be removed."""
    for found in held.look_again(now):
        if found.scan == INFECTED and found.dossier.code:
            tell(found.dossier, found.paper)


def tell(dossier, paper) -> None:
    person = dossier.applicant
    queue.put(
        REMOVED,
        queue.To(email=person["email"], phone=person["phone"], zalo=person["phone"]),
        {
            "code": dossier.code,
            "file": paper.filename,
            "link": track_url(dossier.code),
        },
        code=dossier.code,
        procedure=dossier.procedure_code,
        key=f"{REMOVED}:{paper.id}",
        user=dossier.filed_by,
    )


periodic.register("papers.held", EVERY, look_again)
periodic.register("papers.codes", HOUR, codes.clear)
