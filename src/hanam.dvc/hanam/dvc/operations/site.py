"""Create the portal: once, with or without the sample province."""

from hanam.dvc.operations import zope
from pathlib import Path

import os
import secrets
import transaction


ADMINISTRATOR = "admin"


def answers(sample: bool) -> dict:
    """What plone.distribution asks when it makes a site."""
    return {
        "site_id": zope.PORTAL_ID,
        "title": "Cổng dịch vụ công tỉnh Hà Nam",
        "description": "Bộ phận một cửa điện tử và dịch vụ công trực tuyến",
        "default_language": "vi",
        "portal_timezone": "Asia/Ho_Chi_Minh",
        "setup_content": sample,
    }


def password_file() -> Path:
    """Where the administrator's first password stands, readable for its owner only."""
    return zope.var() / "admin-password"


def make_administrator(root) -> str | None:
    """Give a Zope without users its administrator.

    Returns the password made, None if there is an administrator already. Call it once a portal
    is there: making the first one replaces Zope's user folder, and who was in it is gone.
    """
    users, roles = root.acl_users.users, root.acl_users.roles
    if ADMINISTRATOR in users.listUserIds():
        return None
    password = secrets.token_urlsafe(12)
    users.addUser(ADMINISTRATOR, ADMINISTRATOR, password)
    roles.assignRoleToPrincipal("Manager", ADMINISTRATOR)
    path = password_file()
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(handle, "w") as out:
        out.write(password + "\n")
    return password


def create(sample: bool) -> str | None:
    """Make the portal `dvc`; the administrator's new password, None if it had one.

    A portal that is there already stays as it is. Everything is one transaction: a failure
    leaves nothing behind.
    """
    from plone.distribution.api import site

    with zope.application() as root:
        if zope.PORTAL_ID not in root.objectIds():
            site.create(root, "dvc", answers(sample))
        password = make_administrator(root)
        transaction.commit()
    return password
