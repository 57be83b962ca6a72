"""A brake on guessing, counted in the register: it holds over all processes.

What is counted under an address is a digest; no address is kept.
"""

from hanam.dvc.dossiers import moment
from hanam.dvc.filing.braked import address
from hanam.dvc.filing.drafting import settings
from hanam.dvc.register import draft_keys


class Brake:
    """So many attempts of one kind in a window, for one address, or for one ``thing``."""

    def __init__(self, kind: str, request, thing: str = ""):
        who = thing or address(request)
        self.what = f"{kind}:{draft_keys.digest(who)[:32]}"
        self.minutes = settings.value("window")
        self.most = settings.value("attempts")

    def is_on(self) -> bool:
        """Whether there were too many already."""
        return draft_keys.tried(self.what, moment.now(), self.minutes) >= self.most

    def count(self) -> int:
        """Note one more; it counts once the transaction is committed."""
        return draft_keys.count(self.what, moment.now(), self.minutes)

    @property
    def seconds(self) -> int:
        """Seconds until the window ends."""
        now = moment.now()
        begun = draft_keys.window(now, self.minutes)
        return max(60 * self.minutes - int((now - begun).total_seconds()), 1)
