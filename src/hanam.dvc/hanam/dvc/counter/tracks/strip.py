"""The four tracks side by side: where each stands, since when, and what can be moved by hand."""

from dataclasses import dataclass
from hanam.dvc.counter import typed
from hanam.dvc.counter import words
from hanam.dvc.dossiers import tracks
from hanam.dvc.dossiers.tracks import values
from hanam.dvc.dossiers.tracks import words as called
from hanam.dvc.i18n import _
from hanam.dvc.rules.tracks import Delivery
from hanam.dvc.rules.tracks import Money
from hanam.dvc.rules.tracks import Sync
from hanam.dvc.rules.tracks import Track
from hanam.dvc.spoken import money

import re


LOOKS = {
    Money.DUE: "warn",
    Money.PART_PAID: "warn",
    Money.PAID: "good",
    Money.EXEMPT: "done",
    Money.REFUNDED: "done",
    Delivery.AT_COUNTER: "wait",
    Delivery.FOR_POST: "wait",
    Delivery.READY_ONLINE: "wait",
    Delivery.WITH_POST: "wait",
    Delivery.RETURNED_BY_POST: "bad",
    Delivery.DELIVERED: "good",
    Delivery.HANDED_ONLINE: "good",
    Sync.WAITING: "wait",
    Sync.SENT: "wait",
    Sync.CONFIRMED: "good",
    Sync.FAILED: "bad",
}
FIELDS = ("amount", "receipt", "number", "reason")
NOT_DIGITS = re.compile(r"[.\s\u00a0]|đ$")


@dataclass
class Given:
    """What was typed into the form of a move."""

    amount: str = ""
    receipt: str = ""
    number: str = ""
    reason: str = ""
    version: int | None = None
    seen: int = 0

    def facts(self) -> dict:
        """As `dossiers.tracks.change` takes them; an amount that is none is -1."""
        found = {"receipt": self.receipt, "number": self.number}
        if self.amount:
            digits = NOT_DIGITS.sub("", self.amount)
            found["amount"] = int(digits) if digits.isdecimal() else -1
        return found

    def said(self) -> list[str]:
        return [line for line in (getattr(self, name) for name in FIELDS) if line]


def read(form) -> Given:
    """What was sent."""
    given = Given(**{name: typed.text(form, name) for name in FIELDS})
    given.version = typed.whole(form, "version")
    given.seen = typed.whole(form, "seen") or 0
    return given


def rows(page) -> list[dict]:
    """What the page shows: the business state first, then each track."""
    head = page.head()
    first = {
        "id": "state",
        "title": page.say(_("State")),
        "value": head["state"],
        "look": head["look"],
        "since": words.day_and_time(page.context.state_since),
        "about": "",
        "moves": [],
    }
    open_moves = tracks.can(page.context)
    return [first, *(row(page, track, open_moves) for track in Track)]


def row(page, track, open_moves) -> dict:
    value = getattr(page.context, track)
    facts = values.facts_of(page.context, track)
    return {
        "id": str(track),
        "title": page.say(called.TRACKS[track]),
        "value": page.say(called.title_of(track, value)),
        "look": LOOKS.get(value, ""),
        "since": words.day_and_time(facts["since"]),
        "about": about(page, track, value, facts),
        "moves": [move(page, way) for way in open_moves if way.track == track],
    }


def about(page, track, value, facts) -> str:
    """Amounts and numbers of a track, on one line."""
    parts = []
    if track == Track.MONEY and value != Money.NOTHING_DUE and facts.get("due"):
        parts.append(money(facts["due"]))
    if track == Track.MONEY and value == Money.PART_PAID and facts.get("paid"):
        paid = {"amount": money(facts["paid"])}
        parts.append(page.say(_("paid: ${amount}", mapping=paid)))
    if track == Track.MONEY and value in (Money.PAID, Money.PART_PAID):
        number = facts.get("receipt")
        if number:
            said = _("receipt no. ${number}", mapping={"number": number})
            parts.append(page.say(said))
    if track == Track.DELIVERY and facts.get("number"):
        said = _("item no. ${number}", mapping={"number": facts["number"]})
        parts.append(page.say(said))
    return ", ".join(parts)


def move(page, way) -> dict:
    """A form: what it asks for and what stands in it."""
    name = f"{way.track}.{way.target}"
    is_open = name == page.opened
    return {
        "id": name,
        "title": page.say(called.MOVES[way.target]),
        "open": is_open,
        "asks": way.needs,
        "given": page.given if is_open else Given(),
    }


def told(entry, say) -> str:
    """What an entry of the history tells; of a track also where it moved from and to."""
    what = say(words.DONE.get(entry.action, entry.action))
    if entry.action not in set(Track):
        return what
    ends = (entry.from_state, entry.to_state)
    source, target = (say(called.title_of(entry.action, value)) for value in ends)
    return f"{what}: {source} → {target}"
