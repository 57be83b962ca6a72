"""What an import did, and the table of what it could not understand."""

from collections import Counter
from collections import defaultdict
from dataclasses import dataclass
from dataclasses import field
from hanam.dvc.catalogue.importing.notes import Kind
from hanam.dvc.catalogue.importing.notes import Note
from hanam.dvc.catalogue.importing.notes import OUTSIDE
from hanam.dvc.i18n import _
from typing import NamedTuple


TITLES = {
    Kind.CODE: _("No national code"),
    Kind.WAY: _("Ways of filing: not read"),
    Kind.SEVERAL: _("Several limits or fees for one way of filing: taken as cases"),
    Kind.GLUED: _("Time and fee run together"),
    Kind.LIMIT_WITHOUT_UNIT: _("Time limit without a unit"),
    Kind.LIMIT_HOURS: _("Time limit in hours of the clock"),
    Kind.LIMIT_IN_WORDS: _("Time limit in words"),
    Kind.LIMIT_CONTRADICTED: _("Time limit taken, but its description differs"),
    Kind.FEE_NOT_FREE: _("Called free of charge, but the note says otherwise"),
    Kind.FEE_MAGNITUDE: _("Fee too small to be true"),
    Kind.FEE_PER_UNIT: _("Fee for a unit, not for a dossier"),
    Kind.FEE_CURRENCY: _("Fee in a foreign currency"),
    Kind.FEE_OTHER_AMOUNTS: _("Fee taken, but its note names other amounts"),
    Kind.FEE_NOTE_OPEN: _("Note of a fee: end not found"),
    Kind.PAPERS: _("Papers: not read"),
    Kind.PAPER_WITHOUT_NUMBER: _("Paper without originals and copies"),
    Kind.PAPER_NUMBER_GLUED: _("Number of originals cut off a longer number"),
    Kind.LAW_WITHOUT_NUMBER: _("Legal document without a number"),
    Kind.LAW: _("Legal basis: not read"),
    Kind.RESULT_WITHOUT_CODE: _("Result without a code"),
    Kind.SUBJECT: _("Unknown kind of applicant"),
    Kind.TOO_LONG: _("Text too long for its field"),
    Kind.LEVEL: _("Level of government outside the province"),
    Kind.AGENCY: _("Agency that is none of the province's"),
}
REASONS = {
    "not_text": _("the line is not UTF-8 text"),
    "not_json": _("the line is not JSON"),
    "not_an_object": _("the line holds no object"),
    "cut_off": _("the file breaks off here"),
    "no_procedure": _("the line describes no procedure: see ${cell}"),
    "refused": _("the catalogue refused it: ${cell}"),
}
EXAMPLES, LONGEST = 3, 70


class Broken(NamedTuple):
    """A line that became nothing; ``cell`` names the place of the trouble, if any."""

    line: int
    reason: str
    cell: str = ""


class Row(NamedTuple):
    """One row of the table: ``count`` times in ``procedures`` procedures."""

    kind: Kind
    count: int
    procedures: int
    examples: tuple[str, ...]


@dataclass
class Report:
    """Codes or ids by what became of them; ``lines`` counts all that held something.

    ``kept`` were in the catalogue before and did not come from an import; ``edited``
    were imported, then changed by hand: neither is written over. ``duplicates`` are
    (line, code): the first line of a code counts.
    """

    lines: int = 0
    procedures: int = 0
    whole: int = 0
    created: list[str] = field(default_factory=list)
    updated: list[str] = field(default_factory=list)
    unchanged: list[str] = field(default_factory=list)
    kept: list[str] = field(default_factory=list)
    edited: list[str] = field(default_factory=list)
    sectors: list[str] = field(default_factory=list)
    duplicates: list[tuple[int, str]] = field(default_factory=list)
    broken: list[Broken] = field(default_factory=list)
    counts: Counter = field(default_factory=Counter)
    understood: Counter = field(default_factory=Counter)
    _notes: dict = field(default_factory=lambda: defaultdict(list))

    def read(self, name: str, values: dict, notes: list[Note]) -> None:
        """Count one procedure that was parsed."""
        self.procedures += 1
        self.whole += not any(note.kind not in OUTSIDE for note in notes)
        for note in notes:
            self.counts[note.kind] += 1
            self._notes[note.kind].append((name, note.text))
        for cell, key in (("limits", "value"), ("fees", "amount")):
            for row in values[cell]:
                told = row[key] is not None
                self.understood[cell, told] += 1

    def table(self) -> list[Row]:
        """The kinds that occurred, in their order."""
        return [
            Row(kind, self.counts[kind], self.in_procedures(kind), self.examples(kind))
            for kind in TITLES
            if self.counts[kind]
        ]

    def in_procedures(self, kind: Kind) -> int:
        return len({name for name, text in self._notes[kind]})

    def examples(self, kind: Kind) -> tuple[str, ...]:
        """A few different ones, each with its procedure."""
        found: dict[str, str] = {}
        for name, text in self._notes[kind]:
            found.setdefault(" ".join(text.split()), name)
            if len(found) == EXAMPLES:
                break
        return tuple(f"{name}: {shown(text)}" for text, name in found.items())

    def text(self) -> str:
        """The report to be printed, in the language of the portal."""
        from hanam.dvc.catalogue.importing.printing import text_of

        return text_of(self)


def shown(text: str) -> str:
    return text if len(text) <= LONGEST else text[: LONGEST - 1] + "…"
