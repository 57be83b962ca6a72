"""Dossiers of practice: deleted for good after some days, from both stores."""

from hanam.dvc.dossiers import access
from hanam.dvc.dossiers import drafts
from hanam.dvc.dossiers import moment
from hanam.dvc.dossiers import storage
from hanam.dvc.register import begun
from hanam.dvc.register import classes
from hanam.dvc.register import practice_rows
from hanam.dvc.register import session
from plone import api


def delete_expired(now=None) -> int:
    """Delete what was filed for practice and is kept no longer; how many. For maintenance."""
    now = now or moment.now()
    session.for_writing()
    rows = [(row.draft, row.code) for row in classes.expired(now.date())]
    for name, code in rows:
        if code:
            delete(code)
        draft = drafts.get(name)
        if draft is not None:
            drafts.discard(draft, begun.EXPIRED, now)
        classes.forget(name)
    return len(rows)


def delete(code: str) -> None:
    """Delete a dossier of practice; ValueError for a real one."""
    dossier = access.find(code)
    if dossier is not None:
        if not dossier.practice:
            raise ValueError(f"{code} is no practice")
        agency, month, name = dossier.getPhysicalPath()[-3:]
        storage.ensure_root(api.portal.get())[agency][month].take(name)
    practice_rows.delete(code)
