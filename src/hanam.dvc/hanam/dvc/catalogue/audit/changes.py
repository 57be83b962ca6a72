"""The log of level changes: who changed which declared level when, from what to what, why.

One book for the whole catalogue, in the folder of procedures: it commits with the change
itself, and outlives a procedure that is deleted. It is only ever added to. What an
unpublished procedure says is declared to nobody; a change counts once it is published.
"""

from BTrees.IOBTree import IOBTree
from BTrees.OOBTree import OOBTree
from collections.abc import Iterator
from dataclasses import asdict
from dataclasses import dataclass
from datetime import datetime
from hanam.dvc.catalogue import lookup
from hanam.dvc.catalogue.moment import PROVINCE
from hanam.dvc.rules.vietnamese import nfc
from persistent import Persistent
from plone import api
from zope.annotation.interfaces import IAnnotations


PUBLISHED = "published"
KEY = "hanam.dvc.catalogue.level_changes"


@dataclass(frozen=True, slots=True)
class Change:
    """``at`` is a local time, ``id`` the procedure's; ``sample`` marks what only shows how
    the log looks."""

    number: int
    at: datetime
    id: str
    uid: str
    code: str
    title: str
    before: int
    after: int
    reason: str
    decision: str
    actor: str
    actor_name: str
    sample: bool = False

    @property
    def rises(self) -> bool:
        return self.after > self.before


class LevelBook(Persistent):
    """The entries by number; by uid the level last seen of each procedure, and whether it
    was public; the page that announces an entry by its number."""

    def __init__(self):
        self._entries = IOBTree()
        self.levels = OOBTree()
        self.announced = IOBTree()

    def add(self, **facts) -> Change:
        """A new entry with the next number."""
        number = self._entries.maxKey() + 1 if self._entries else 1
        change = Change(number=number, **facts)
        self._entries.insert(number, asdict(change))
        return change

    def get(self, number: int) -> Change | None:
        facts = self._entries.get(number)
        return None if facts is None else Change(**facts)

    def newest_first(self) -> Iterator[Change]:
        for facts in reversed(list(self._entries.values())):
            yield Change(**facts)

    def of(self, uid: str) -> list[Change]:
        """The entries of one procedure, newest first."""
        return [change for change in self.newest_first() if change.uid == uid]


def book() -> LevelBook | None:
    """The log; None before the portal has a folder of procedures."""
    place = lookup.folder(lookup.PROCEDURES)
    return None if place is None else IAnnotations(place).get(KEY)


def open_book() -> LevelBook | None:
    """The log to write in, made if it is not there."""
    place = lookup.folder(lookup.PROCEDURES)
    if place is None:
        return None
    notes = IAnnotations(place)
    if KEY not in notes:
        notes[KEY] = LevelBook()
    return notes[KEY]


def look(item, event=None) -> None:
    """Write an entry if the published level is another than the last one; the reason given
    is used up with it."""
    found = open_book()
    if found is None:
        return
    uid, level = item.UID(), item.declared_level
    before, was_public = found.levels.get(uid, (None, False))
    public = api.content.get_state(item, default="") == PUBLISHED
    if not public and was_public:
        # Withdrawn: what is declared next is compared with what was public.
        return
    if public and before not in (None, level):
        found.add(**facts_of(item, before))
        item.level_reason = ""
    if (before, was_public) != (level, public):
        found.levels[uid] = (level, public)


def facts_of(item, before) -> dict:
    user = api.user.get_current()
    name = user.getProperty("fullname", "") if user.getId() else ""
    return {
        "at": datetime.now(PROVINCE).replace(tzinfo=None, microsecond=0),
        "id": item.getId(),
        "uid": item.UID(),
        "code": item.code or "",
        "title": item.title,
        "before": before,
        "after": item.declared_level,
        "reason": nfc((item.level_reason or "").strip()),
        "decision": item.decision or "",
        "actor": user.getId() or "",
        "actor_name": name or user.getId() or "",
    }


def load_sample(rows) -> None:
    """Entries marked as sample (``procedure``, ``at``, ``before``, ``after``, ``reason``)
    for a log that has none yet."""
    found = open_book()
    if found is None or any(found.newest_first()):
        return
    for row in rows:
        item = lookup.procedure(row["procedure"])
        if item is not None:
            given = {"at": datetime.fromisoformat(row["at"]), "sample": True}
            given |= {"reason": row["reason"], "after": row["after"]}
            nobody = {"actor": "", "actor_name": ""}
            found.add(**facts_of(item, row["before"]) | nobody | given)
