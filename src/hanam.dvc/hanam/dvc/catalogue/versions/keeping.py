"""Procedures as they were: for a dossier that was filed under them, for a reader of an
old version, for an editor's preview.

A dossier keeps the number of its version. As long as a procedure has no versions, what
stood in it at the filing is kept with it under a digest, once for all dossiers.
"""

from Acquisition import aq_base
from Acquisition import aq_inner
from Acquisition import aq_parent
from BTrees.OOBTree import OOBTree
from datetime import date
from hanam.dvc.catalogue.content import Procedure
from hanam.dvc.catalogue.versions import present
from hanam.dvc.catalogue.versions.present import BOUNDS
from hanam.dvc.catalogue.versions.present import VERSIONED
from hanam.dvc.rules import versions
from persistent.mapping import PersistentMapping
from typing import NamedTuple

import hashlib
import json


FIRST = 1


class Pin(NamedTuple):
    """Under what a dossier was filed: the number of the version, and the digest of its
    text where that is kept apart (empty: the version is content)."""

    number: int
    digest: str


class PinnedProcedure(Procedure):
    """A procedure with the published elements of one version; it cannot be changed.

    Everything else, its declaration and files too, is that of the procedure.
    ``pinned`` is the number of the version.
    """

    pinned = 0

    def __setattr__(self, name, value):
        if not name.startswith(("_v_", "_p_", "__")):
            raise TypeError(f"a version that is only read: {name}")
        super().__setattr__(name, value)


def as_of(procedure, values: dict, number: int) -> PinnedProcedure:
    """The procedure with other ``values`` in place of its own."""
    base = aq_base(procedure)
    base._p_activate()
    state = {
        name: value
        for name, value in base.__dict__.items()
        if name != "spans" and not name.startswith("_v_")
    }
    for name in BOUNDS:
        state.pop(name, None)
    made = PinnedProcedure.__new__(PinnedProcedure)
    made.__dict__.update(state, **values, pinned=number)
    return made.__of__(aq_parent(aq_inner(procedure)))


def values_of(version) -> dict:
    """The published elements of a version, without its dates."""
    return {name: getattr(aq_base(version), name) for name in VERSIONED}


def dates_of(procedure, version) -> dict:
    """First and last day of a version: as approved, else as its editor wants them."""
    spans = {span.number: span for span in present.spans_of(procedure)}
    span = spans.get(version.number)
    if span is not None:
        return {name: getattr(span, bound) for name, bound in BOUNDS.items()}
    return {name: getattr(version, name) for name in BOUNDS}


def of_version(procedure, version) -> PinnedProcedure:
    """The procedure as a version describes it, whatever became of that version."""
    values = {**values_of(version), **dates_of(procedure, version)}
    return as_of(procedure, values, version.number)


def at(procedure, number: int):
    """The procedure as its version of that number describes it, or None."""
    version = present.version_of(procedure, number)
    return None if version is None else of_version(procedure, version)


def pin(procedure, day: date) -> Pin:
    """What a dossier filed on ``day`` must keep, so that `pinned` finds it again."""
    spans = present.spans_of(procedure)
    if spans:
        span = versions.in_force(spans, day) or versions.shown(spans, day)
        return Pin(span.number, "")
    return Pin(FIRST, keep(procedure))


def keep(procedure) -> str:
    """Keep what stands in the procedure now; the digest under which it is kept."""
    base = aq_base(procedure)
    values = present.own_values(base)
    values |= {name: present.own(base, name) for name in BOUNDS}
    text = json.dumps(values, sort_keys=True, ensure_ascii=False, default=str)
    digest = hashlib.sha256(text.encode()).hexdigest()[:16]
    kept = present.own(base, "kept")
    if kept is None:
        base.kept = kept = OOBTree()
    if digest not in kept:
        kept[digest] = PersistentMapping(values)
    return digest


def pinned(procedure, number: int, digest: str = ""):
    """The procedure as it was for a dossier with this pin; the procedure itself for a
    dossier from before there were pins."""
    kept = (present.own(procedure, "kept") or {}).get(digest)
    if kept is not None:
        return as_of(procedure, dict(kept), number)
    return (at(procedure, number) if number else None) or procedure
