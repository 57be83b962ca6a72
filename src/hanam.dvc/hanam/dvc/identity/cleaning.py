"""What has no use any more is erased by the worker every day."""

from hanam.dvc.identity import codes
from hanam.dvc.identity import hold
from hanam.dvc.identity import second
from hanam.dvc.identity import underway
from hanam.dvc.notify.periodic import register


DAY = 86400


def clean(portal, now) -> None:
    """Old codes, wrong tries, unfinished logins, devices whose time is over."""
    for part in (codes, hold, underway, second):
        part.clean(portal, now)


register("identity-cleaning", DAY, clean)
