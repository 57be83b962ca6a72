"""What the profile does beyond its XML."""

from hanam.dvc.dossiers import secrets
from hanam.dvc.dossiers import storage


def after_default(portal) -> None:
    """The place of the dossiers and the key of their secrets."""
    storage.ensure_root(portal)
    secrets.ensure_key(portal)
