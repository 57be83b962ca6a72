"""The states as the lists of the register group them."""

TO_ACCEPT = ("filed",)
WORKED_ON = ("accepted", "processing")
WAITING = ("supplement", "payment")
TO_HAND_OVER = ("resolved",)
RUNNING = TO_ACCEPT + WORKED_ON
OPEN = RUNNING + WAITING + TO_HAND_OVER
CLOSED = ("refused", "withdrawn", "stopped", "returned")
ALL = OPEN + CLOSED
