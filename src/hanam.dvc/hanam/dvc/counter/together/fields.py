"""Forms of this package as data, so that one template shows all of them."""

from dataclasses import dataclass
from dataclasses import field


@dataclass(frozen=True)
class Field:
    """One control. ``kind``: text (several lines), line, number, email, select, multi,
    checks or file; ``options`` are (value, title, chosen); texts are in the reader's language."""

    name: str
    kind: str
    label: str
    value: str = ""
    options: tuple = ()
    hint: str = ""
    optional: bool = False


@dataclass(frozen=True)
class Form:
    """One action: ``hidden`` are (name, value) pairs, ``no`` the leg or opinion it is about."""

    action: str
    title: str
    button: str
    fields: tuple[Field, ...] = ()
    hidden: tuple = ()
    no: int = 0
    grave: bool = False
    is_open: bool = False
    errors: dict = field(default_factory=dict)

    @property
    def id(self) -> str:
        return f"{self.action}{self.no or ''}"
