"""Signing: who signed a result, and how anybody can verify it. See docs/signing.md."""

from hanam.dvc.signing.api import sign
from hanam.dvc.signing.api import signer
from hanam.dvc.signing.api import verify
from hanam.dvc.signing.errors import SigningError
from hanam.dvc.signing.report import Report


__all__ = ["Report", "SigningError", "sign", "signer", "verify"]
