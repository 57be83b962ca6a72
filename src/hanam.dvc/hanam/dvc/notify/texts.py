"""The texts in force: those that editors wrote, else those that an event comes with."""

from dataclasses import dataclass
from hanam.dvc.notify.events import Event
from hanam.dvc.notify.events import INSTEAD
from hanam.dvc.register import message_texts


@dataclass(frozen=True)
class Text:
    """``subject`` (e-mail), ``text``; ``edited`` where an editor wrote it, ``procedure`` is
    the code it was written for, "" for all."""

    subject: str
    text: str
    edited: bool = False
    procedure: str = ""


def in_force(event: Event, channel: str, language: str, procedure: str = "") -> Text:
    """The text for a procedure, else that for all, else the one the event comes with."""
    written = message_texts.newest(event.id, procedure)
    for place in dict.fromkeys((procedure, "")):
        found = written.get((place, channel, language))
        if found is not None and not found.reset:
            return Text(found.subject, found.text, True, place)
    if not event.texts.get(channel):
        # A channel without words of its own takes an editor's for its neighbour.
        for other in INSTEAD[channel]:
            if other != channel and event.texts.get(other):
                return in_force(event, other, language, procedure)
    text = event.text(channel, language)
    return Text(text["subject"], text["text"])
