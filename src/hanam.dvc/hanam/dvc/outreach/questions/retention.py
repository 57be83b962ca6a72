"""What strangers typed is kept no longer than it takes to answer them and hear a complaint."""

from datetime import date
from datetime import timedelta
from hanam.dvc.outreach import moment
from hanam.dvc.outreach import places
from hanam.dvc.outreach import settings
from plone import api


def closed_on(question) -> date | None:
    """The day its answer was first public or it was refused, the earlier of the two; None
    for a question that still waits."""
    days = [question.refused] if question.refused else []
    for steps in (getattr(question, "workflow_history", None) or {}).values():
        days += [
            moment.local_day(step["time"])
            for step in steps
            if step["review_state"] == places.PUBLISHED
        ]
    return min(days, default=None)


def erase_old(today: date | None = None) -> int:
    """Erase text and e-mail of who asked where the question was closed ``keep_days`` or more
    before ``today``; returns in how many questions something was erased.

    Answers stay. Old states of the database forget with its next pack.
    """
    last = (today or moment.now().date()) - timedelta(settings.value("keep_days"))
    place = api.portal.get().get(places.QUESTIONS)
    erased = 0
    for question in [] if place is None else place.objectValues():
        if question.portal_type != "Question":
            continue
        closed = closed_on(question)
        if closed is None or closed > last:
            continue
        if question.asked_text or question.email:
            question.asked_text = question.email = ""
            erased += 1
    return erased
