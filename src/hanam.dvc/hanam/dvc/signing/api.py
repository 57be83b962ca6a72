"""Signing and verifying as the settings of the portal say."""

from hanam.dvc.signing import checking
from hanam.dvc.signing import making
from hanam.dvc.signing import report
from hanam.dvc.signing import settings
from hanam.dvc.signing import stand_in
from hanam.dvc.signing import trust
from hanam.dvc.signing.errors import SigningError
from hanam.dvc.signing.remote import Signer


# Seconds to wait for a list of revoked certificates.
LISTS = 5


def signer(name: str, pin: str) -> Signer:
    """Who signs with an identity of the settings (its ``id``) and its PIN, for one use.

    Asks the signing service for the certificate. Raises `SigningError`.
    """
    identity = settings.identity(name)
    if identity is None:
        raise SigningError("signer.none")
    if not pin:
        raise SigningError("pin.missing")
    service = settings.service(identity.service)
    if service is None:
        raise SigningError("service.none")
    return Signer(service, identity.signer, pin)


def sign(pdf: bytes, signer, *, reason: str, location: str = "") -> bytes:
    """The PDF file with one more signature; with a time stamp where a server for it is set.

    What comes back is verified before it is given out: a certificate that was revoked makes
    no signature. Raises `SigningError`. It speaks to the signing service over the network, so
    never inside a transaction that has written.
    """
    clock = settings.value("clock") or ""
    made = making.sign(
        pdf,
        signer,
        reason=reason,
        location=location or settings.value("location") or "",
        clock=stand_in.resolved(clock),
        seconds=settings.value("seconds"),
    )
    newest = verify(made).signatures[-1]
    if newest.verdict == report.REVOKED:
        raise SigningError("certificate.revoked")
    if newest.verdict == report.CHANGED:
        raise SigningError("service.garbled")
    return made


def verify(pdf: bytes) -> report.Report:
    """What the signatures of a PDF file are worth, by the trust list of the portal."""
    return checking.verify(pdf, trusted())


def trusted() -> trust.Trusted:
    """The trust list with its lists of revoked certificates (fetched, or lately known)."""
    return trust.Trusted.now(settings.roots(), LISTS)


def is_good(data: bytes) -> bool:
    """Whether a PDF file bears a signature that nothing speaks against."""
    bad = (report.UNSIGNED, report.CHANGED, report.REVOKED, report.EXPIRED)
    found = verify(data)
    return not found.problem and found.verdict not in bad


def is_signed(data: bytes) -> bool:
    """Whether a PDF file has signatures: it must not be changed then."""
    return b"/ByteRange" in data
