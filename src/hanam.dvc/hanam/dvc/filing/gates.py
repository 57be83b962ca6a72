"""What has to be passed on the last page before a draft becomes a dossier.

A room or part that wants to ask something there (a one-time code, a statement of its own)
registers a `Gate` when it is imported. Gates are asked in the order of their ``order``.
"""

from hanam.dvc.filing.formfield import Problem


class Gate:
    """One thing to pass; a part of the page "Check and file".

    ``id`` names the gate and begins the names of its controls (``<id>.<name>``); ``macro``
    is a page template's macro that draws them inside the form, with ``gate``, ``view``,
    ``draft`` and ``problems`` at hand, or None where nothing is drawn.
    """

    id = ""
    order = 50
    macro = None

    def applies(self, draft, request) -> bool:
        """Whether this draft has to pass here at all."""
        return True

    def keep(self, draft, request) -> None:
        """Keep what the form of the page sent for the gate, whichever button was pressed.

        Runs in the transaction of the page; a forged form is undone afterwards.
        """

    def problems(self, draft, request) -> list[Problem]:
        """What stands against filing; `Problem` objects whose field is a control's id."""
        return []

    def filed(self, draft, dossier, request) -> None:
        """The draft has become ``dossier``: the gate may clean up; nothing slow."""


_gates: dict[str, Gate] = {}


def register(gate: Gate) -> Gate:
    """Ask ``gate`` from now on; one with the same id is replaced."""
    _gates[gate.id] = gate
    return gate


def forget(name: str) -> None:
    """Ask the gate of that id no more (tests)."""
    _gates.pop(name, None)


def gates(draft, request) -> list[Gate]:
    """The gates this draft has to pass, in order."""
    found = [gate for gate in _gates.values() if gate.applies(draft, request)]
    return sorted(found, key=lambda gate: (gate.order, gate.id))


def keep(draft, request) -> None:
    """Let every gate keep what the page sent for it."""
    for gate in gates(draft, request):
        gate.keep(draft, request)


def problems(draft, request) -> list[Problem]:
    """What stands against filing now, gate by gate."""
    return [
        problem
        for gate in gates(draft, request)
        for problem in gate.problems(draft, request)
    ]


def filed(draft, dossier, request) -> None:
    """Tell every gate that the draft has become a dossier."""
    for gate in gates(draft, request):
        gate.filed(draft, dossier, request)
