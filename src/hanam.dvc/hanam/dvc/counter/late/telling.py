"""Telling people what was escalated to them: all that is new in one message for each."""

from hanam.dvc.counter.late import told
from hanam.dvc.counter.words import day_and_time
from hanam.dvc.identity import profile
from hanam.dvc.notify import choices
from hanam.dvc.notify import queue
from hanam.dvc.notify.addresses import portal_url
from hanam.dvc.register import late_notices
from plone import api

import transaction


LINES = 20
MOST = 5000


def tell_all() -> int:
    """Queue a message for each user who has something to be told, each in a transaction of its
    own; how many users that were."""
    users = late_notices.to_tell()
    for user in users:
        tell(user)
        transaction.commit()
        transaction.begin()
    return len(users)


def tell(user: str) -> None:
    """Queue the message to one user and take what it tells off the list."""
    found = late_notices.take(user, late_notices.SENT, MOST)
    to = reached(user)
    if not found or to is None:
        return
    last = found[-1]
    lines = lines_of(found)
    queue.put(
        told.ESCALATED,
        to,
        {
            "so_luong": len(lines),
            "danh_sach": "\n".join(lines[:LINES]),
            "con_lai": len(lines) - LINES if len(lines) > LINES else "",
            "link": f"{portal_url()}/tre-han",
        },
        key=f"{told.ESCALATED} {user} {last.id}",
        channels=channels_of(found, to),
        user=user,
    )


def channels_of(notices, to) -> tuple[str, ...]:
    """The ways the rules name, as far as they lead to somebody; else any that does."""
    can = queue.usable(to)
    named = {row.how for row in notices}
    return tuple(way for way in can if way in named) or can[:1] or ("none",)


def lines_of(notices) -> list[str]:
    """A line for each dossier, with what is most urgent about it: the code and the procedure, and
    nothing about persons."""
    latest = {}
    for row in sorted(notices, key=lambda one: one.at):
        latest[row.code] = row
    return [line_of(row) for row in sorted(latest.values(), key=lambda one: one.due)]


def line_of(row) -> str:
    due = day_and_time(row.due)
    return f"{row.code}, {row.procedure}: {row.title} ({due})"


def reached(user: str) -> queue.To | None:
    """Where a member of the staff can be reached; None for a user that is gone."""
    member = api.user.get(userid=user)
    if member is None:
        return None
    phone = profile.of(user).person["phone"].strip()
    email = (member.getProperty("email", "") or "").strip()
    return queue.To(email, phone, choices.of(user).zalo or phone)
