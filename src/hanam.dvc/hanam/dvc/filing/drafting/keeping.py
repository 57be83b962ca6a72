"""What the worker does about drafts: reminders, and deleting what is over."""

from datetime import datetime
from datetime import timedelta
from hanam.dvc.dossiers import drafts
from hanam.dvc.dossiers import practising
from hanam.dvc.filing.answers import said
from hanam.dvc.filing.drafting import resume
from hanam.dvc.filing.drafting import settings
from hanam.dvc.filing.drafting import told
from hanam.dvc.notify import periodic
from hanam.dvc.register import begun
from hanam.dvc.register import classes
from hanam.dvc.register import draft_keys
from hanam.dvc.register import session


HOUR = 3600
FIGURES = timedelta(days=400)


def remind(portal, now) -> int:
    """Tell those whose draft is about to be deleted, once; how many were told."""
    days = settings.value("remind_days")
    if not days:
        return 0
    session.for_writing()
    told_now = 0
    for name in begun.to_remind(now.date() + timedelta(days=days)):
        draft = drafts.get(name)
        if draft is not None and is_worth_it(draft):
            ends = datetime.combine(draft.expires, datetime.max.time())
            key = f"{told.EXPIRING}:{name}:{draft.expires.isoformat()}"
            told_now += resume.send_link(draft, told.EXPIRING, ends, draft.expires, key)
        begun.reminded(name)
    return told_now


def is_worth_it(draft) -> bool:
    """Whether anything was filled in that would be missed."""
    return bool(said(draft).get("done") or draft.applicant.get("name"))


def clean(portal, now) -> int:
    """Delete drafts whose time is over, keys that hold no more, and old figures."""
    gone = drafts.discard_expired(now) + practising.delete_expired(now)
    classes.forget_classes_before((now - FIGURES).date())
    draft_keys.clean(now)
    begun.forget_before((now - FIGURES).date())
    return gone


periodic.register("drafts.remind", HOUR, remind)
periodic.register("drafts.clean", HOUR, clean)
