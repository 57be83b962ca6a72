"""The sample province: its accounts and the quarters that have passed in it.

A portal made without the sample never has these accounts. Their common password is DVC_SAMPLE_PASSWORD,
or the documented default.
"""

from datetime import date
from datetime import timedelta
from pathlib import Path
from plone import api

import hanam.dvc
import json
import os


DATA = Path(hanam.dvc.__file__).parent / "profiles" / "demo" / "data"
SEED = 2018


def accounts() -> list[dict]:
    """Rows of accounts.json: user, name, role, agency (slug or empty)."""
    return json.loads((DATA / "accounts.json").read_text(encoding="utf-8"))


def password() -> str:
    """The password that all sample accounts share."""
    return os.environ.get("DVC_SAMPLE_PASSWORD") or "Mau-2018-hanam"


GLOBAL_ROLES = {
    "supervisor": ("Supervisor",),
    "author": ("Editor", "Contributor"),
    "reviewer": ("Reviewer",),
    "editor": ("Editor", "Reviewer", "Contributor"),
    "administrator": ("Site Administrator", "Manager"),
}


STAFF = ("clerk", "officer", "leader")
PRESS = {"press_writer": "writer", "press_editor": "editor"}


def make_accounts(portal) -> None:
    """Create each account that is missing and put it where its role belongs."""
    from hanam.dvc.dossiers import access
    from hanam.dvc.outreach.press import newsroom

    for row in accounts():
        if api.user.get(userid=row["user"]) is None:
            api.user.create(
                username=row["user"],
                email=row["email"],
                password=password(),
                properties={"fullname": row["full_name"]},
            )
            roles = GLOBAL_ROLES.get(row["role"], ())
            if roles:
                # Granted from above: CMFCore lets a registration give nothing but Member.
                portal.acl_users.userFolderEditUser(
                    row["user"], None, ("Member", *roles), ()
                )
        if row["role"] in STAFF:
            access.ensure_agency(portal, row["agency"])
            group = f"{row['agency']}.{row['role']}"
            api.group.add_user(groupname=group, username=row["user"])
        if row["role"] in PRESS:
            group = newsroom.group_of(row["organisation"], PRESS[row["role"]])
            api.group.add_user(groupname=group, username=row["user"])


def let_quarters_pass(dossiers: int, today: date | None = None) -> None:
    """Simulate ``dossiers`` over the five quarters up to ``today``, in a portal without any."""
    from hanam.dvc.operations import zope
    from hanam.dvc.operations.commands import bar
    from hanam.dvc.operations.simulate import simulate
    from hanam.dvc.register.session import session

    today = today or date.today()
    first = date(today.year, 3 * ((today.month - 1) // 3) + 1, 1)
    for _ in range(4):
        first = (first - timedelta(days=1)).replace(day=1)
        first = date(first.year, 3 * ((first.month - 1) // 3) + 1, 1)
    with zope.portal() as portal:
        from hanam.dvc.register.model import DossierRow

        if session().query(DossierRow).first() is None:
            simulate(portal, dossiers, SEED, first, today, progress=bar("dossiers"))
