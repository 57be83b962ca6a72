"""The steps of the computation of a fee, to be told in words elsewhere."""

from collections.abc import Mapping
from dataclasses import dataclass
from dataclasses import field
from hanam.dvc.rules.frozen import FrozenMap


# Every rule a line can name, with its facts; ``amount`` is what has come out so far.
FEE_RULES: tuple[str, ...] = (
    "fixed",  # —
    "none",  # unit: there is nothing to pay for
    "each",  # unit, first, last (numbers of the things), count, each (đồng)
    "range",  # unit, count: one amount for so many
    "sum",  # — of the lines before
    "capped",  # — not more than that
    "copies",  # count: that many times
    "group",  # key, title, percent (-1: an amount instead)
    "area",  # key, title, percent
    "channel",  # key, title, percent
)


@dataclass(frozen=True, slots=True)
class FeeLine:
    """One step: which rule, the amount in đồng after it, with which values."""

    rule: str
    amount: int
    facts: Mapping[str, str | int] = field(default_factory=FrozenMap)

    def __post_init__(self) -> None:
        if self.rule not in FEE_RULES:
            raise ValueError(self.rule)
        object.__setattr__(self, "facts", FrozenMap(self.facts))
