"""Three agencies on one dossier: their staff, and a procedure with parallel parts."""

from datetime import datetime
from hanam.dvc.catalogue import loading
from plone import api
from tests import dossiers as world
from tests.dossiers import act_as
from tests.dossiers import add_user
from tests.dossiers import build_world


MONDAY = world.MONDAY
JOINT = "1.999002"
AGENCIES = [
    {
        "slug": "cong-an-mau",
        "title": "Công an Mẫu",
        "kind": "province_body",
        "unit_code": "000.00.93.H25",
    },
    {
        "slug": "bao-hiem-mau",
        "title": "Bảo hiểm Mẫu",
        "kind": "province_body",
        "unit_code": "000.00.94.H25",
    },
]


def a_step(title, role, value, agency="", group="", unit="working_hour"):
    return {
        "title": title,
        "role": role,
        "value": value,
        "unit": unit,
        "agency": agency,
        "group": group,
    }


# Registered first; then two agencies side by side, a third after both, and a signature.
PLAN = [
    a_step("Tiếp nhận", "clerk", 4),
    a_step("Đăng ký thường trú", "officer", 8, "cong-an-mau", "song-song"),
    a_step("Cấp thẻ bảo hiểm", "officer", 16, "bao-hiem-mau", "song-song"),
    a_step("Đối chiếu", "officer", 4, "so-khac"),
    a_step("Thẩm định", "officer", 4),
    a_step("Ký duyệt", "leader", 4),
]
USERS = {
    "police": ("cong-an-mau.officer",),
    "police-2": ("cong-an-mau.officer",),
    "police-leader": ("cong-an-mau.leader",),
    "police-clerk": ("cong-an-mau.clerk",),
    "insurer": ("bao-hiem-mau.officer",),
    "strange-officer": ("so-khac.officer",),
    "officer-2": ("so-mau.officer",),
}


def build(portal) -> None:
    """The small world of `tests.dossiers` with two more agencies and a joint procedure."""
    build_world(portal)
    procedure = world.PROCEDURE | {
        "code": JOINT,
        "title": "Liên thông mẫu",
        "limits": [{"value": 7, "unit": "working_day"}],
        "plan": PLAN,
        "papers": [{"key": "don", "title": "Đơn đề nghị", "originals": 1}],
    }
    with api.env.adopt_roles(["Manager"]):
        loading.load_agencies(AGENCIES)
        loading.load_procedures([procedure])
        for name, groups in USERS.items():
            add_user(portal, name)
            for group in groups:
                api.group.add_user(groupname=group, username=name)


def joint(portal, state="processing", now=MONDAY, **changes):
    """A dossier of the joint procedure in a state."""
    changes = {"procedure": JOINT, "data": {}} | changes
    return world.dossier_in(portal, state, now=now, **changes)


def outcomes(dossier) -> list[str]:
    return [leg["outcome"] for leg in dossier.legs]


def at(day, hour=9) -> datetime:
    """A moment in September 2018."""
    return datetime(2018, 9, day, hour)


__all__ = ["act_as", "at", "build", "joint", "outcomes"]
