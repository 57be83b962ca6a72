"""What the profile does beyond its XML: the room's key."""

from hanam.dvc.identity import keys


def after_default(portal) -> None:
    """A key of the portal's own."""
    keys.ensure_key(portal)
