"""Signing a PDF file: PAdES B-B, B-T where a server for time stamps is set.

The file grows by an update at its end, so signatures that are there stay valid.
"""

from datetime import datetime
from datetime import UTC
from hanam.dvc.signing import showing
from hanam.dvc.signing.errors import SigningError
from io import BytesIO
from itertools import count
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.pdf_utils.misc import PdfError
from pyhanko.sign import fields
from pyhanko.sign.general import SigningError as PdfSigningError
from pyhanko.sign.signers import PdfSignatureMetadata
from pyhanko.sign.signers import PdfSigner
from pyhanko.sign.timestamps import HTTPTimeStamper
from pyhanko.sign.timestamps import TimestampRequestError

import re


MOST = 20 * 2**20  # bytes
LONGEST = 200
FIELD = "ChuKy"
OWN = re.compile(rf"{FIELD}\d+")


def sign(
    pdf: bytes,
    signer,
    *,
    reason: str,
    location: str,
    clock: str = "",
    seconds: int = 20,
    look=None,
) -> bytes:
    """The file with one more signature; ``look`` (`showing.Look`) says what is seen of it on a
    page, None for nothing.

    ``signer`` is a `remote.Signer` or any signer of pyHanko with its certificate; ``clock`` the
    address of a server for time stamps, "" for none. Raises `SigningError`; talks to the signing
    service over the network: never inside a transaction that has written.
    """
    check_certificate(signer.signing_cert)
    if len(pdf) > MOST:
        raise SigningError("pdf.large")
    stamper = HTTPTimeStamper(clock, timeout=seconds) if clock else None
    try:
        writer = IncrementalPdfFileWriter(BytesIO(pdf), strict=False)
        if writer.prev.encrypted:
            raise SigningError("pdf.locked")
        name, style = field_for(writer, pdf, look)
        about = PdfSignatureMetadata(
            field_name=name,
            reason=reason[:LONGEST],
            location=location[:LONGEST],
            md_algorithm="sha256",
            subfilter=fields.SigSeedSubFilter.PADES,
        )
        made = PdfSigner(
            about, signer, timestamper=stamper, stamp_style=style
        ).sign_pdf(writer)
    except SigningError:
        raise
    except TimestampRequestError as error:
        raise SigningError("clock.down") from error
    except (PdfError, PdfSigningError, ValueError, KeyError, TypeError) as error:
        raise SigningError("pdf.damaged") from error
    except OSError as error:
        raise SigningError("clock.down" if clock else "service.down") from error
    return made.getvalue()


def field_for(writer, pdf: bytes, look):
    """(name, style) of the field that is signed; without a style nothing is seen of it."""
    known = list(fields.enumerate_sig_fields(writer.prev))
    free = free_fields({name for name, _value, _field in known})
    kept = [name for name, value, _ in known if value is None and OWN.fullmatch(name)]
    if look is None:
        return next(free), None
    if kept:
        # The place was kept for it when the file was signed first.
        return kept[0], showing.style_of(showing.drawing(look)[0])
    name = next(free)
    return name, showing.put(writer, pdf, name, look, lambda: next(free))


def free_fields(taken: set[str]):
    """Names for fields of signatures that the file does not have yet."""
    return (name for number in count(1) if (name := f"{FIELD}{number}") not in taken)


def check_certificate(certificate) -> None:
    """A certificate that holds no longer makes no signature."""
    now = datetime.now(UTC)
    if certificate is None:
        raise SigningError("signer.unknown")
    if now > certificate.not_valid_after:
        raise SigningError("certificate.expired")
    if now < certificate.not_valid_before:
        raise SigningError("certificate.early")
