"""The kinds of files that are made in the background.

A kind reads what a form asks for, and makes the file step by step as who asked for it: each
step writes some rows into the file on disk and yields the dossiers that are read in it.
"""

from collections.abc import Callable
from collections.abc import Iterator
from dataclasses import dataclass
from dataclasses import field
from datetime import datetime
from hanam.dvc.counter.desk import Desk
from zope.i18n import translate


class NotMade(Exception):
    """The file cannot be made; ``args[0]`` is the message for who asked for it."""


@dataclass
class Work:
    """A file in the making: what was asked for, by whom, in which language, and where to.

    ``file`` is open on disk. ``message`` is what is said at the end where there is no file.
    """

    parameters: dict
    desk: Desk
    user: tuple[str, str]
    now: datetime
    language: str
    file: object = None
    message: object = None

    def say(self, message) -> str:
        """A message in the language of who asked."""
        return translate(message, target_language=self.language or "vi")


@dataclass(frozen=True)
class Read:
    """A dossier whose data went into the file, as `dossiers.reads` enters it."""

    code: str
    agency: str


@dataclass(frozen=True)
class Export:
    """A kind of file.

    ``title(parameters)`` is a message, ``read(form, desk)`` gives the parameters of a form or
    raises `asking.BadRequest`, ``may(desk, parameters)`` says whether somebody may have it (asked
    again with every step), ``count(work)`` how many rows it will have (0: not known),
    ``name(parameters)`` is that of the file, "" where there is none (closing a book),
    ``what(parameters)`` how the history of a dossier names the list.
    """

    kind: str
    title: Callable
    read: Callable
    may: Callable
    make: Callable[[Work], Iterator[list[Read]]]
    name: Callable
    count: Callable = field(default=lambda work: 0)
    what: Callable = field(default=lambda parameters: "")


_known: dict[str, Export] = {}


def declare(export: Export) -> None:
    """Offer a kind of file; a second declaration takes the place of the first."""
    _known[export.kind] = export


def get(kind: str) -> Export | None:
    return _known.get(kind)
