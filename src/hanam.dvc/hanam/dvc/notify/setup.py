"""What the profile does beyond its XML."""

from hanam.dvc.notify import choices


def after_default(portal) -> None:
    """The key of what is signed and digested here."""
    choices.ensure_key(portal)
