"""QR and bar codes for documents."""

from barcode import Code128
from barcode.writer import SVGWriter

import io
import segno


def qr(text: str) -> str:
    """The QR code of ``text`` as SVG, with its quiet zone, for `qr` of `dvc.typ`."""
    kept = io.BytesIO()
    segno.make(text, error="m").save(
        kept, kind="svg", xmldecl=False, border=2, omitsize=True
    )
    return kept.getvalue().decode()


def barcode(text: str) -> str:
    """``text`` as a bar code (Code 128) in SVG, for `barcode` of `dvc.typ`."""
    drawn = Code128(text, writer=SVGWriter()).render(
        {
            "module_width": 0.25,
            "module_height": 9,
            "quiet_zone": 2.5,
            "write_text": False,
        }
    )
    return drawn.decode() if isinstance(drawn, bytes) else drawn
