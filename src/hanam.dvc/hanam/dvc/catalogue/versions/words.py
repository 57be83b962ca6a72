"""Versions in words, for lists, notices and REST."""

from datetime import date
from hanam.dvc.catalogue import access
from hanam.dvc.catalogue.versions import keeping
from hanam.dvc.catalogue.versions import lifecycle
from hanam.dvc.catalogue.versions import present
from hanam.dvc.catalogue.versions.lifecycle import APPROVED
from hanam.dvc.catalogue.versions.lifecycle import DRAFT
from hanam.dvc.catalogue.versions.lifecycle import PENDING
from hanam.dvc.i18n import _
from hanam.dvc.rules import versions
from hanam.dvc.rules.versions import Span
from plone import api
from plone.locking.interfaces import ILockable
from time import time
from zope.component import getMultiAdapter
from zope.i18n import translate


IN_FORCE, PAST, COMING, OUT = "in_force", "past", "coming", "out"
STANDINGS = {
    IN_FORCE: (_("In force"), "good"),
    PAST: (_("Past"), "done"),
    COMING: (_("To come"), "wait"),
    OUT: (_("Not in force any more"), "done"),
    DRAFT: (_("Draft"), "wait"),
    PENDING: (_("Waiting for review"), "warn"),
}


def writer(item, request) -> dict | None:
    """Who is writing at an item just now, other than the user: {who, minutes, url}."""
    if not access.may_edit(item):
        return None
    info = getMultiAdapter((item, request), name="plone_lock_info")
    if not info.is_locked_for_current_user():
        return None
    lock = ILockable(item).lock_info()[0]
    user = api.user.get(userid=lock["creator"])
    full_name = user.getProperty("fullname", "") if user is not None else ""
    return {
        "who": full_name or lock["creator"],
        "minutes": int((time() - lock["time"]) // 60),
        "url": f"{item.absolute_url()}/@@plone_lock_operations/force_unlock",
    }


def named(number: int):
    """What a version is called."""
    return _("Version ${number}", mapping={"number": number})


def standing(procedure, version, day: date) -> str:
    """A key of `STANDINGS`: how a version stands on a day."""
    state = lifecycle.state_of(version)
    if state != APPROVED:
        return state
    spans = {span.number: span for span in present.spans_of(procedure)}
    span = spans.get(version.number)
    if span is None:
        return OUT
    if span.holds(day):
        return IN_FORCE
    return COMING if versions.begins(span) > day else PAST


def known_versions(procedure, request, day: date) -> list[dict]:
    """The versions that the reader may see, the newest first: number, title, url, days
    and standing in words, ``look`` of the standing, note and decision."""
    found = []
    for version in reversed(lifecycle.all_of(procedure)):
        if not access.may_view(version):
            continue
        key = standing(procedure, version, day)
        title, look = STANDINGS[key]
        dates = keeping.dates_of(procedure, version)
        span = Span(version.number, dates["effective_from"], dates["effective_to"])
        found.append(
            {
                "number": version.number,
                "name": translate(named(version.number), context=request),
                "title": version.title,
                "url": version.absolute_url(),
                "days": lifecycle.in_words(span),
                "standing": key,
                "standing_title": translate(title, context=request),
                "look": look,
                "note": version.change_note or "",
                "decision": version.decision or "",
                **dates,
            }
        )
    return found
