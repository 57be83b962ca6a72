"""What was found out about the signatures of a PDF file."""

from dataclasses import dataclass
from datetime import datetime


# Of one signature, and of the file: as bad as its worst signature.
VALID = "valid"
UNSIGNED = "unsigned"
UNKNOWN = "unknown"  # by an authority that is not trusted here
UNCHECKED = "unchecked"  # nobody could say whether the certificate was revoked
EXPIRED = "expired"
REVOKED = "revoked"
CHANGED = "changed"
DAMAGED = "damaged"  # no PDF file, or one that cannot be read
LOCKED = "locked"  # needs a password
# The worst first.
ORDER = (CHANGED, REVOKED, UNKNOWN, EXPIRED, UNCHECKED, VALID)


@dataclass(frozen=True)
class Signature:
    """One signature. ``verdict`` is one of `ORDER`.

    ``signed_at`` is what the signer's own clock said, ``stamped_at`` what a time stamp that can
    be trusted proves, both in the time of the province, or None. ``serial`` is the number of
    the certificate, hexadecimal; ``covers_all``: nothing was added to the file after it.
    """

    field: str
    verdict: str
    name: str = ""
    organisation: str = ""
    title: str = ""
    issuer: str = ""
    serial: str = ""
    reason: str = ""
    location: str = ""
    signed_at: datetime | None = None
    stamped_at: datetime | None = None
    covers_all: bool = False

    @property
    def when(self) -> datetime | None:
        """The best known moment of signing."""
        return self.stamped_at or self.signed_at


@dataclass(frozen=True)
class Report:
    """``digest`` is the SHA-256 of the whole file, hexadecimal; signatures oldest first."""

    digest: str
    problem: str = ""
    signatures: tuple[Signature, ...] = ()

    @property
    def verdict(self) -> str:
        """`DAMAGED`, `LOCKED`, `UNSIGNED`, or the worst of the signatures."""
        if self.problem:
            return self.problem
        if not self.signatures:
            return UNSIGNED
        found = {one.verdict for one in self.signatures}
        return next(verdict for verdict in ORDER if verdict in found)

    @property
    def is_valid(self) -> bool:
        return self.verdict == VALID
