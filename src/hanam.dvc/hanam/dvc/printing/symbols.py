"""QR codes and bar codes for documents and pages."""

from barcode import Code128
from barcode.writer import SVGWriter
from itertools import groupby

import io
import segno


QUIET = 10  # modules left and right of a bar code
HIGH = 40  # modules; a page stretches it as it likes


def qr(text: str) -> str:
    """The QR code of ``text`` as SVG, with its quiet zone, for `qr` of `dvc.typ`."""
    kept = io.BytesIO()
    segno.make(text, error="m").save(
        kept, kind="svg", xmldecl=False, border=2, omitsize=True
    )
    return kept.getvalue().decode()


def code128(text: str) -> str:
    """The Code 128 of ``text`` (ASCII) as SVG, with its quiet zones and without any style
    attribute, for `qr` of `dvc.typ` and for pages."""
    (modules,) = Code128(text).build()
    at, bars = QUIET, []
    for module, run in groupby(modules):
        wide = len(list(run))
        if module == "1":
            bars.append(f'<rect x="{at}" width="{wide}" height="{HIGH}"/>')
        at += wide
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {at + QUIET} {HIGH}"'
        ' preserveAspectRatio="none" shape-rendering="crispEdges">'
        f'<rect width="{at + QUIET}" height="{HIGH}" fill="#fff"/>{"".join(bars)}</svg>'
    )


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
