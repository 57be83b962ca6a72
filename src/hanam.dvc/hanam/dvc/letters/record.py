"""What the record of a dossier says of a letter: the event it tells of, and its words.

Everything comes from the dossier, its history and the register; nothing is typed.
"""

from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from hanam.dvc.catalogue import lookup
from hanam.dvc.catalogue.geography.areas import area
from hanam.dvc.dossiers.form01 import Form01
from hanam.dvc.dossiers.work import full_name
from hanam.dvc.i18n import _
from hanam.dvc.letters import settings
from hanam.dvc.letters import words
from hanam.dvc.register import queries

import re


MOMENT = r"\d{2}:\d{2} \d{1,2}/\d{1,2}/\d{4}"
APPOINTMENTS = re.compile(rf"\((?P<old>{MOMENT}) → (?P<new>{MOMENT})\)\s*\Z")


@dataclass(frozen=True)
class Event:
    """What a letter tells of: an entry of the history, or what has still to happen."""

    action: str
    at: datetime
    by: str = ""
    by_name: str = ""
    note: str = ""

    @property
    def key(self) -> str:
        """The same for the same entry, different for every other one of the dossier."""
        return f"{self.action}@{self.at:%Y-%m-%dT%H:%M:%S}"


def events(dossier, kind) -> list[Event]:
    """The entries of the history that letters of a kind tell of, oldest first."""
    return events_in(queries.history(dossier.code), kind)


def events_in(rows, kind) -> list[Event]:
    """Those of the entries of a history that letters of a kind tell of."""
    return [
        Event(row.action, row.at, row.actor, row.actor_name, row.note)
        for row in rows
        if row.action in kind.actions
    ]


class Record(Form01):
    """A dossier as letters tell of it, in Vietnamese (see `Form01`)."""

    def __init__(self, dossier):
        self.context, self.request = dossier, None

    def say(self, message) -> str:
        return words.say(message)

    def received(self) -> str:
        return words.moment(self.context.received)

    def due(self) -> str:
        return words.moment(self.context.due)

    def extended(self) -> str:
        """That the appointment is one of an extension, and why; "" where it is the first."""
        made = self.context.extension
        if made is None:
            return ""
        facts = {"before": words.moment(made["from"]), "reason": made["reason"]}
        message = "Extended; before: ${before}. Reason: ${reason}"
        return self.say(_(message, mapping=facts))

    def place(self) -> str:
        """Where letters are dated."""
        return place_of(self.agency, self.context.filed.date())

    def dated(self, at=None) -> str:
        """ "Hà Nam, ngày 10 tháng 9 năm 2018"."""
        day = words.day(at)
        return ", ".join(filter(None, (self.place(), day))) if day else ""

    @cached_property
    def history(self) -> list:
        return queries.history(self.context.code)

    def clerk(self) -> str:
        """Who accepted it, else who holds it."""
        return super().clerk() or full_name(self.context.assignee or "")

    def contact(self) -> str:
        """Whom to ask: the agency with its phone, as far as known."""
        phone = getattr(self.agency, "phone", "") or ""
        return ", ".join(filter(None, (self.agency_title(), phone)))

    def helpers(self) -> str:
        """The agencies that work on it beside the main one."""
        slugs = dict.fromkeys(leg["agency"] for leg in self.context.legs)
        slugs.pop(self.context.agency, None)
        return ", ".join(lookup.title_of_agency(slug) for slug in slugs)


def appointments(note: str) -> tuple[str, datetime | None, datetime | None]:
    """(reason, old, new appointment) out of what the history keeps of an extension or an
    apology: the reason and, in the last line, "(17:00 13/9/2018 → 09:00 20/9/2018)"."""
    found = APPOINTMENTS.search(note)
    if found is None:
        return note, None, None
    old, new = (
        datetime.strptime(found.group(name), "%H:%M %d/%m/%Y")
        for name in ("old", "new")
    )
    return note[: found.start()].strip(), old, new


def place_of(agency, day) -> str:
    """Where an agency dates its letters: the district or commune, else the province."""
    if agency is None or agency.kind not in ("district", "commune"):
        return settings.value("place") or ""
    name = area(agency, day)
    kind, _blank, rest = name.partition(" ")
    return rest if rest and (kind.islower() or kind.isupper()) else name


def lines_of(text: str) -> list[str]:
    """The lines of a reason that say something, without the signs in front of them."""
    return [
        line.strip().lstrip("-–•*").strip()
        for line in text.splitlines()
        if line.strip()
    ]
