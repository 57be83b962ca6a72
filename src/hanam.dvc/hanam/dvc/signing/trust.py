"""The authorities whose signatures count here, each from a day to a day: data of an administrator.

A row: ``title``, ``pem`` (the root's certificate), ``more`` (PEM of authorities below it, optional),
``from`` and ``to`` (ISO days or empty: signatures made outside of them do not count), ``crl``
(addresses of its lists of revoked certificates).
"""

from asn1crypto import x509
from dataclasses import dataclass
from datetime import date
from datetime import datetime
from datetime import timedelta
from hanam.dvc.dossiers import moment
from hanam.dvc.signing import revoked
from pyhanko.keys import load_certs_from_pemder_data
from pyhanko_certvalidator import ValidationContext


# Later lists may tell of a revocation after the moment that counts.
TOLERANCE = timedelta(seconds=60)


@dataclass(frozen=True)
class Root:
    """One trusted authority; ``certificates`` are those below it that files may lack."""

    title: str
    certificate: x509.Certificate
    certificates: tuple = ()
    since: date | None = None
    until: date | None = None
    lists: tuple[str, ...] = ()

    def holds(self, at: datetime) -> bool:
        """Whether it is trusted at an aware moment."""
        day = at.astimezone(moment.PROVINCE).date()
        return not (
            (self.since is not None and day < self.since)
            or (self.until is not None and day > self.until)
        )


class Trusted:
    """All of the trust list, with the lists of revoked certificates that could be had."""

    def __init__(self, roots, crls=()):
        self.roots = tuple(roots)
        self.crls = tuple(crls)

    @classmethod
    def now(cls, roots, seconds: int = 10) -> "Trusted":
        """With the lists as they are fetched, or were a while ago."""
        addresses = {place for root in roots for place in root.lists}
        return cls(roots, revoked.lists(sorted(addresses), seconds))

    def context(self, now: datetime, stamped: datetime | None, lists: bool = True):
        """How certificates are judged at a moment, both aware; ``stamped`` wins.

        Without ``lists`` nobody asks whether they were revoked.
        """
        at = stamped or now
        return ValidationContext(
            trust_roots=[root.certificate for root in self.roots if root.holds(at)],
            other_certs=[one for root in self.roots for one in root.certificates],
            moment=at,
            allow_fetching=False,
            crls=list(self.crls),
            revocation_mode="hard-fail" if lists else "soft-fail",
            retroactive_revinfo=True,
            time_tolerance=TOLERANCE,
        )


def root_of(row: dict) -> Root:
    """A row of the setting; ValueError where it cannot be used, with a key of its words."""
    try:
        found = list(load_certs_from_pemder_data(str(row["pem"]).encode()))
        below = row.get("more") or ""
        more = (
            list(load_certs_from_pemder_data(below.encode())) if below.strip() else []
        )
    except (ValueError, TypeError, KeyError, AttributeError) as error:
        raise ValueError("pem") from error
    if len(found) != 1 or not found[0].ca:
        raise ValueError("pem")
    lists = row.get("crl") or []
    if not isinstance(lists, list) or not all(isinstance(one, str) for one in lists):
        raise ValueError("crl")
    return Root(
        str(row.get("title") or ""),
        found[0],
        tuple(more),
        _day(row.get("from"), "from"),
        _day(row.get("to"), "to"),
        tuple(lists),
    )


def _day(text, key) -> date | None:
    if not text:
        return None
    try:
        return date.fromisoformat(text)
    except (ValueError, TypeError) as error:
        raise ValueError(key) from error
