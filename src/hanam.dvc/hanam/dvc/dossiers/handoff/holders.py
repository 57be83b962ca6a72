"""Whatever has slots for papers and may be handed to a phone, found by its name.

A room that keeps such things says here how they are found, as `filing` does for drafts and
`counter` for the forms at the counter; the page of the phone knows none of them.
"""

from collections.abc import Callable
from typing import Protocol


class Slots(Protocol):
    """A ``holder`` (with ``papers``, ``getId()`` and the facts of its procedure) and its slots.

    ``added_by`` is the user id for what a phone sends, or empty.
    """

    holder: object
    added_by: str

    def rows(self) -> list[dict]:
        """The slots to be shown, rows of `catalogue.papers.components`."""

    def known(self) -> dict[str, str]:
        """The keys of all slots with their titles."""

    def touch(self) -> None:
        """Note that its papers have changed now."""


_finders: list[Callable] = []


def register(find: Callable[[str], Slots | None]) -> None:
    """``find(name)`` gives the `Slots` of that name, or None where it is not its own."""
    _finders.append(find)


def find(name: str) -> Slots | None:
    """The slots of that name, or None."""
    for finder in _finders:
        found = finder(name)
        if found is not None:
            return found
    return None
