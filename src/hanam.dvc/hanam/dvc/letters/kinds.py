"""The forms of TT 01/2018/TT-VPCP art. 9, by their numbers."""

from dataclasses import dataclass
from hanam.dvc.i18n import _


@dataclass(frozen=True)
class Kind:
    """One form: its number, other name, title (a message), size of paper.

    ``actions`` are those of the history that it tells of; empty where it tells of all.
    """

    id: str
    alias: str
    title: str
    size: str = "a5"
    actions: tuple[str, ...] = ()

    @property
    def template(self) -> str:
        return f"form{self.id}.typ"


KINDS = {
    kind.id: kind
    for kind in (
        Kind(
            "01",
            "receipt",
            _("Receipt of a dossier and appointment for its result"),
            actions=("accept",),
        ),
        Kind(
            "02",
            "supplement",
            _("Request to complete a dossier"),
            actions=("ask_submitted", "ask"),
        ),
        Kind(
            "03",
            "refusal",
            _("Notice that a dossier is not accepted or resolved"),
            actions=("refuse", "stop"),
        ),
        Kind(
            "04",
            "apology",
            _("Apology and new appointment for the result"),
            actions=("extend", "apologise"),
        ),
        Kind("05", "control", _("Control slip of the processing")),
        Kind("06", "register", _("Register of dossiers"), size="a4"),
    )
}
# Those with numbers of their own, that are kept and that the applicant gets.
ISSUED = tuple(kind.id for kind in KINDS.values() if kind.actions)
OF_ACTION = {action: kind.id for kind in KINDS.values() for action in kind.actions}


def kind_of(name: str) -> Kind:
    """The kind of a number or another name; `KeyError` for none."""
    for kind in KINDS.values():
        if name in (kind.id, kind.alias):
            return kind
    raise KeyError(name)
