"""What the law and the procedure said when a dossier was accepted, kept with it.

A later change of the procedure or of the calendar moves no date that was promised.
"""

from hanam.dvc.catalogue import lookup
from hanam.dvc.catalogue import settings
from hanam.dvc.catalogue.limits import limit_for
from hanam.dvc.catalogue.limits import row_for
from hanam.dvc.catalogue.versions import keeping
from hanam.dvc.dossiers import storage
from hanam.dvc.rules.clock import Limit
from hanam.dvc.rules.clock import Policy
from plone import api


def procedure_of(dossier):
    """The Procedure a dossier was filed under, or None if it is gone.

    It reads as it did when the dossier was filed, whatever came into force since; a
    draft's procedure is that of today.
    """
    found = lookup.procedure(dossier.procedure_code)
    if found is None or found.UID() != dossier.procedure_uid:
        return None
    return keeping.pinned(found, dossier.procedure_version, dossier.procedure_digest)


def pin(dossier) -> None:
    """Keep limit, policy, step plan and calendar of this moment with the dossier."""
    procedure = procedure_of(dossier)
    kept = {"limit": None, "text": "", "policy": Policy.RECOUNT.value, "plan": []}
    if procedure is not None:
        limit = limit_for(procedure, dossier.case, dossier.channel)
        row = row_for(procedure, dossier.case, dossier.channel) or {}
        kept["limit"] = None if limit is None else (limit.value, limit.unit.value)
        kept["text"] = row.get("text") or ""
        kept["policy"] = procedure.supplement_policy or Policy.RECOUNT.value
        kept["plan"] = [dict(step) for step in procedure.plan or ()]
    dossier.facts = kept
    pin_calendar(dossier)


def pin_calendar(dossier, text: str = "") -> None:
    """Keep the present calendar, or the one of a text, with the dossier: the next count of
    days uses it."""
    root = storage.ensure_root(api.portal.get())
    digest = root.keep_calendar(text or settings.record("calendar"))
    dossier.facts = {**(dossier.facts or {}), "calendar": digest}


def calendar_of(dossier):
    """The working calendar that was pinned on a dossier; the present one before that."""
    digest = (dossier.facts or {}).get("calendar")
    if digest is None:
        return settings.calendar()
    root = storage.ensure_root(api.portal.get())
    return settings.parse_calendar(root.calendar(digest))


def limit_of(dossier) -> Limit | None:
    """The time limit pinned on a dossier; None where the law states none in numbers."""
    limit = (dossier.facts or {}).get("limit")
    return None if limit is None else Limit(*limit)


def policy_of(dossier) -> Policy:
    """What a supplement does to the limit of a dossier."""
    return Policy((dossier.facts or {}).get("policy", Policy.RECOUNT))
