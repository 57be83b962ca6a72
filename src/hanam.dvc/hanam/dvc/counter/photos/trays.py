"""Trays: where photos lie while a form at the counter is still open.

A reception has no draft, and what is typed there stays in the browser. A tray holds the photos
alone, with the procedure and case that say which papers there are; nothing of a person. It lies
at `/ho-so` by a random name that only the form of its clerk knows. Receiving the dossier takes
the papers out of it and ends it; one that nobody receives is thrown away after
`hanam.dvc.papers.tray_hours`.
"""

from BTrees.OOBTree import OOBTree
from datetime import timedelta
from hanam.dvc.catalogue.papers import components
from hanam.dvc.dossiers import facts
from hanam.dvc.dossiers import merging
from hanam.dvc.dossiers import moment
from hanam.dvc.dossiers import paper_settings
from hanam.dvc.dossiers import storage
from hanam.dvc.dossiers.content import Papers
from hanam.dvc.dossiers.handoff import adding
from hanam.dvc.dossiers.handoff import codes
from hanam.dvc.dossiers.handoff import holders
from hanam.dvc.notify import periodic
from persistent import Persistent
from plone import api

import os
import re


NAME = re.compile(r"khay[0-9a-f]{32}")
HOUR = 3600


class Tray(Persistent):
    """``filed_by`` is the clerk, ``dossier`` the code of the dossier that the papers are
    brought for, empty at a reception; ``sent`` the digests of what lay in it, by component,
    once it is closed."""

    # What a dossier has and a tray never: whoever looks for waiting files asks for it.
    code = ""
    results = letters = enclosures = pending = parts = ()
    procedure_version = 0
    procedure_digest = ""
    is_closed = False

    def __init__(self, name, procedure, case, user_id, now, dossier=""):
        self.id = name
        self.procedure_uid = procedure.UID()
        self.procedure_code = procedure.getId()
        self.case = case
        self.filed_by = user_id
        self.dossier = dossier
        self.papers = Papers()
        self.sent = {}
        self.changed = now

    def getId(self) -> str:
        return self.id

    def touch(self, now=None) -> None:
        """Note that its papers changed; it is kept so much longer."""
        self.changed = now or moment.now()

    def taken(self, component: str) -> list:
        """What can go into the dossier for a component; an infected file is gone."""
        return [paper for paper in self.papers.of(component) if paper.file is not None]

    def digests(self, component: str) -> list[str]:
        """Of what was sent for a component, the same after the tray was closed."""
        if self.is_closed:
            return list(self.sent.get(component, ()))
        return [paper.digest for paper in self.papers.of(component)]

    def _p_resolveConflict(self, old, saved, new):
        # A photo that comes while the tray is closed must not lie there unseen: its request
        # runs again and is told that the code has ended.
        return merging.merged_dossier(old, saved, new)


class TraySlots:
    """See `holders.Slots`."""

    def __init__(self, tray):
        self.holder = tray
        self.added_by = tray.filed_by

    def rows(self) -> list[dict]:
        procedure = facts.procedure_of(self.holder)
        return [] if procedure is None else components(procedure, self.holder.case)

    def known(self) -> dict[str, str]:
        return {row["key"]: row["title"] for row in self.rows()}

    def touch(self) -> None:
        self.holder.touch()


def all_of(portal):
    """Every tray by its name; nothing is written where there was none yet."""
    return getattr(storage.ensure_root(portal), "_trays", {})


def begin(procedure, case: str, user_id: str, now, dossier: str = "") -> Tray:
    """An empty tray for a form of that clerk."""
    name = f"khay{os.urandom(16).hex()}"
    tray = Tray(name, procedure, case, user_id, now, dossier)
    root = storage.ensure_root(api.portal.get())
    if getattr(root, "_trays", None) is None:
        root._trays = OOBTree()
    root._trays[name] = tray
    return tray


def of_user(name: str, user_id: str, now=None) -> Tray | None:
    """The tray of that name, if it is this clerk's and its time is not over."""
    if not NAME.fullmatch(name or ""):
        return None
    tray = all_of(api.portal.get()).get(name)
    if tray is None or not user_id or tray.filed_by != user_id:
        return None
    return tray if ends(tray) > (now or moment.now()) else None


def ends(tray):
    """When the tray will be thrown away if nothing happens to it."""
    return tray.changed + timedelta(hours=paper_settings.rules().tray_hours)


def open_one(name: str) -> TraySlots | None:
    """The slots of a tray that photos may be laid into, whoever asks: the code is the key."""
    if not NAME.fullmatch(name or ""):
        return None
    tray = all_of(api.portal.get()).get(name)
    return None if tray is None or tray.is_closed else TraySlots(tray)


def lay(tray, new, limits):
    """Look at a file and lay it into its slot, see `adding.add`."""
    slots = TraySlots(tray)
    added = adding.add(tray, new, slots.known(), limits, added_by=tray.filed_by)
    if not added.problems:
        slots.touch()
    return added


def close(tray) -> None:
    """End the tray once its papers lie in a dossier: nothing comes in any more."""
    codes.end(tray)
    sent: dict[str, list] = {}
    for paper in tray.papers:
        sent.setdefault(paper.component, []).append(paper.digest)
    tray.sent = sent
    tray.papers = Papers()
    tray.is_closed = True


def clear(portal, now) -> None:
    """Throw away trays whose time is over. For the worker."""
    trays = all_of(portal)
    for name in [name for name, tray in trays.items() if ends(tray) <= now]:
        codes.end(trays[name])
        del trays[name]


holders.register(open_one)
periodic.register("papers.trays", HOUR, clear)
