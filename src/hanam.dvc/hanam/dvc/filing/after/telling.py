"""Who is told of what happens after a filing: events of this package and their texts."""

from hanam.dvc.catalogue import lookup
from hanam.dvc.dossiers.events import Noted
from hanam.dvc.dossiers.wishes import CONTACT
from hanam.dvc.dossiers.wishes import RESULT_WAY
from hanam.dvc.filing.after import talk
from hanam.dvc.i18n import _
from hanam.dvc.notify import choices
from hanam.dvc.notify import queue
from hanam.dvc.notify.events import declare
from hanam.dvc.notify.events import Event
from hanam.dvc.notify.events import OPTIONAL
from hanam.dvc.notify.told.noted import is_news
from plone import api
from zope.component import adapter


MESSAGE, TO_STAFF, CHANGED, RATE = (
    "dossier.message",
    "dossier.message_to_agency",
    "dossier.changed_by_applicant",
    "dossier.rating",
)
VARIABLES = {
    "so_ho_so": _("Number of the dossier"),
    "thu_tuc": _("Name of the procedure"),
    "co_quan": _("Agency that has the dossier"),
    "link": _("Address of the page to open"),
}
SAMPLE = {
    "so_ho_so": "000.00.03.H25-180831-0001",
    "thu_tuc": "Cấp phiếu lý lịch tư pháp cho công dân Việt Nam",
    "co_quan": "Sở Tư pháp",
    "link": "https://dichvucong.example/tra-cuu/000.00.03.H25-180831-0001/MAUMAUMAUMAU",
}
# What changes of a dossier its official is told of by mail; the rest is in the worklist.
TOLD_STAFF = (RESULT_WAY, CONTACT, "withdraw")
# After these nothing more is decided: how was it?
ENDS = ("hand_over", "refuse", "stop")


def texts(subject_vi, vi, subject_en, en, sms="", sms_en=""):
    """The texts of an event by channel and language."""
    found = {
        "email": {
            "vi": {"subject": subject_vi, "text": vi},
            "en": {"subject": subject_en, "text": en},
        }
    }
    if sms:
        found["sms"] = {"vi": {"text": sms}, "en": {"text": sms_en}}
    return found


declare(
    Event(
        MESSAGE,
        _("The agency has written a message"),
        VARIABLES,
        SAMPLE,
        texts(
            "${so_ho_so}: ${co_quan} nhắn tin cho bạn",
            "Mở trang này để đọc và trả lời:\n${link}\n\n"
            "Hồ sơ: ${so_ho_so}\nThủ tục: ${thu_tuc}\n\n"
            "Giữ kín đường dẫn này: ai có nó đều xem được hồ sơ của bạn.\n",
            "${so_ho_so}: a message from ${co_quan}",
            "Open this page to read and answer it:\n${link}\n\n"
            "Dossier: ${so_ho_so}\nProcedure: ${thu_tuc}\n\n"
            "Keep this address to yourself: whoever has it can see your dossier.\n",
            "${co_quan} nhan tin cho ban ve ho so ${so_ho_so}. Doc: ${link}",
            "${co_quan} has written to you about ${so_ho_so}: ${link}",
        ),
    )
)
declare(
    Event(
        TO_STAFF,
        _("The applicant has written a message"),
        VARIABLES,
        SAMPLE,
        texts(
            "${so_ho_so}: người nộp nhắn tin",
            "Mở hồ sơ để đọc và trả lời:\n${link}\n\nThủ tục: ${thu_tuc}\n",
            "${so_ho_so}: a message of the applicant",
            "Open the dossier to read and answer it:\n${link}\n\n"
            "Procedure: ${thu_tuc}\n",
        ),
        kind=OPTIONAL,
    )
)
declare(
    Event(
        CHANGED,
        _("The applicant has changed something of the dossier"),
        VARIABLES,
        SAMPLE,
        texts(
            "${so_ho_so}: người nộp vừa thay đổi",
            "Người nộp đã rút hồ sơ, đổi cách nhận kết quả hoặc sửa thông tin liên hệ. "
            "Xem diễn biến của hồ sơ:\n${link}\n\nThủ tục: ${thu_tuc}\n",
            "${so_ho_so}: changed by the applicant",
            "The applicant has withdrawn the dossier, or changed how the result comes or "
            "how to be reached. See its history:\n${link}\n\nProcedure: ${thu_tuc}\n",
        ),
        kind=OPTIONAL,
    )
)
declare(
    Event(
        RATE,
        _("Invitation to rate the handling of a dossier"),
        VARIABLES,
        SAMPLE,
        texts(
            "${so_ho_so}: bạn thấy việc giải quyết thế nào?",
            "Cho biết bạn hài lòng đến mức nào, mất một phút:\n${link}\n\n"
            "Hồ sơ: ${so_ho_so}\nThủ tục: ${thu_tuc}\n\n"
            "Không ai biết bạn đã trả lời thế nào: số liệu được tính chung.\n",
            "${so_ho_so}: how was it?",
            "Say how satisfied you are; it takes a minute:\n${link}\n\n"
            "Dossier: ${so_ho_so}\nProcedure: ${thu_tuc}\n\n"
            "Nobody learns what you answered: figures are added up.\n",
        ),
        kind=OPTIONAL,
    )
)


@adapter(talk.Written)
def written(event) -> None:
    """Tell the other side of a message."""
    dossier, key = event.dossier, f"{event.dossier.code} message {event.row.id}"
    if event.side == talk.AGENCY:
        tell_applicant(dossier, MESSAGE, "tin-nhan", key)
    else:
        tell_staff(dossier, TO_STAFF, key)


@adapter(Noted)
def noted(event) -> None:
    """Tell whoever has the dossier what its applicant changed; invite to rate it at the end."""
    dossier = event.dossier
    if not is_news(event):
        return
    if event.action in TOLD_STAFF:
        key = f"{dossier.code} {event.action} {event.at.isoformat()}"
        tell_staff(dossier, CHANGED, key)
    if event.action in ENDS:
        # By mail only: it must cost nobody anything.
        key = f"{dossier.code} rating"
        tell_applicant(dossier, RATE, "danh-gia", key, channels=("email",))


def tell_applicant(dossier, event, part, key, channels=()) -> None:
    """A message with the address of a page behind the dossier."""
    if dossier.practice:
        return
    user = dossier.filed_by
    link = queue.Link(f"{queue.follow_link(dossier.code)}/{part}")
    person = dossier.applicant
    queue.put(
        event,
        queue.To(email=person["email"], phone=person["phone"]),
        values_of(dossier, link),
        code=dossier.code,
        procedure=dossier.procedure_code,
        key=key,
        language=choices.of(user).language,
        channels=channels,
        user="" if channels else user,
    )


def tell_staff(dossier, event, key) -> None:
    """A mail to who works on the dossier; nobody else is named."""
    member = api.user.get(userid=dossier.assignee) if dossier.assignee else None
    email = (member.getProperty("email", "") if member else "") or ""
    if not email or dossier.practice:
        return
    path = "/".join(
        dossier.getPhysicalPath()[len(api.portal.get().getPhysicalPath()) :]
    )
    queue.put(
        event,
        queue.To(email=email),
        values_of(dossier, f"{queue.portal_url()}/{path}"),
        code=dossier.code,
        procedure=dossier.procedure_code,
        key=key,
        language=choices.of(dossier.assignee).language,
        user=dossier.assignee,
    )


def values_of(dossier, link) -> dict:
    day = dossier.filed.date()
    return {
        "so_ho_so": dossier.code,
        "thu_tuc": dossier.procedure_title,
        "co_quan": lookup.title_of_agency(dossier.agency, day),
        "link": link,
    }
