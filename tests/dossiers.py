"""A small world for the tests of dossiers: two agencies, a procedure, one user per role."""

from datetime import datetime
from hanam.dvc.catalogue import loading
from hanam.dvc.catalogue import lookup
from hanam.dvc.dossiers import actions
from hanam.dvc.dossiers import intake
from hanam.dvc.dossiers import results
from hanam.dvc.dossiers import sheets
from hanam.dvc.filing.sample_paper import pdf
from hanam.dvc.rules import states
from plone import api
from plone.app.testing import login
from plone.app.testing import logout


MONDAY = datetime(2018, 9, 10, 9, 0)
PASSWORD = "Thu-nghiem-2018"
PDF = pdf("Giay to mau")
AGENCIES = [
    {
        "slug": "so-mau",
        "title": "Sở Mẫu",
        "kind": "province_body",
        "unit_code": "000.00.91.H25",
    },
    {
        "slug": "so-khac",
        "title": "Sở Khác",
        "kind": "province_body",
        "unit_code": "000.00.92.H25",
    },
]
PROCEDURE = {
    "code": "1.999001",
    "title": "Cấp giấy mẫu",
    "sector": "linh-vuc-mau",
    "agencies": ["so-mau", "so-khac"],
    "declared_level": 3,
    "channels": ["online", "counter", "post"],
    "limits": [{"value": 3, "unit": "working_day"}],
    "papers": [
        {"key": "to-khai", "title": "Tờ khai", "originals": 1, "form": "to-khai"},
        {"key": "don", "title": "Đơn đề nghị", "originals": 1},
        {"key": "khac", "title": "Giấy tờ khác", "required": False},
    ],
    "plan": [
        {"title": "Tiếp nhận", "role": "clerk", "value": 4, "unit": "working_hour"},
        {"title": "Thẩm định", "role": "officer", "value": 8, "unit": "working_hour"},
        {"title": "Dự thảo", "role": "officer", "value": 4, "unit": "working_hour"},
        {"title": "Ký duyệt", "role": "leader", "value": 4, "unit": "working_hour"},
    ],
    "results": [{"title": "Giấy mẫu"}],
    "return_by_post": True,
}
DECLARATION = {
    "title": "Tờ khai mẫu",
    "fieldsets": [
        {
            "title": "Yêu cầu",
            "fields": [{"name": "so_ban", "kind": "integer", "title": "Số bản"}],
        }
    ],
}
APPLICANT = {
    "kind": "citizen",
    "name": "Nguyễn Thị Mẫu",
    "id_number": "035185000001",
    "birth_date": "1985-01-01",
    "phone": "0912 345 678",
}
# user: (groups, global roles)
USERS = {
    "citizen": ((), ()),
    "other-citizen": ((), ()),
    "clerk": (("so-mau.clerk",), ()),
    "officer": (("so-mau.officer",), ()),
    "leader": (("so-mau.leader",), ()),
    "strange-clerk": (("so-khac.clerk",), ()),
    "supervisor": ((), ("Supervisor",)),
    "editor": ((), ("Editor", "Reviewer", "Contributor")),
    "manager": ((), ("Manager",)),
}


def build_world(portal) -> None:
    """Agencies, the procedure and the users, each made once."""
    # Most tests go the short way to a result; `test_duties_kept` tests the plan that binds.
    api.portal.set_registry_record("hanam.dvc.tracks.plan_binds", False)
    # Administrators are asked for a reason in `test_counter_roles`.
    api.portal.set_registry_record("hanam.dvc.tracks.reason_minutes", 0)
    with api.env.adopt_roles(["Manager"]):
        loading.load_agencies(AGENCIES)
        loading.load_sectors([{"slug": "linh-vuc-mau", "title": "Lĩnh vực mẫu"}])
        loading.load_procedures([PROCEDURE])
        loading.load_declaration(lookup.procedure(PROCEDURE["code"]), DECLARATION)
        for name, (groups, roles) in USERS.items():
            add_user(portal, name, roles)
            for group in groups:
                api.group.add_user(groupname=group, username=name)


def add_user(portal, name, roles=()) -> None:
    """A user with the password of all; nothing happens if there is one already."""
    if portal.acl_users.getUserById(name) is None:
        portal.acl_users.userFolderAddUser(name, PASSWORD, ("Member", *roles), [])
        member = portal.portal_membership.getMemberById(name)
        member.setMemberProperties({"fullname": f"{name} (mẫu)"})


def act_as(portal, name) -> None:
    """Be this user from now on; "" is a guest."""
    if name:
        login(portal, name)
    else:
        logout()


def a_filing(**changes) -> intake.Filing:
    """A filing that can be taken as it stands."""
    facts = {
        "procedure": PROCEDURE["code"],
        "agency": "so-mau",
        "channel": "online",
        "applicant": dict(APPLICANT),
        "data": {"so_ban": 2},
        "papers": [intake.NewPaper("don", "Đơn.pdf", "application/pdf", PDF)],
        "filed_by": "citizen",
    }
    return intake.Filing(**(facts | changes))


NEEDED = {
    "reason": {"reason": "Thiếu giấy tờ."},
    "papers": {"papers": [intake.NewPaper("don", "bo-sung.pdf", "", PDF)]},
    "receiver": {"reason": "Người nhận: Nguyễn Thị Mẫu."},
    "result": {"result": {"number": "12/GM", "text": "Đã cấp"}},
}
# How a filed dossier gets into a state: who does what.
PATHS = {
    "submitted": (),
    "accepted": (("clerk", "accept"),),
    "refused": (("clerk", "refuse"),),
    "processing": (("clerk", "accept"), ("officer", "start")),
    "supplement": (("clerk", "accept"), ("officer", "start"), ("officer", "ask")),
    "supplement of the counter": (("clerk", "ask_submitted"),),
    "payment": (
        ("clerk", "accept"),
        ("officer", "start"),
        ("officer", "request_payment"),
    ),
    "withdrawn": (("citizen", "withdraw"),),
    "stopped": (("clerk", "accept"), ("officer", "start"), ("officer", "stop")),
    "finished": (("clerk", "accept"), ("officer", "start"), ("officer", "finish")),
    "returned": (
        ("clerk", "accept"),
        ("officer", "start"),
        ("officer", "finish"),
        ("clerk", "hand_over"),
    ),
}


def given_for(transition) -> dict:
    """What an action needs, so that it can be carried out."""
    found = {}
    for need in actions.needs_of(states.transition(transition)):
        found |= NEEDED[need]
    return found


def do(portal, dossier, who, transition, **more):
    """Let a user carry out an action, with all it needs."""
    act_as(portal, who)
    return actions.perform(dossier, transition, **(given_for(transition) | more))


def dossier_in(portal, state, now=MONDAY, **changes):
    """A dossier that was filed and has gone the way to ``state`` (a key of `PATHS`)."""
    act_as(portal, "citizen")
    dossier = intake.file(a_filing(**changes), now=now).dossier
    for who, transition in PATHS[state]:
        do(portal, dossier, who, transition, now=now)
    return dossier


def add_result(portal, dossier) -> None:
    """Lay a file among the results of a dossier."""
    made, _problems = results.read(
        intake.NewPaper(filename="Kết quả.pdf", data=PDF), MONDAY, ("officer", ""), ""
    )
    sheets.store(made)
    dossier.results.extend(made)
