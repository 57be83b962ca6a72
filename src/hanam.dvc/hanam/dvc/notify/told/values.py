"""What is said of a dossier in a message, in the language of who gets it."""

from hanam.dvc.catalogue import lookup
from hanam.dvc.catalogue.fees import fees_for
from hanam.dvc.dossiers import facts
from hanam.dvc.dossiers.states import TITLES
from hanam.dvc.i18n import _
from hanam.dvc.notify import queue
from hanam.dvc.notify.addresses import portal_url
from hanam.dvc.rules import vietnamese
from hanam.dvc.rules.states import State
from zope.i18n import translate


RESULT_BY = {
    "counter": _("at the counter of the agency"),
    "post": _("by post"),
    "online": _("online, on the page of the dossier"),
}
KEEP = _("Keep this address to yourself: whoever has it can see your dossier.")


def of(dossier, text: str, language: str, is_owner: bool) -> dict:
    """The values of `declared.VARIABLES`. The owner, who has not filed it, gets an address
    that shows only the state."""
    agency = lookup.agency(dossier.agency)
    day = dossier.filed.date()
    public = f"{portal_url()}/tra-cuu/{dossier.code}"
    title = RESULT_BY.get(dossier.result_by)
    return {
        "so_ho_so": dossier.code,
        "thu_tuc": dossier.procedure_title,
        "co_quan": lookup.title_of_agency(dossier.agency, day),
        "trang_thai": said(TITLES[State(dossier.state)], language),
        "nguoi_nop": dossier.applicant["name"],
        "chu_ho_so": dossier.owner["name"] if dossier.is_for_another() else "",
        "nop_luc": moment_in(dossier.filed, language),
        "han_tiep_nhan": moment_in(dossier.accept_due, language),
        "hen_tra": moment_in(dossier.due, language),
        "hen_cu": moment_in(before(dossier), language),
        "ly_do": text,
        "so_tien": money_of(dossier),
        "noi_nhan": said(title, language) if title else "",
        "dia_chi": getattr(agency, "address", "") or "",
        "dien_thoai": getattr(agency, "phone", "") or "",
        "link": public if is_owner else queue.follow_link(dossier.code),
        "nhac_giu_kin": "" if is_owner else said(KEEP, language),
    }


def before(dossier):
    """The appointment that the present one took the place of, or None."""
    made = [*dossier.extensions, *dossier.recounts]
    return max(made, key=lambda one: one["at"])["from"] if made else None


def said(message, language: str) -> str:
    return translate(message, target_language=language)


def moment_in(value, language: str) -> str:
    """ "09:00, thứ Năm, ngày 06 tháng 9 năm 2018", or as English writes it; "" for None."""
    if value is None:
        return ""
    day = value.date()
    words = f"{day:%A}, {day.day} {day:%B} {day.year}"
    if language == "vi":
        words = vietnamese.long_date(day)
    return f"{vietnamese.clock_time(value)}, {words}"


def money_of(dossier) -> str:
    """The fees whose amount is known: "Lệ phí: 200.000 đ; …"."""
    procedure = facts.procedure_of(dossier)
    if procedure is None:
        return ""
    rows = fees_for(procedure, dossier.case, dossier.channel, dossier.filed.date())
    return "; ".join(
        f"{row['title']}: {vietnamese.money(row['amount'])}"
        if row["title"]
        else vietnamese.money(row["amount"])
        for row in rows
        if row["amount"]
    )
