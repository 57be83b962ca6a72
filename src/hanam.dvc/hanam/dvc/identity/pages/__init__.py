"""The pages of accounts: logging in and out, registration, second step, own data."""

from hanam.dvc.identity import cleaning  # noqa: F401 - its periodic work
