"""What a procedure costs a citizen: papers, trips to the counter, minutes.

A trip is a visit to the one-stop counter. Who files there pays there; a result of the
same day needs no second trip. Who files online or by post comes once to collect, unless
the result is sent, and once to pay, if there is a fee that nothing else collects.
Weights are minutes and data of the province; they are estimates, not measurements.
"""

from collections.abc import Iterable
from collections.abc import Mapping
from collections.abc import Sequence
from dataclasses import dataclass


COUNTER = "counter"


@dataclass(frozen=True, slots=True)
class Weights:
    """Minutes: for a form where the procedure says nothing, for getting one paper, for
    one trip to the counter. Each 0 or more."""

    form: int
    paper: int
    trip: int


@dataclass(frozen=True, slots=True)
class Paper:
    """A paper that must be handed in. ``form``: the applicant fills it in; ``held``: a
    state body has it already."""

    form: bool = False
    held: bool = False


@dataclass(frozen=True, slots=True)
class Burden:
    """What a procedure asks. ``form_minutes``: to fill in its declaration, None where
    nobody said. ``channels``: the ways of filing. ``sends_result``: by post or online."""

    papers: tuple[Paper, ...] = ()
    form_minutes: int | None = None
    channels: tuple[str, ...] = (COUNTER,)
    has_fee: bool = False
    online_payment: bool = False
    sends_result: bool = False
    same_day: bool = False

    @property
    def asked(self) -> int:
        """All papers to hand in."""
        return len(self.papers)

    @property
    def forms(self) -> int:
        """Those the applicant fills in."""
        return sum(paper.form for paper in self.papers)

    @property
    def held(self) -> int:
        """Those a state body has already; a form never is."""
        return sum(paper.held and not paper.form for paper in self.papers)


@dataclass(frozen=True, slots=True)
class Trips:
    """Visits to the counter of one dossier."""

    file: int
    pay: int
    collect: int

    @property
    def total(self) -> int:
        return self.file + self.pay + self.collect


def trips(burden: Burden, channel: str) -> Trips:
    """The visits that filing this way needs when the result is sent where it can be."""
    file = int(channel == COUNTER)
    at_once = file and burden.same_day
    collect = int(not burden.sends_result and not at_once)
    paid = not burden.has_fee or burden.online_payment or file or collect
    return Trips(file, int(not paid), collect)


def minutes(burden: Burden, channel: str, weights: Weights) -> int:
    """The estimated minutes of one dossier filed this way."""
    forms = burden.forms * weights.form
    if burden.form_minutes is not None and burden.forms:
        forms = burden.form_minutes + (burden.forms - 1) * weights.form
    papers = (burden.asked - burden.forms) * weights.paper
    return forms + papers + trips(burden, channel).total * weights.trip


def least_trips(burden: Burden) -> int:
    """The trips of the way of filing that needs fewest."""
    ways = burden.channels or (COUNTER,)
    return min(trips(burden, channel).total for channel in ways)


def burden_a_year(burden: Burden, volumes: Mapping[str, int], weights: Weights) -> int:
    """Minutes that the dossiers of a year (by channel) cost their applicants."""
    return sum(
        count * minutes(burden, channel, weights) for channel, count in volumes.items()
    )


def saving_a_year(burden: Burden, volumes: Mapping[str, int], weights: Weights) -> int:
    """Minutes a year that would be saved if no paper were asked for that a state body
    has, and every dossier went the way with the fewest trips."""
    least = least_trips(burden)
    return sum(
        count
        * (
            burden.held * weights.paper
            + max(trips(burden, way).total - least, 0) * weights.trip
        )
        for way, count in volumes.items()
    )


def holder_of(title: str, kinds: Iterable[tuple[str, Sequence[str]]]) -> str:
    """The key of the kind of paper a title names, or empty.

    ``title`` and the phrases of each kind (key, phrases) are folded
    (`vietnamese.fold`); a phrase matches whole words, the longest wins.
    """
    found, longest, padded = "", 0, f" {title} "
    for key, phrases in kinds:
        for phrase in phrases:
            if len(phrase) > longest and f" {phrase} " in padded:
                found, longest = key, len(phrase)
    return found


def is_form(title: str, beginnings: Iterable[str]) -> bool:
    """Whether a title (folded) begins as forms do, with one of the phrases (folded)."""
    return any(
        title.startswith(phrase) and title[len(phrase) : len(phrase) + 1] in ("", " ")
        for phrase in beginnings
    )
