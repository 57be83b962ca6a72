"""What a procedure says today: the version in force, found at each reading.

A `Procedure` without versions says what stands in itself. Once it has versions (the
attribute ``spans``, a timeline), its published elements are those of the version that a
reader is shown today; nobody has to write anything on the day a version comes into
force. What stands in the procedure itself then only serves as the text of an import.
"""

from Acquisition import aq_base
from datetime import date
from hanam.dvc.catalogue import moment
from hanam.dvc.rules import versions
from hanam.dvc.rules.versions import Span


FOLDER = "phien-ban"
# What is published about a procedure and changes only by a new version.
VERSIONED = (
    "title",
    "sector",
    "government_levels",
    "agencies",
    "channels",
    "how_steps",
    "subjects",
    "results",
    "requirements",
    "legal_basis",
    "cases",
    "papers",
    "limits",
    "fees",
    "plan",
    "supplement_policy",
    "submit_by_post",
    "return_by_post",
    "return_online",
    "decision",
    "raw",
)
BOUNDS = {"effective_from": "start", "effective_to": "end"}


class Present:
    """An attribute of `Procedure` that reads from the version a reader is shown today.

    Writing changes what stands in the procedure itself.
    """

    def __init__(self, **options):
        self.options = options

    def __set_name__(self, owner, name):
        self.name = name

    def __get__(self, item, owner=None):
        if item is None:
            return self
        if item.__dict__.get("spans"):
            span, version = shown_today(item)
            bound = BOUNDS.get(self.name)
            return (
                getattr(version, self.name) if bound is None else getattr(span, bound)
            )
        try:
            return item.__dict__[self.name]
        except KeyError:
            if "default" in self.options:
                return self.options["default"]
            raise AttributeError(self.name) from None

    def __set__(self, item, value):
        item.__dict__[self.name] = value

    def __delete__(self, item):
        item.__dict__.pop(self.name, None)


def shown_today(item) -> tuple:
    """(span, version) of a bare procedure with spans; found once a day and transaction
    state."""
    day, spans = moment.today(), item.__dict__["spans"]
    kept = item.__dict__.get("_v_shown")
    if kept is None or kept[0] != day or kept[1] is not spans:
        span = versions.shown(spans, day)
        kept = (day, spans, span, version_of(item, span.number))
        item._v_shown = kept
    return kept[2:]


def number_today(procedure) -> int:
    """The number of the version that a reader is shown today; 0 without versions."""
    base = aq_base(procedure)
    return shown_today(base)[0].number if spans_of(base) else 0


def version_of(item, number: int):
    """The ProcedureVersion of that number, or None; a bare one from a bare procedure."""
    place = item._tree.get(FOLDER) if aq_base(item) is item else item.get(FOLDER)
    if place is None:
        return None
    if aq_base(place) is place:
        return place._tree.get(str(number))
    return place.get(str(number))


def values_in(item) -> dict:
    """What stands in an item itself, read from the store if need be: `__dict__` of an
    object that was not read yet is empty."""
    base = aq_base(item)
    base._p_activate()
    return base.__dict__


def spans_of(procedure) -> tuple[Span, ...]:
    """The timeline of the approved versions; empty for a procedure without versions."""
    return values_in(procedure).get("spans") or ()


def holds(procedure, day: date) -> bool:
    """Whether the procedure is in force on the day."""
    spans = spans_of(procedure)
    if spans:
        return versions.in_force(spans, day) is not None
    start, end = procedure.effective_from, procedure.effective_to
    return (start is None or start <= day) and (end is None or day <= end)


def own(procedure, name: str):
    """What stands in the procedure itself; None where nothing does."""
    return values_in(procedure).get(name)


def own_values(procedure) -> dict:
    """All published elements that stand in the procedure itself."""
    values = {name: own(procedure, name) for name in VERSIONED}
    return {name: value for name, value in values.items() if value is not None}


def stored(item, name: str):
    """A value as it stands in an item; of a procedure with versions not that in force."""
    values = values_in(item)
    return values[name] if name in values else getattr(item, name)
