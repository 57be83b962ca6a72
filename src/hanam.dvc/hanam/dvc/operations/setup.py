"""The accounts of the sample province."""

from hanam.dvc.operations import sample


def load_sample(portal) -> None:
    """One account per role; see `sample.accounts`."""
    sample.make_accounts(portal)
