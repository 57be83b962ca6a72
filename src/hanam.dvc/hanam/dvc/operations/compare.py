"""What the register must hold of a dossier, and where it holds something else."""

from dataclasses import dataclass
from hanam.dvc.dossiers import clock_facts
from hanam.dvc.dossiers import rows
from hanam.dvc.dossiers import saying
from hanam.dvc.dossiers.clock import is_on_the_way
from hanam.dvc.dossiers.together.pausing import is_waiting
from hanam.dvc.dossiers.tracks import values
from hanam.dvc.register import queries
from hanam.dvc.register import session
from hanam.dvc.register.derived import next_due_of
from hanam.dvc.register.model import DossierRow
from hanam.dvc.register.model import HistoryRow
from hanam.dvc.register.model import PauseRow
from hanam.dvc.register.model import StepRow
from hanam.dvc.register.model_clock import ClockFact
from hanam.dvc.register.model_content import ContentRow
from hanam.dvc.register.model_together import ConsultationRow
from hanam.dvc.register.model_together import LegRow
from hanam.dvc.register.terms import folded_text
from hanam.dvc.rules.content import line_of
from hanam.dvc.rules.states import WAITING
from hanam.dvc.rules.tracks import contradictions
from hanam.dvc.rules.tracks import Track
from sqlalchemy import select


@dataclass(frozen=True, slots=True)
class Difference:
    """One thing that is not as it should be; ``detail`` names columns, never their values."""

    kind: str
    code: str
    detail: str = ""

    def __str__(self) -> str:
        return " ".join(filter(None, (f"{self.kind}:", self.code, self.detail)))


class Held:
    """What the register holds of a few dossiers, read at once."""

    def __init__(self, codes):
        self.rows = {row.code: row for row in _of(DossierRow, codes)}
        self.steps = _grouped(_of(StepRow, codes, StepRow.no))
        self.pauses = _grouped(_of(PauseRow, codes, PauseRow.no))
        self.legs = _grouped(_of(LegRow, codes, LegRow.no))
        asked = _of(ConsultationRow, codes, ConsultationRow.no)
        self.opinions = _grouped(asked)
        self.contents = {row.code: row.text for row in _of(ContentRow, codes)}
        changes = _of(HistoryRow, codes, HistoryRow.id, queries.CHANGES)
        self.history = _grouped(changes)
        self.clocks = {row.code: row for row in _of(ClockFact, codes)}

    def differences(self, dossier) -> list[Difference]:
        """Between one dossier and what is held of it."""
        code = dossier.code
        found = [Difference("document", code, text) for text in inner(dossier)]
        row = self.rows.get(code)
        if row is None:
            return [*found, Difference("row missing", code)]
        wrong = columns(dossier, row)
        if wrong:
            found.append(Difference("row differs", code, ", ".join(wrong)))
        for kind, held, parts in (
            ("steps", self.steps, dossier.steps),
            ("pauses", self.pauses, dossier.pauses),
            ("legs", self.legs, dossier.legs),
            ("opinions", self.opinions, dossier.opinions),
        ):
            if not same_parts(held.get(code, []), parts):
                found.append(Difference(f"{kind} differ", code))
        if not same_clock(self.clocks.get(code), dossier):
            found.append(Difference("clock differs", code))
        if self.contents.get(code, "") != line_of(saying.words(dossier)):
            found.append(Difference("content differs", code))
        past = business(self.history.get(code, ()))
        if not past:
            found.append(Difference("history missing", code))
        elif past[-1].to_state != dossier.state:
            found.append(Difference("history ends elsewhere", code))
        return found


def business(past) -> list:
    """The entries that tell the business state; those of the tracks tell their own."""
    return [entry for entry in past if entry.action not in set(Track)]


def _of(table, codes, order=None, *conditions):
    asked = select(table).where(table.code.in_(codes), *conditions)
    if order is not None:
        asked = asked.order_by(table.code, order)
    return session.session().scalars(asked)


def _grouped(found) -> dict:
    groups = {}
    for row in found:
        groups.setdefault(row.code, []).append(row)
    return groups


def version_of(dossier) -> int:
    return dossier.version or 1


def columns(dossier, row) -> list[str]:
    """The names of the columns that differ from the document, derived ones too."""
    expected = rows.values_of(dossier) | {"version": version_of(dossier)}
    wrong = [name for name, value in expected.items() if getattr(row, name) != value]
    texts = {column.key: getattr(row, column.key) for column in row.__table__.columns}
    if row.folded != folded_text(texts):
        wrong.append("folded")
    if row.next_due != next_due_of(row):
        wrong.append("next_due")
    if row.entered != (row.received or row.filed):
        wrong.append("entered")
    return wrong


def same_parts(held, parts) -> bool:
    """Whether rows of steps, pauses, legs or opinions are the document's, one by one."""
    if [row.no for row in held] != list(range(1, len(parts) + 1)):
        return False
    return all(
        getattr(row, name) == value
        for row, part in zip(held, parts, strict=True)
        for name, value in part.items()
        if hasattr(type(row), name)
    )


def same_clock(row, dossier) -> bool:
    """Whether what the appointment is computed from is the document's."""
    expected = clock_facts.values_of(dossier)
    if row is None or expected is None:
        return row is None and expected is None
    return all(getattr(row, name) == value for name, value in expected.items())


def inner(dossier):
    """What contradicts itself inside a document."""
    ended = [pause["ended"] for pause in dossier.pauses]
    if None in ended[:-1]:
        yield "an earlier pause never ended"
    waits = dossier.state in WAITING or is_on_the_way(dossier) or is_waiting(dossier)
    if bool(ended and ended[-1] is None) != waits:
        yield "pause and state disagree"
    for pause in dossier.pauses:
        if pause["ended"] is not None and pause["ended"] < pause["started"]:
            yield "a pause ends before it begins"
    for track in contradictions(dossier.state, values.of(dossier)):
        yield f"{track} and state disagree"
    if not 0 <= dossier.step <= len(dossier.steps):
        yield "there is no step of that number"
    elif dossier.step:
        step = dossier.steps[dossier.step - 1]
        if step["started"] is None or step["finished"] is not None:
            yield "the step being worked on is not open"
