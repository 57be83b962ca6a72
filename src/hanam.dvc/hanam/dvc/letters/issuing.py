"""Letters that are issued: entered with a number when the event happens, made afterwards.

The number is taken in the transaction of the event (`entered`, told by the history), the
document never: it is made on demand or by the worker, and then kept with the dossier. The
history says that it was kept, by whom, which form and which number; in the same transaction.
"""

from AccessControl import getSecurityManager
from hanam.dvc.dossiers import actors
from hanam.dvc.dossiers import moment
from hanam.dvc.dossiers import rows
from hanam.dvc.dossiers.content import Paper
from hanam.dvc.dossiers.events import Noted
from hanam.dvc.dossiers.locks import lock
from hanam.dvc.i18n import _
from hanam.dvc.letters import making
from hanam.dvc.letters import numbers
from hanam.dvc.letters import record
from hanam.dvc.letters import words
from hanam.dvc.letters.kinds import kind_of
from hanam.dvc.letters.kinds import KINDS
from hanam.dvc.letters.kinds import OF_ACTION
from hanam.dvc.letters.record import Event
from hanam.dvc.register import letters as register
from hanam.dvc.register import queries
from hanam.dvc.register import session
from hanam.dvc.register.errors import RegisterBusy
from hashlib import sha256
from zope.component import adapter


KEPT = "letter_kept"
PORTAL = _("The portal, by itself")


@adapter(Noted)
def noted(event) -> None:
    """What the history tells of a letter is entered with its number, in the same transaction."""
    kind = OF_ACTION.get(event.action)
    if kind is None or event.dossier.practice:
        return
    told = Event(event.action, event.at, *event.actor, event.text)
    enter(event.dossier, kind, told)


def enter(dossier, kind: str, event: Event):
    """The row of the letter of an event; the same one however often it is asked for."""
    person = record.Record(dossier).person()
    return register.enter(
        dossier.code,
        kind,
        event.key,
        event.at,
        agency=dossier.agency,
        by=event.by,
        by_name=event.by_name,
        note=event.note,
        address=person["address"],
        due=dossier.due,
    )


def keep(dossier, kind: str, *, event: str = "", now=None):
    """The letter of an event as it is kept with the dossier, a `dossiers.content.Paper`.

    Made once: asked for again, the same is given. ``event``: the key of the entry of the
    history (default: the last that fits). Nothing is kept of practice (None). Raises
    `making.NotYet`, `printing.PrintingError`, and `Stale` where the dossier was changed while
    the document was made; then nothing is changed. The version of the dossier stays, so
    that no open form goes stale.
    """
    found = kind_of(kind)
    told = making.event_of(dossier, found, event)
    if dossier.practice or told is None:
        return None
    row = register.of_event(dossier.code, found.id, told.key)
    if row is not None and row.paper:
        return kept(dossier, row)
    if row is None:
        session.for_writing()
        row = enter(dossier, found.id, told)
    # The document is made before the register is locked by `for_writing`.
    made = making.make(found.id, dossier, facts={"kept": True}, event=told.key)
    number = row.id
    session.for_writing()
    row = register.by_id(number, for_update=True)
    if row.paper:
        return kept(dossier, row)
    current, _row = lock(dossier)
    paper = paper_of(found, row, made, now or moment.now())
    dossier.letters.append(paper)
    row.digest, row.paper, row.made = paper.digest, paper.id, paper.added
    rows.note(
        current,
        dossier,
        paper.added,
        actor(dossier),
        KEPT,
        dossier.state,
        named(found, row),
    )
    current.flush()
    return paper


def actor(dossier) -> tuple[str, str]:
    """Who keeps a letter, for the history: the present user, or the portal by itself."""
    user = getSecurityManager().getUser()
    if user is None or not user.getId():
        return "", words.say(PORTAL)
    return actors.current(dossier)


def named(kind, row) -> str:
    """How the history names a letter: its form and its number, no personal data."""
    facts = {"form": kind.id, "number": numbers.of_row(row)}
    return words.say(_("Form ${form}, no. ${number}", mapping=facts))


def kept(dossier, row):
    """The paper of a letter that was made; who cannot see it yet has to try again."""
    paper = dossier.letters.get(row.paper)
    if paper is None:
        raise RegisterBusy("the letter is being kept by another transaction")
    return paper


def paper_of(kind, row, made: bytes, now) -> Paper:
    number = numbers.of_row(row)
    paper = Paper(
        "",
        f"{words.say(kind.title)}, số {number}",
        now,
        added_by=row.by,
        number=number,
        filename=f"mau-{kind.id}-{row.code}-{row.no:02}.pdf",
        content_type=making.PDF,
    )
    paper.fill(made)
    paper.digest = sha256(made).hexdigest()
    return paper


def possible(dossier, history=None) -> list[tuple[str, Event]]:
    """(kind, event) of every letter that the history makes possible, oldest first.

    ``history``: the rows of the dossier's history, where they are at hand.
    """
    entries = queries.history(dossier.code) if history is None else history
    found = [
        (kind.id, event)
        for kind in KINDS.values()
        for event in record.events_in(entries, kind)
    ]
    return sorted(found, key=lambda pair: pair[1].at)
