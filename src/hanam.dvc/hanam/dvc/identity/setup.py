"""What the profile does beyond its XML: the room's key, the plugins of the user folder."""

from hanam.dvc.identity import keys
from hanam.dvc.identity.pas import install


def after_default(portal) -> None:
    """A key of the portal's own; the door for passwords."""
    keys.ensure_key(portal)
    install.install()


def after_uninstall(portal) -> None:
    """A user folder that asks nobody who is gone."""
    install.uninstall()
