"""Where a dossier stands on its tracks, kept on the document."""

from hanam.dvc.rules.tracks import Track
from hanam.dvc.rules.tracks import Tracks


def of(dossier) -> Tracks:
    """The values of all three."""
    return Tracks(dossier.money, dossier.delivery, dossier.sync)


def put(dossier, track, value, now, **facts) -> None:
    """Set one track, since when, and what is known of it (amounts in đồng, numbers)."""
    setattr(dossier, track, str(value))
    kept = dict(dossier.track_facts or {})
    kept[str(track)] = {**kept.get(str(track), {}), **facts, "since": now}
    dossier.track_facts = kept


def put_all(dossier, tracks: Tracks, now) -> tuple[Track, ...]:
    """Set what is different from before; which tracks those are."""
    moved = tuple(t for t in Track if getattr(dossier, t) != getattr(tracks, t))
    for track in moved:
        put(dossier, track, getattr(tracks, track), now)
    return moved


def facts_of(dossier, track) -> dict:
    """What is kept of a track: ``since`` (local time or None) and what came with it."""
    return {"since": None, **(dossier.track_facts or {}).get(str(track), {})}
