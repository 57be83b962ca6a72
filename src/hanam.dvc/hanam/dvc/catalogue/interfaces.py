"""What the catalogue asks of rooms above it; each is optional."""

from zope.interface import Interface


class IDemand(Interface):
    """A utility that knows how often procedures are filed."""

    def counts() -> dict:
        """Dossiers of late by the procedure's id; cheap to ask for again and again."""


class IMissed(Interface):
    """A utility that counts questions that were answered badly."""

    def add(question: str, found: int, dropped: tuple, instead: str) -> None:
        """Count a question with nothing found, words left out or words corrected.

        Called while a page is made: it must neither fail nor wait.
        """

    def recent(size: int) -> list:
        """The questions counted most of late, at most ``size``."""
