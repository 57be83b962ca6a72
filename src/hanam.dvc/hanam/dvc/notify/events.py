"""The events that people are told of: each room declares its own, with the texts they come with.

declare(Event("filed", _("Dossier filed"), {"so_ho_so": _("Number of the dossier")},
              {"so_ho_so": "000.00.03.H25-180831-0001"},
              {"email": {"vi": {"subject": "…", "text": "…"}}}))
"""

from collections.abc import Mapping
from dataclasses import dataclass
from hanam.dvc.rules import message_text


LEGAL = "legal"
OPTIONAL = "optional"
SECURITY = "security"
KINDS = (LEGAL, OPTIONAL, SECURITY)
CHANNELS = ("email", "sms", "zalo")
LANGUAGES = ("vi", "en")
# Where a channel has no text of its own it takes that of another.
INSTEAD = {
    "email": ("email", "sms"),
    "sms": ("sms", "zalo", "email"),
    "zalo": ("zalo", "sms", "email"),
}


@dataclass(frozen=True)
class Event:
    """Something people are told of.

    ``title`` is a message; ``variables`` gives for each name what it is (a message),
    ``sample`` a value to try it with; ``texts`` are by channel and language, each with "subject"
    (e-mail) and "text". ``kind``: `LEGAL` always goes out by one channel at least, `OPTIONAL`
    can be switched off by who gets it, `SECURITY` (one-time codes) goes first and its text is
    erased as soon as it is sent. After ``lives`` seconds (0: for ever) it is not sent any more.
    """

    id: str
    title: str
    variables: Mapping[str, str]
    sample: Mapping[str, str]
    texts: Mapping[str, Mapping[str, Mapping[str, str]]]
    kind: str = LEGAL
    lives: int = 0

    def text(self, channel: str, language: str) -> Mapping[str, str]:
        """The text it comes with: ``{"subject", "text"}``, in Vietnamese if there is no other."""
        for name in INSTEAD[channel]:
            known = self.texts.get(name)
            if known:
                found = known.get(language) or known["vi"]
                return {"subject": found.get("subject", ""), "text": found["text"]}
        raise LookupError(f"{self.id} has no text")


class BadEvent(ValueError):
    """A programming error: an event whose texts use what it does not know."""


_known: dict[str, Event] = {}


def declare(event: Event) -> Event:
    """Make an event known; one of the same id takes its place. Raises `BadEvent`."""
    problems = list(_problems(event))
    if problems:
        raise BadEvent(f"{event.id}: {'; '.join(problems)}")
    _known[event.id] = event
    return event


def _problems(event):
    if event.kind not in KINDS:
        yield f"kind {event.kind}"
    for channel, languages in event.texts.items():
        if channel not in CHANNELS:
            yield f"channel {channel}"
        if "vi" not in languages:
            yield f"no Vietnamese for {channel}"
        for parts in languages.values():
            text = parts.get("subject", "") + "\n" + parts["text"]
            for name in message_text.unknown(text, event.variables):
                yield f"unknown name {name}"
            for piece in message_text.stray(text):
                yield f"unclear {piece}"
    for name in event.variables:
        if name not in event.sample:
            yield f"no sample of {name}"


def get(name: str) -> Event:
    """The event of that id; `KeyError` if nobody declared it."""
    return _known[name]


def find(name: str) -> Event | None:
    """The event of that id, or None: messages outlive the code that made them."""
    return _known.get(name)


def every() -> list[Event]:
    """All events in the order of their declaration."""
    return list(_known.values())
