"""What is told to other rooms of legs and opinions, inside the transaction."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True)
class Happened:
    """Something happened to a leg, an opinion or a step of a dossier.

    ``action`` is the one the history has (`leg_open`, `opinion_ask`, …), ``item`` the leg, the
    opinion or the step as a dict, ``text`` what was written with it.
    """

    dossier: object
    action: str
    item: dict
    at: datetime
    text: str = ""
