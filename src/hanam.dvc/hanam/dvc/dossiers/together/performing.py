"""What is done to one leg or opinion of a dossier, for pages and services alike."""

from dataclasses import dataclass
from dataclasses import field
from hanam.dvc.dossiers.together import legs
from hanam.dvc.dossiers.together import opinions


WORK = {
    "leg_cancel": legs.cancel,
    "leg_reopen": legs.reopen,
    "opinion_withdraw": opinions.withdraw,
}


@dataclass(frozen=True)
class Sent:
    """What came with an action: ``turn`` of the leg or ``version`` of the dossier that was
    seen, the leg to go back ``to``, the ``agency`` chosen; ``limit`` has value and unit."""

    turn: int | None = None
    version: int | None = None
    reason: str = ""
    to: int = 0
    agency: str = ""
    limit: dict = field(default_factory=dict)


def change(dossier, action: str, no: int, sent: Sent) -> None:
    """Take a leg, hand it back, ask for more time, choose who does it; cancel, reopen,
    withdraw. What they raise goes through; `KeyError` for another action."""
    if action == "leg_take":
        legs.take(dossier, no, turn=sent.turn)
    elif action == "leg_back":
        legs.hand_back(dossier, no, to=sent.to, reason=sent.reason, turn=sent.turn)
    elif action == "leg_time":
        legs.more_time(dossier, no, reason=sent.reason, turn=sent.turn, **sent.limit)
    elif action == "leg_choose":
        legs.choose(dossier, no, sent.agency, version=sent.version)
    else:
        WORK[action](dossier, no, reason=sent.reason, version=sent.version)
