"""What can be wrong with a template."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Fault:
    """``message`` tells what and what to do; ``place`` where in the file, "" for all of it."""

    message: str
    place: str = ""


class BadTemplate(ValueError):
    """``faults``: everything that was found."""

    def __init__(self, faults):
        super().__init__(f"{len(faults)} faults")
        self.faults = tuple(faults)
