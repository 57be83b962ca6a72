"""Texts and addresses are kept as long as an administrator says, then erased."""

from datetime import timedelta
from hanam.dvc.notify import periodic
from hanam.dvc.notify import settings
from hanam.dvc.notify.channels import CHANNELS
from hanam.dvc.register import outbox_lists


HOUR = 3600
MOST = 500  # in one go; the next hour goes on


def masked(channel: str, address: str) -> str:
    """An address as others may see it, whatever became of its channel."""
    known = CHANNELS.get(channel)
    return known.masked(address) if known is not None else "…"


def clean(portal, now) -> None:
    """Erase what is older than the setting says."""
    before = now - timedelta(days=settings.current().keep_days)
    outbox_lists.wipe_before(before, masked, MOST)


periodic.register("notify.clean", HOUR, clean)
