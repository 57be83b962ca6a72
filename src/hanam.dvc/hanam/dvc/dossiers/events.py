"""What is told to other rooms: every entry of the history, inside its transaction."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True)
class Noted:
    """Something happened to a dossier.

    ``action`` is the id of a transition or of other work (assign, release, next_step, …);
    ``actor`` is a (user id, name) pair, ``source`` the state before, ``text`` the reason as
    the history keeps it. ``at`` is a local time of the province.
    """

    dossier: object
    action: str
    at: datetime
    actor: tuple[str, str]
    source: str = ""
    text: str = ""


@dataclass(frozen=True)
class Fetched:
    """The applicant opens the file of a result; nothing of it is sent yet."""

    dossier: object
    paper: object
