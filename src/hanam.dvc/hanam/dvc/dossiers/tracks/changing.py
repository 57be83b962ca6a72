"""Moving a track by hand, or because a gateway or service reports it."""

from AccessControl import getSecurityManager
from AccessControl import Unauthorized
from hanam.dvc.dossiers import actors
from hanam.dvc.dossiers import moment
from hanam.dvc.dossiers import permissions
from hanam.dvc.dossiers import roles_held
from hanam.dvc.dossiers import states as flow
from hanam.dvc.dossiers.errors import Problem
from hanam.dvc.dossiers.errors import Refused
from hanam.dvc.dossiers.errors import Stale
from hanam.dvc.dossiers.locks import lock
from hanam.dvc.dossiers.locks import save
from hanam.dvc.dossiers.tracks import following
from hanam.dvc.dossiers.tracks import values
from hanam.dvc.dossiers.tracks import words
from hanam.dvc.rules import tracks
from hanam.dvc.rules.tracks import Money
from hanam.dvc.rules.tracks import Move
from hanam.dvc.rules.tracks import Track


LONGEST = {"reason": 4000, "receipt": 60, "number": 60}
MOST_MONEY = 10**12


def can(dossier) -> list[Move]:
    """What the present user may move by hand now, track by track, likeliest first."""
    if not getSecurityManager().checkPermission(permissions.TRACKS, dossier):
        return []
    held = roles_held.actors(getSecurityManager().getUser(), dossier)
    return [
        way
        for track in Track
        for way in tracks.open_to(track, getattr(dossier, track), dossier.state, held)
    ]


def change(dossier, track, target, *, reason="", facts=None, version=None, now=None):
    """Move a track of a dossier by hand, in both stores, with an entry in the history.

    ``facts`` as the move needs them: ``amount`` (whole đồng), ``receipt``, ``number``.
    Raises `Refused`, `Stale`, `Unauthorized`; then nothing is changed.
    """
    if not getSecurityManager().checkPermission(permissions.VIEW, dossier):
        raise Unauthorized("not for you")
    way = way_of(dossier, track, target)
    held = roles_held.actors(getSecurityManager().getUser(), dossier)
    if not held & way.actors:
        raise Unauthorized("not for you")
    if dossier.state not in way.states:
        title = {"state": flow.TITLES[dossier.state]}
        raise Stale([Problem("action.state", "", title)])
    if not getSecurityManager().checkPermission(permissions.TRACKS, dossier):
        raise Unauthorized("not for you")
    return go(dossier, way, actors.current(dossier), reason, facts, version, now)


def report(dossier, track, target, *, by: str, reason="", facts=None, now=None):
    """Move a track because a gateway or service tells so; ``by`` is its name in the history.

    Only what `rules.tracks` leaves to machines. The caller has made sure of who tells it.
    """
    way = way_of(dossier, track, target)
    if not way.machine:
        raise Refused([Problem("action.forbidden")])
    return go(dossier, way, ("", by), reason, facts, None, now)


def way_of(dossier, track, target) -> Move:
    """The move; `Refused` for none at all, `Stale` where the track stands elsewhere."""
    try:
        track = Track(track)
        target = tracks.KINDS[track](target)
    except ValueError as error:
        raise Refused([Problem("action.unknown")]) from error
    way = tracks.move(track, getattr(dossier, track), target)
    if way is None:
        title = words.title_of(track, getattr(dossier, track))
        told = {"track": words.TRACKS[track], "value": title}
        raise Stale([Problem("track.elsewhere", "", told)])
    return way


def go(dossier, way, actor, reason, facts, version, now):
    """Carry a move out."""
    now = now or moment.now()
    given = {**(facts or {}), "reason": reason.strip()}
    problems = [*wrong(dossier, way, given)]
    if problems:
        raise Refused(problems)
    current, row = lock(dossier, version)
    source = getattr(dossier, way.track)
    values.put(dossier, way.track, way.target, now, **kept(dossier, way, given))
    said = words.sentence(**given)
    following.note(current, dossier, now, actor, way.track, source, said)
    save(current, row, dossier)
    return dossier


def wrong(dossier, way, given):
    """What is missing or cannot be, of what a move needs."""
    for name in way.needs:
        if not given.get(name):
            yield Problem(f"track.{name}", name)
    for name, most in LONGEST.items():
        if len(given.get(name) or "") > most:
            yield Problem("text.too_long", name, {"most": most})
    amount = given.get("amount")
    if amount and not (type(amount) is int and 0 < amount < MOST_MONEY):
        yield Problem("track.amount", "amount")
    elif amount and way.target == Money.PART_PAID:
        due = values.facts_of(dossier, Track.MONEY).get("due")
        if due is not None and amount >= due:
            yield Problem("track.not_part", "amount")


def kept(dossier, way, given) -> dict:
    """What is kept beside the value of the track."""
    found = {name: given[name] for name in ("receipt", "number") if given.get(name)}
    if way.track == Track.MONEY and given.get("amount"):
        part = way.target == Money.PART_PAID
        found["paid" if part else "due"] = given["amount"]
    return found
