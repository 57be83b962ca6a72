"""The choices of a reader of the worklist, and what an address carries of them."""

from dataclasses import dataclass
from dataclasses import replace
from hanam.dvc.counter.searching import is_personal


SIZE = 25


@dataclass(frozen=True)
class Asked:
    """The choices of a reader, checked; empty means no choice.

    ``words`` are looked for in the content; days are ISO. ``more`` shows all filters. ``s``
    is the key under which ``text`` and ``words`` are kept.
    """

    tab: str = "all_open"
    state: str = ""
    agency: str = ""
    due: str = ""
    sort: str = "due"
    after: str = ""
    text: str = ""
    size: int = SIZE
    practice: str = ""
    before: str = ""
    words: str = ""
    procedure: str = ""
    channel: str = ""
    assignee: str = ""
    step: str = ""
    result_by: str = ""
    money: str = ""
    delivery: str = ""
    shelf: str = ""
    filed_from: str = ""
    filed_to: str = ""
    received_from: str = ""
    received_to: str = ""
    due_from: str = ""
    due_to: str = ""
    more: str = ""
    s: str = ""

    def whole(self, **changes) -> dict:
        """All that is chosen, defaults left out: to be kept, never for an address."""
        changed = replace(self, **changes)
        plain = Asked()
        return {
            name: value
            for name, value in vars(changed).items()
            if name == "tab" or (name != "s" and value != getattr(plain, name))
        }

    def parameters(self, **changes) -> dict:
        """What an address carries to ask the same again; of a search for people its key only,
        and nothing where it has none."""
        found = self.whole(**changes)
        if self.is_personal:
            for name in SEARCHED:
                found.pop(name, None)
            if self.s:
                found["s"] = self.s
        return found

    @property
    def is_personal(self) -> bool:
        """Whether what is searched for may tell of a person."""
        return bool(self.words) or is_personal(self.text)

    @property
    def is_loose(self) -> bool:
        """Whether it must be kept under a key before there is an address for it."""
        return self.is_personal and not self.s

    @property
    def detailed(self) -> bool:
        """Whether a filter is in use that stands behind “more filters”."""
        return any(getattr(self, name) for name in DETAILS)


SEARCHED = ("text", "words")
RANGES = {"filed": "filed", "received": "entered", "due": "next_due"}
DAYS = tuple(f"{name}_{end}" for name in RANGES for end in ("from", "to"))
VALUES = (
    "words",
    "procedure",
    "channel",
    "assignee",
    "step",
    "result_by",
    "money",
    "delivery",
    "shelf",
)
DETAILS = (*VALUES, *DAYS)
