"""Drafts: what somebody has begun to fill in; they keep whatever was typed, right or wrong.

A draft is a `Dossier` in the state draft under `/ho-so/nhap/<yyyymm>/<id>`; filing it moves
the object with its papers. The id is random and begins with its month. The register knows when
each was begun and how long it is kept (`register.begun`), nothing of what was typed.
"""

from datetime import date
from hanam.dvc.catalogue.declarations import keeping
from hanam.dvc.dossiers import actors
from hanam.dvc.dossiers import facts
from hanam.dvc.dossiers import intake
from hanam.dvc.dossiers import lasting
from hanam.dvc.dossiers import moment
from hanam.dvc.dossiers import states
from hanam.dvc.dossiers import storage
from hanam.dvc.dossiers.checks import check
from hanam.dvc.dossiers.content import Dossier
from hanam.dvc.register import begun
from hanam.dvc.register import classes
from hanam.dvc.register import draft_keys
from hanam.dvc.register import session
from hanam.dvc.rules.states import State
from plone import api

import os
import re


NAME = re.compile(r"\d{6}[0-9a-f]{32}")
SCOPE = "draft"


def _shelves():
    return storage.ensure_root(api.portal.get())[storage.DRAFTS]


def create(procedure, user_id: str = "", now=None, practice=None) -> Dossier:
    """A new draft under ``procedure`` (content); ``user_id`` is empty for a guest.

    ``practice``: None, or the code of the class it is for ("" for no class).
    """
    now = now or moment.now()
    session.for_writing()
    name = storage.month(now) + os.urandom(16).hex()
    draft = Dossier(name)
    draft.procedure_uid = procedure.UID()
    draft.procedure_code = procedure.getId()
    draft.procedure_title = procedure.title
    draft.declaration = keeping.live_of(procedure)
    shelf = storage.shelf_for(api.portal.get(), storage.DRAFTS, now)
    draft = shelf.put(name, draft)
    if user_id:
        give_to(draft, user_id)
    states.enter(draft, State.DRAFT, "", actors.current(draft), now)
    draft.practice = practice is not None
    draft.changed = now
    draft.noted = now.date()
    draft.expires = lasting.until(now.date(), draft.practice)
    begun.begin(name, draft.procedure_code, now, draft.expires, draft.practice)
    if draft.practice:
        classes.begin(name, practice, draft.procedure_code, now, draft.expires)
    return draft


def get(name) -> Dossier | None:
    """The draft of that id, or None; the caller checks whose it is."""
    if not NAME.fullmatch(name or ""):
        return None
    shelf = _shelves().get(name[:6])
    return None if shelf is None else shelf.get(name)


def give_to(draft, user_id: str) -> None:
    """Make a draft that of a user (a guest who has logged in meanwhile)."""
    if draft.filed_by:
        draft.manage_delLocalRoles([draft.filed_by])
        _shelves().forget(draft.filed_by, draft.getId())
    draft.filed_by = user_id
    draft.manage_setLocalRoles(user_id, ["Applicant"])
    _shelves().remember(user_id, draft.getId())


def of_user(user_id: str) -> list[Dossier]:
    """The drafts of a user, the one changed last first."""
    found = [get(name) for name in _shelves().names_of(user_id)] if user_id else []
    drafts = [draft for draft in found if draft is not None]
    return sorted(drafts, key=lambda draft: draft.changed, reverse=True)


def touch(draft, now=None) -> None:
    """Note that the draft was changed now; it is kept so much longer.

    The register is written once a day only: typing is saved every few seconds.
    """
    draft.changed = now or moment.now()
    day = draft.changed.date()
    if draft.noted != day:
        session.for_writing()
        draft.noted = day
        draft.expires = lasting.until(day, draft.practice)
        begun.changed(draft.getId(), day, draft.expires)


def discard(draft, how: str = begun.DISCARDED, now=None) -> None:
    """Throw a draft away with its papers and the keys that open it."""
    session.for_writing()
    name = draft.getId()
    if draft.filed_by:
        _shelves().forget(draft.filed_by, name)
    _shelves()[name[:6]].take(name)
    _forget(name, how, now or moment.now())


def _forget(name: str, how: str, now) -> None:
    begun.end(name, how, now)
    draft_keys.forget(name)
    if how != begun.FILED:
        classes.forget(name)


def discard_before(day: date, now=None) -> int:
    """Throw away drafts not changed since ``day``; how many. For maintenance.

    At most some hundred at a time: call it again until it returns 0.
    """
    return _discard_all(begun.unchanged_since(day), now)


def discard_expired(now=None) -> int:
    """Throw away drafts whose time is over; how many. See `discard_before`."""
    now = now or moment.now()
    return _discard_all(begun.expired(now.date()), now)


def _discard_all(names, now) -> int:
    for name in names:
        draft = get(name)
        if draft is None:
            session.for_writing()
            _forget(name, begun.EXPIRED, now or moment.now())
        else:
            discard(draft, begun.EXPIRED, now)
    return len(names)


def submit(draft, key: str = "", now=None) -> intake.Receipt:
    """File a draft: checked, numbered and moved to its agency; `errors.Refused` if wrong.

    Sending it twice gives the receipt of the first time. ``key`` is kept for callers that
    number their attempts; the draft's own id is what makes a filing unique.
    """
    now = now or moment.now()
    name = draft.getId()
    earlier = receipt_of(name)
    if earlier is not None:
        return earlier
    checked = check(as_filing(draft), now)
    shelf = _shelves()[name[:6]]
    if draft.filed_by:
        _shelves().forget(draft.filed_by, name)
    receipt = intake.enter(draft, checked, now, (SCOPE, name, ""), shelf)
    _forget(name, begun.FILED, now)
    if draft.practice:
        until = lasting.until(now.date(), practice=True)
        classes.filed(name, receipt.code, until)
    return receipt


def receipt_of(name: str) -> intake.Receipt | None:
    """The receipt of what was filed from the draft of that id, or None."""
    return intake.known(SCOPE, name, "") if NAME.fullmatch(name or "") else None


def as_filing(draft) -> intake.Filing:
    """What would be filed if the draft were handed in now."""
    return intake.Filing(
        procedure=facts.procedure_of(draft) or draft.procedure_code,
        agency=draft.agency,
        channel=draft.channel,
        applicant=draft.applicant,
        owner=draft.owner if any(draft.owner.get(key) for key in OWNER_KEYS) else None,
        case=draft.case,
        data=dict(draft.data),
        papers=list(draft.papers),
        result_by=draft.result_by,
        filed_by=draft.filed_by,
        assisted_by=draft.assisted_by,
        place=draft.place,
        practice=draft.practice,
        note=draft.note,
        relation=draft.relation,
    )


# An owner of whom nothing of this is known is the applicant.
OWNER_KEYS = ("name", "id_number", "tax_code")
