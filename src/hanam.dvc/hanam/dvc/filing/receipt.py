"""The receipt: number, secret link, what happens next."""

from hanam.dvc.dossiers import drafts
from hanam.dvc.filing import guard
from plone import api

import segno


def track_url(code: str, secret: str = "") -> str:
    """The address where a dossier is followed; with its secret, all of it."""
    url = f"{api.portal.get().absolute_url()}/tra-cuu/{code}"
    return f"{url}/{secret}" if secret else url


def url_of(code: str, secret: str) -> str:
    """The address of the receipt itself."""
    return f"{track_url(code, secret)}/bien-nhan"


def of_draft(name: str, request) -> str:
    """The address of the receipt for a draft that this visitor has filed, or ""."""
    filed = drafts.receipt_of(name)
    if filed is None or not guard.is_mine(filed.dossier, request):
        return ""
    return url_of(filed.code, filed.secret)


def qr(url: str) -> str:
    """The address as a QR code in SVG, to stand in a page."""
    code = segno.make(url, error="m")
    return code.svg_inline(scale=4, border=4, light="#fff", dark="#000", omitsize=True)
