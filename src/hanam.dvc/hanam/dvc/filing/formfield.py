"""One field of a form as a page, a validator or an API sees it."""

from collections.abc import Callable
from dataclasses import dataclass
from hanam.dvc.rules import conditions
from hanam.dvc.rules.formulas import Node
from re import Pattern


Choices = tuple[tuple[str, str], ...]
Groups = tuple[tuple[str, Choices], ...]


@dataclass(frozen=True, slots=True)
class Condition:
    """A field is asked only where another one has one of these values.

    ``name`` is the other field; ``values`` are tokens of a choice, or "1" for a ticked
    box; without values, anything that was answered.
    """

    name: str
    values: tuple[str, ...]

    def expression(self) -> conditions.Expression:
        """The same in the language of declarations."""
        op = "=" if self.values else "given"
        return conditions.Test(self.name, op, self.values)


@dataclass(frozen=True, slots=True)
class FormField:
    """What is asked.

    ``kind`` is a key of `kinds.KINDS`. ``label`` and ``help`` are texts or messages.
    ``choices`` are (token, label) pairs; ``lists`` gives them under headings where they
    are long or change. ``minimum`` and ``maximum`` are numbers or dates, whichever the kind reads
    (of a group, its rows); lengths are in characters. ``autocomplete`` is the HTML token of
    what browsers know about their owner; ``section`` the heading above the field, which is
    asked only under ``section_condition``.

    ``columns`` are the fields of a row of a group or of an address; ``formula`` makes a
    computed value, shown as the kind ``shows``. ``more``, ``example`` and ``guide`` help who
    has to answer, ``default`` is what most people answer, and ``pattern`` what a line must
    fit, with ``pattern_help`` where it does not.
    """

    name: str
    kind: str
    label: str
    help: str = ""
    required: bool = False
    choices: Choices = ()
    lists: Callable[[], Groups] | None = None
    min_length: int = 0
    max_length: int = 0
    minimum: object = None
    maximum: object = None
    autocomplete: str = ""
    section: str = ""
    condition: Condition | conditions.Expression | None = None
    section_help: str = ""
    section_condition: conditions.Expression | None = None
    columns: tuple["FormField", ...] = ()
    row_label: str = ""
    formula: Node | None = None
    shows: str = ""
    more: str = ""
    example: str = ""
    guide: str = ""
    default: str = ""
    pattern: Pattern | None = None
    pattern_help: str = ""

    @property
    def all_choices(self) -> Choices:
        """The choices of the list, without headings."""
        if self.lists is None:
            return self.choices
        return tuple(choice for _title, group in self.lists() for choice in group)

    @property
    def groups(self) -> Groups:
        """The choices under their headings ("" where there are none)."""
        return (("", self.choices),) if self.lists is None else self.lists()

    def label_of(self, token: str) -> str:
        """The label of a choice; the token itself where the list has lost it."""
        return dict(self.all_choices).get(token, token)

    @property
    def is_answered(self) -> bool:
        """Whether somebody answers it; headings and computed values are only shown."""
        return self.kind not in ("heading", "computed")


@dataclass(frozen=True, slots=True)
class Problem:
    """What is wrong with one field and what to do, as a message to translate."""

    field: str
    message: str


class Invalid(ValueError):
    """Raised by a kind: ``message`` says what is wrong and what to do."""

    def __init__(self, message: str):
        self.message = message
        super().__init__(message)
