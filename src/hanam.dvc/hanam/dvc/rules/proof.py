"""Checking the proof of a dossier's history against the published seals.

The same checks stand in `tools/verify_history.py` and in the browser, each written for itself
from docs/history.md.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from dataclasses import field
from hanam.dvc.rules.chain import commitment
from hanam.dvc.rules.chain import link
from hanam.dvc.rules.chain import START
from hanam.dvc.rules.merkle import climb
from hanam.dvc.rules.merkle import leaf


@dataclass(frozen=True, slots=True)
class Verdict:
    """``entries``: how many there are; ``broken``: the number of the first that does not
    hang on the one before it, or of which a told fact is not the one kept, 0 for none;
    ``sealed``: up to which number the seals reach; ``bad_days``: days (ISO) whose seal the
    history does not fit, ``unknown_days`` those that are not published."""

    entries: int = 0
    broken: int = 0
    sealed: int = 0
    days: tuple[str, ...] = ()
    bad_days: tuple[str, ...] = field(default=())
    unknown_days: tuple[str, ...] = field(default=())

    @property
    def good(self) -> bool:
        return not (self.broken or self.bad_days)


def check(proof: Mapping, published: Mapping[str, Mapping]) -> Verdict:
    """The verdict on a proof; ``published`` are the published seals by day (ISO)."""
    entries = proof["entries"]
    bad, unknown, days, sealed = [], [], [], 0
    for seal in proof["seals"]:
        known = published.get(seal["day"])
        days.append(seal["day"])
        if known is None:
            unknown.append(seal["day"])
        elif not is_under(seal, entries, known):
            bad.append(seal["day"])
        else:
            sealed = max(sealed, seal["no"])
    return Verdict(
        len(entries),
        first_broken(proof["code"], entries),
        sealed,
        tuple(days),
        tuple(bad),
        tuple(unknown),
    )


def first_broken(code: str, entries: list[Mapping]) -> int:
    """The number of the first entry that is not what its hash says; 0 for none."""
    previous = START
    for no, item in enumerate(entries, 1):
        facts = item["entry"]
        right = (facts["code"], facts["no"]) == (code, no)
        right = right and link(previous, facts) == item["hash"]
        right = right and all(
            commitment(one["opening"], one["value"]) == facts[name]
            for name, one in item["told"].items()
        )
        if not right:
            return no
        previous = item["hash"]
    return 0


def is_under(seal: Mapping, entries: list[Mapping], known: Mapping) -> bool:
    """Whether the entry a seal names is in the tree of the published day."""
    if not 1 <= seal["no"] <= len(entries) or known["count"] != seal["count"]:
        return False
    start = leaf(seal["nonce"], entries[seal["no"] - 1]["hash"])
    found = climb(start, seal["index"], seal["count"], seal["path"])
    return found == known["root"]
