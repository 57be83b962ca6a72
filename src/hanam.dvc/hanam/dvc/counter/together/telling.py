"""Who is told of legs, opinions and steps given back: events and their texts.

Messages to staff can be switched off by who gets them, for the worklist tells all; what is asked
of an expert outside is told always, and its text with the link is erased as soon as it is sent.
"""

from hanam.dvc.catalogue import lookup
from hanam.dvc.catalogue.geography.bodies import stands_for
from hanam.dvc.counter.together.texts import TEXTS
from hanam.dvc.dossiers import moment
from hanam.dvc.dossiers.together import hold_ups
from hanam.dvc.dossiers.together import links
from hanam.dvc.dossiers.together import waiting
from hanam.dvc.dossiers.together.events import Happened
from hanam.dvc.i18n import _
from hanam.dvc.notify import choices
from hanam.dvc.notify import periodic
from hanam.dvc.notify import queue
from hanam.dvc.notify.events import declare
from hanam.dvc.notify.events import Event
from hanam.dvc.notify.events import OPTIONAL
from hanam.dvc.notify.events import SECURITY
from hanam.dvc.notify.told.noted import NEWS
from hanam.dvc.notify.told.values import moment_in
from plone import api
from zope.component import adapter


VARIABLES = {
    "so_ho_so": _("Number of the dossier"),
    "thu_tuc": _("Name of the procedure"),
    "co_quan": _("Agency that has the dossier"),
    "viec": _("Part, question or step it is about"),
    "han": _("Until when it is to be done"),
    "noi_dung": _("What was written with it"),
    "ai": _("Agency or person who did it, or was asked"),
    "link": _("Address of the page to open"),
}
SAMPLE = {
    "so_ho_so": "000.00.03.H25-180831-0001",
    "thu_tuc": "Cấp phiếu lý lịch tư pháp cho công dân Việt Nam",
    "co_quan": "Sở Tư pháp",
    "viec": "Xác minh nơi cư trú",
    "han": "17:00, thứ Năm, ngày 06 tháng 9 năm 2018",
    "noi_dung": "Đề nghị xác minh trước ngày 06/9.",
    "ai": "Công an tỉnh",
    "link": "https://dichvucong.example/phoi-hop",
}
TITLES = {
    "together.leg_opened": _("A part of a dossier waits for your agency"),
    "together.leg_answered": _("An agency has done its part"),
    "together.leg_handed_back": _("An agency has handed its part back"),
    "together.opinion_asked": _("An opinion is asked of your agency"),
    "together.opinion_outside": _("An opinion is asked of an expert"),
    "together.opinion_reminded": _("Reminder of an opinion"),
    "together.opinion_answered": _("An opinion was given"),
    "together.opinion_missing": _("An opinion was not given in time"),
    "together.step_back": _("A dossier was given back to an earlier step"),
}
OUTSIDE = "together.opinion_outside"
MOST = 20
HOUR = 3600

for _name, _title in TITLES.items():
    declare(
        Event(
            _name,
            _title,
            VARIABLES,
            SAMPLE,
            {"email": TEXTS[_name]},
            kind=SECURITY if _name == OUTSIDE else OPTIONAL,
        )
    )


@adapter(Happened)
def happened(event) -> None:
    """Queue the messages of what happened; dossiers of practice and old news tell nobody."""
    dossier = event.dossier
    if dossier.practice or moment.now() - event.at > NEWS:
        return
    found = told_of(event)
    if found is None:
        return
    name, users, link = found
    key = f"{dossier.code} {event.action} {event.item.get('no', 0)} {event.at.isoformat()}"
    for user in list(dict.fromkeys(users))[:MOST]:
        tell(event, name, user, link, key)
    if event.item.get("seed") and event.action in ("opinion_ask", "opinion_remind"):
        link = f"{queue.portal_url()}/{links.path(dossier.code, event.item)}"
        to = queue.To(email=event.item["email"])
        put(event, OUTSIDE, to, link, f"{key} outside")


def told_of(event):
    """(event, user ids, address) of what happened; None where nobody is told."""
    dossier, item, action = event.dossier, event.item, event.action
    mine = [dossier.assignee] if dossier.assignee else staff(dossier.agency, "leader")
    page = page_of(dossier)
    if action == "leg_open":
        people = [item["assignee"]] if item["assignee"] else []
        return (
            "together.leg_opened",
            people or staff(item["agency"], item["role"]),
            f"{page}#leg-{item['no']}",
        )
    if action in ("opinion_ask", "opinion_remind"):
        if item["person"]:
            people = [item["person"]]
        else:
            people = staff(item["agency"], "officer") if item["agency"] else []
        name = "asked" if action == "opinion_ask" else "reminded"
        link = f"{queue.portal_url()}/y-kien/{dossier.code}/{item['no']}"
        return f"together.opinion_{name}", people, link
    if action in ("opinion_silent", "opinion_escalated"):
        people = [item["asked_by"]]
        if action == "opinion_escalated":
            people += staff(dossier.agency, "leader")
        return "together.opinion_missing", people, f"{page}#together"
    known = {
        "leg_done": ("together.leg_answered", mine),
        "leg_back": ("together.leg_handed_back", mine),
        "opinion_answer": ("together.opinion_answered", [item.get("asked_by", "")]),
        "step_back": ("together.step_back", mine),
    }
    found = known.get(action)
    return None if found is None else (*found, f"{page}#together")


def tell(event, name, user, link, key) -> None:
    """A mail to a member of the staff who has an address."""
    member = api.user.get(userid=user) if user else None
    email = (member.getProperty("email", "") if member else "") or ""
    if email:
        put(event, name, queue.To(email=email), link, f"{key} {user}", user)


def put(event, name, to, link, key, user="") -> None:
    dossier, item = event.dossier, event.item
    language = choices.of(user).language if user else "vi"
    who = hold_ups.name_of(item) if "question" in item else ""
    if not who and item.get("agency"):
        who = lookup.title_of_agency(item["agency"])
    queue.put(
        name,
        to,
        {
            "so_ho_so": dossier.code,
            "thu_tuc": dossier.procedure_title,
            "co_quan": lookup.title_of_agency(dossier.agency),
            "viec": item.get("question") or item.get("title") or "",
            "han": moment_in(item.get("due"), language),
            "noi_dung": event.text if event.action != "opinion_ask" else "",
            "ai": who,
            "link": link,
        },
        code=dossier.code,
        procedure=dossier.procedure_code,
        key=key,
        language=language,
        channels=() if user else ("email",),
        user=user,
    )


def staff(agency: str, role: str) -> list[str]:
    """The user ids of an agency's staff in a role, or of who stands for it now."""
    tool = api.portal.get_tool("acl_users")
    group = tool.getGroupById(f"{stands_for(agency)}.{role}")
    return sorted(group.getMemberIds()) if group else []


def page_of(dossier) -> str:
    """The address of a dossier for staff."""
    top = len(api.portal.get().getPhysicalPath())
    path = "/".join(dossier.getPhysicalPath()[top:])
    return f"{queue.portal_url()}/{path}"


periodic.register("together.opinions", HOUR, waiting.pass_time)
