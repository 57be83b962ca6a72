"""What happened to a dossier since somebody opened its page."""

from hanam.dvc.counter import words
from hanam.dvc.counter.tracks import strip


def last_seen(history) -> int:
    """The number of the newest entry, kept in the forms of the page."""
    return history[-1].id if history else 0


def since(history, seen: int, page) -> list[dict]:
    """{at, machine_at, what, who, note} of each entry after ``seen``; the newest one where
    the form did not say."""
    newer = [entry for entry in history if entry.id > seen] if seen else history[-1:]
    return [entry_of(entry, page) for entry in newer]


def entry_of(entry, page) -> dict:
    """An entry of the history as staff read it."""
    return {
        "at": words.day_and_time(entry.at),
        "machine_at": entry.at.isoformat(timespec="minutes"),
        "what": strip.told(entry, page.say),
        "who": entry.actor_name or page.say(words.APPLICANT),
        "note": entry.note,
    }
