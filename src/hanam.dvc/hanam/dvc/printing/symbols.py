"""QR codes for documents."""

import io
import segno


def qr(text: str) -> str:
    """The QR code of ``text`` as SVG, with its quiet zone, for `qr` of `dvc.typ`."""
    kept = io.BytesIO()
    segno.make(text, error="m").save(
        kept, kind="svg", xmldecl=False, border=2, omitsize=True
    )
    return kept.getvalue().decode()
