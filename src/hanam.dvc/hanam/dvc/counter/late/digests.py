"""Sending the daily digest: once a working day, to everybody of the staff who has something to be
told and has not switched it off; each in a transaction of their own."""

from datetime import datetime
from datetime import timedelta
from hanam.dvc.catalogue import lookup
from hanam.dvc.catalogue import settings as catalogue
from hanam.dvc.counter.desk import desk_of
from hanam.dvc.counter.desk import ROLES
from hanam.dvc.counter.late import digest
from hanam.dvc.counter.late import settings
from hanam.dvc.counter.late import telling
from hanam.dvc.counter.late import told
from hanam.dvc.counter.late.whom import People
from hanam.dvc.notify import choices
from hanam.dvc.notify import periodic
from hanam.dvc.notify import queue
from hanam.dvc.notify.addresses import portal_url
from hanam.dvc.register import late_notices
from hanam.dvc.rules.vietnamese import short_date
from plone import api
from zope.i18n import translate

import transaction


EVERY = 600
KEPT = timedelta(days=40)


def is_time(now: datetime, calendar) -> bool:
    """Whether the digest of today may go out now: from its hour on until the offices close."""
    if not settings.value("digest_on") or not calendar.is_working_day(now.date()):
        return False
    begin = datetime.combine(now.date(), settings.digest_time())
    return begin <= now <= max(calendar.closing(now.date()), begin + timedelta(hours=1))


def send_all(portal, now: datetime) -> int:
    """Send the digests of today that were not sent yet; how many."""
    calendar, today = catalogue.calendar(), now.date()
    if not is_time(now, calendar) or late_notices.told(today, ""):
        return 0
    people, day, sent = People(), digest.Day.of(now, calendar), 0
    for user in staff(people):
        if late_notices.note_told(today, user, now):
            sent += send(user, day, user in people.supervisors)
        transaction.commit()
        transaction.begin()
    late_notices.note_told(today, "", now)
    late_notices.forget_digests_before(today - KEPT)
    return sent


def staff(people: People) -> list[str]:
    """Ids of everybody who works for an agency, and of who supervises."""
    found = dict.fromkeys(
        user
        for agency in lookup.agencies()
        for role in ROLES
        for user in people.at(agency.getId(), role)
    )
    return list(found | dict.fromkeys(people.supervisors))


def send(user: str, day: digest.Day, supervises: bool) -> bool:
    """Queue the digest of one user; False where there is nothing to tell."""
    member, to = api.user.get(userid=user), telling.reached(user)
    if member is None or not to.email:
        return False
    language = choices.of(user).language

    def say(message):
        return translate(message, target_language=language)

    desk = desk_of(member)
    sections = digest.digest_of(desk, day, supervises, say)
    if not sections:
        return False
    late_notices.take(user, (late_notices.DIGEST,))
    queue.put(
        told.DIGEST,
        queue.To(email=to.email),
        {
            "ngay": short_date(day.now),
            "tom_tat": digest.summary(desk, day, say),
            "noi_dung": digest.as_text(sections, portal_url()),
            "link": f"{portal_url()}/tom-tat",
        },
        key=f"{told.DIGEST} {user} {day.now.date().isoformat()}",
        user=user,
        channels=("email",),
        language=language,
    )
    return True


periodic.register("late.digest", EVERY, send_all)
