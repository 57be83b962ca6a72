"""The states as the lists of the register group them, each group in a fixed order."""

from hanam.dvc.rules import states
from hanam.dvc.rules.states import State


def _in_order(group):
    return tuple(state.value for state in State if state in group)


ALL = _in_order(states.COUNTED)
OPEN = _in_order(states.OPEN)
TO_ACCEPT = (State.SUBMITTED.value,)
WORKED_ON = _in_order(states.CLOCK_RUNNING)
WAITING = _in_order(states.WAITING)
TO_HAND_OVER = _in_order(states.TO_HAND_OVER)
# The agency is to act: by `accept_due` before the acceptance, by `due` after it.
RUNNING = TO_ACCEPT + WORKED_ON
