"""Verifying the signatures of a PDF file against the authorities that are trusted here.

Nothing is fetched from an address that stands in the file: who sends a file must not be able to
make the portal call somewhere. Lists of revoked certificates come from the addresses of the
trust list. With a time stamp that can be trusted a signature is judged as of that moment;
without one, as of now.
"""

from datetime import datetime
from datetime import UTC
from hanam.dvc.dossiers import moment
from hanam.dvc.signing import report
from hanam.dvc.signing.report import Report
from hanam.dvc.signing.report import Signature
from hashlib import sha256
from io import BytesIO
from pyhanko.pdf_utils.misc import PdfError
from pyhanko.pdf_utils.misc import PdfReadError
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.ades.report import AdESIndeterminate
from pyhanko.sign.validation import async_validate_pdf_signature
from pyhanko.sign.validation.errors import SignatureValidationError
from pyhanko.sign.validation.settings import KeyUsageConstraints
from pyhanko.sign.validation.status import SignatureCoverageLevel

import asyncio
import logging


# Officials' certificates of the state say one or the other.
USAGE = KeyUsageConstraints(
    key_usage={"non_repudiation", "digital_signature"}, match_all_key_usages=False
)
MOST_SIGNATURES = 20
OF_PROBLEM = {
    AdESIndeterminate.OUT_OF_BOUNDS_NO_POE: report.EXPIRED,
    AdESIndeterminate.OUT_OF_BOUNDS_NOT_REVOKED: report.EXPIRED,
    AdESIndeterminate.TRY_LATER: report.UNCHECKED,
}
# What pyHanko raises for files that are not what they say.
BROKEN = (
    PdfError,
    PdfReadError,
    SignatureValidationError,
    ValueError,
    TypeError,
    KeyError,
    IndexError,
    AttributeError,
    NotImplementedError,
    RecursionError,
    OSError,
)


def verify(pdf: bytes, trusted, now: datetime | None = None) -> Report:
    """The `Report` of a file; never raises for what is in it.

    ``trusted`` are `trust.Trusted`; ``now`` an aware moment, for tests.
    """
    logging.getLogger("pyhanko").setLevel(logging.ERROR)
    digest = sha256(pdf).hexdigest()
    try:
        reader = PdfFileReader(BytesIO(pdf), strict=False)
        if reader.encrypted:
            return Report(digest, report.LOCKED)
        if not pdf.startswith(b"%PDF-") or not int(reader.root["/Pages"]["/Count"]):
            return Report(digest, report.DAMAGED)
        embedded = list(reader.embedded_regular_signatures)[:MOST_SIGNATURES]
    except BROKEN:
        return Report(digest, report.DAMAGED)
    found = tuple(_read(one, trusted, now or datetime.now(UTC)) for one in embedded)
    return Report(digest, "", found)


def _read(embedded, trusted, now) -> Signature:
    """One signature; a broken one counts as changed."""
    facts = {"field": str(embedded.field_name or "")}
    try:
        facts |= _told(embedded)
        status = asyncio.run(_judged(embedded, trusted, now))
        stamped = _trusted_time(status)
        if stamped is not None:
            status = asyncio.run(_judged(embedded, trusted, now, stamped))
    except BROKEN:
        return Signature(verdict=report.CHANGED, **facts)
    covers = status.coverage == SignatureCoverageLevel.ENTIRE_FILE
    verdict = _verdict(status)
    if verdict == report.UNKNOWN:
        verdict = _unknown_or_unchecked(embedded, trusted, now, stamped)
    return Signature(
        verdict=verdict, stamped_at=_local(stamped), covers_all=covers, **facts
    )


def _unknown_or_unchecked(embedded, trusted, now, stamped) -> str:
    """Without its list an authority that is trusted looks like one nobody knows."""
    try:
        lax = asyncio.run(_judged(embedded, trusted, now, stamped, lists=False))
    except BROKEN:
        return report.UNKNOWN
    return report.UNCHECKED if lax.trusted else report.UNKNOWN


async def _judged(embedded, trusted, now, stamped=None, lists=True):
    context = trusted.context(now, stamped, lists)
    return await async_validate_pdf_signature(
        embedded,
        signer_validation_context=context,
        ts_validation_context=trusted.context(now, None, lists),
        key_usage_settings=USAGE,
    )


def _trusted_time(status):
    stamp = status.timestamp_validity
    if stamp is None or not (stamp.valid and stamp.intact and stamp.trusted):
        return None
    return stamp.timestamp


def _verdict(status) -> str:
    whole = status.coverage >= SignatureCoverageLevel.ENTIRE_REVISION
    if not (status.intact and status.valid and whole and status.docmdp_ok):
        return report.CHANGED
    if status.trusted:
        return report.VALID
    if status.revoked:
        return report.REVOKED
    return OF_PROBLEM.get(status.trust_problem_indic, report.UNKNOWN)


def _told(embedded) -> dict:
    """What the signature says of itself."""
    certificate = embedded.signer_cert
    subject = certificate.subject.native
    issuer = certificate.issuer.native
    said = embedded.sig_object
    return {
        "name": _text(subject.get("common_name") or subject.get("organization_name")),
        "organisation": _text(subject.get("organization_name")),
        "title": _text(subject.get("title")),
        "issuer": _text(issuer.get("common_name") or issuer.get("organization_name")),
        "serial": f"{certificate.serial_number:x}",
        "reason": _text(said.get("/Reason")),
        "location": _text(said.get("/Location")),
        "signed_at": _local(embedded.self_reported_timestamp),
    }


def _text(value) -> str:
    if isinstance(value, list | tuple):
        value = value[0] if value else ""
    return str(value or "")[:200]


def _local(at: datetime | None) -> datetime | None:
    """A moment as the province's clocks showed it."""
    if at is None:
        return None
    aware = at if at.tzinfo is not None else at.replace(tzinfo=UTC)
    return aware.astimezone(moment.PROVINCE).replace(tzinfo=None, microsecond=0)
