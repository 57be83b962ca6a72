"""Signing and verifying as the settings of the portal say."""

from hanam.dvc.signing import checking
from hanam.dvc.signing import making
from hanam.dvc.signing import report
from hanam.dvc.signing import settings
from hanam.dvc.signing import showing
from hanam.dvc.signing import stand_in
from hanam.dvc.signing import trust
from hanam.dvc.signing.errors import SigningError
from hanam.dvc.signing.remote import Allowed
from hanam.dvc.signing.remote import Signer


# Seconds to wait for a list of revoked certificates.
LISTS = 5


def signer(name: str, pin: str = "", session: str = "") -> Signer:
    """Who signs with an identity of the settings (its ``id``), for one use: by its PIN, or by the
    token of what `allow` was given.

    Asks the signing service for the certificate. Raises `SigningError`.
    """
    identity, service = found(name)
    if not pin and not session:
        raise SigningError("pin.missing")
    return Signer(service, identity.signer, pin, session)


def allow(name: str, pin: str, number: int) -> Allowed:
    """Have the service of an identity allow ``number`` signatures with one PIN, to be made within
    the minutes of the settings. Raises `SigningError`; it speaks to the network."""
    identity, service = found(name)
    if not pin:
        raise SigningError("pin.missing")
    seconds = 60 * settings.value("session_minutes")
    return service.allow(identity.signer, pin, number, seconds)


def release(name: str, session: str) -> bool:
    """Tell the service that an allowance is not needed any more; whether that could be told.

    Where it could not the allowance ends by itself.
    """
    try:
        found(name)[1].release(session)
    except SigningError:
        return False
    return True


def found(name: str):
    """(identity, service) by the name of an identity; raises `SigningError`."""
    identity = settings.identity(name)
    if identity is None:
        raise SigningError("signer.none")
    service = settings.service(identity.service)
    if service is None:
        raise SigningError("service.none")
    return identity, service


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
        look=look_of(signer),
    )
    newest = verify(made).signatures[-1]
    if newest.verdict == report.REVOKED:
        raise SigningError("certificate.revoked")
    if newest.verdict == report.CHANGED:
        raise SigningError("service.garbled")
    return made


def look_of(signer):
    """What is seen of a signature on the page, None for nothing.

    Where seals are in use a tagged file gets a place for one with its first signature.
    """
    if not settings.value("shown") or signer.signing_cert is None:
        return None
    seals = any(one.kind == settings.SEAL for one in settings.identities())
    return showing.look_of(signer.signing_cert, showing.now(), 2 if seals else 1)


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
