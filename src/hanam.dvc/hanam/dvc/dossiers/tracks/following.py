"""The tracks move by themselves where the business state decides."""

from hanam.dvc.dossiers import rows
from hanam.dvc.dossiers.tracks import fees
from hanam.dvc.dossiers.tracks import settings
from hanam.dvc.dossiers.tracks import values
from hanam.dvc.dossiers.tracks import words
from hanam.dvc.rules import tracks
from hanam.dvc.rules.tracks import Track


def follow(current, dossier, action: str, actor, now) -> None:
    """Move the tracks after a business action of the dossier.

    What follows from the action alone is told by its own entry in the history; that a fee is
    due, which depends on the procedure, is an entry beside it.
    """
    answer = fees.of(dossier) if action == "accept" else None
    is_due, before = fees.is_due(answer), values.of(dossier)
    after = tracks.follow(action, before, known(dossier, is_due))
    values.put_all(dossier, after, now)
    if action == "accept" and after.money != before.money:
        amount = answer.total if answer.complete else None
        values.put(dossier, Track.MONEY, after.money, now, due=amount)
        said = words.sentence(amount=amount)
        note(current, dossier, now, actor, Track.MONEY, before.money, said)


def begin(dossier, now) -> None:
    """What a dossier begins with when it is filed."""
    after = tracks.follow("submit", values.of(dossier), known(dossier))
    values.put_all(dossier, after, now)


def result_way(dossier, now) -> None:
    """A result that waits is waited for elsewhere once the applicant chose another way."""
    if dossier.delivery in (*tracks.READY_BY.values(),):
        action = "stop" if dossier.state == "stopped" else "finish"
        after = tracks.follow(action, values.of(dossier), known(dossier))
        if after.delivery != dossier.delivery:
            values.put(dossier, Track.DELIVERY, after.delivery, now)


def known(dossier, fee: bool = False) -> tracks.Facts:
    """What the rules have to know of a dossier."""
    reported = settings.reported() and not dossier.practice
    return tracks.Facts(fee, dossier.result_by, reported)


def note(current, dossier, now, actor, track, source, text) -> None:
    """Enter in the history where a track moved; from and to are values of the track."""
    target = getattr(dossier, track)
    rows.note(current, dossier, now, actor, str(track), source, text, target)
