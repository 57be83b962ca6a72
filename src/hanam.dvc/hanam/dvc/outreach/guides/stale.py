"""Whether a guide is still right: its procedures may have changed since it was reviewed."""

from datetime import datetime
from hanam.dvc.catalogue.changes import changed_at
from hanam.dvc.outreach import explains
from hanam.dvc.outreach import moment
from zope.container.interfaces import IContainerModifiedEvent


def reviewed_at(guide) -> datetime:
    """When somebody last wrote the guide or made sure that it is right."""
    made = moment.local_time(guide.created())
    return max(guide.reviewed or made, made)


def changed_since(guide) -> list:
    """The public procedures it explains that changed after its last review."""
    since = reviewed_at(guide)
    return [p for p in explains.procedures_of(guide) if changed_at(p) > since]


def is_stale(guide) -> bool:
    """Whether a guide is older than the last change of a procedure it explains."""
    return bool(changed_since(guide))


def review(guide) -> None:
    """Note that the guide is right as of now."""
    guide.reviewed = moment.now()


def written(guide, event) -> None:
    """Who saves a guide has looked at it; a new picture in it says nothing."""
    if not IContainerModifiedEvent.providedBy(event):
        review(guide)
