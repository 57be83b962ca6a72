"""The receipt: number, secret link, what happens next."""

from hanam.dvc.dossiers import clock as legal
from hanam.dvc.dossiers import drafts
from hanam.dvc.filing import guard
from hanam.dvc.i18n import _
from hanam.dvc.spoken import appointment
from plone import api

import segno


HOTLINE = "hanam.dvc.portal.hotline"
WAYS = {
    "counter": _(
        "You collect the result at the counter; bring your identity card and the "
        "original papers."
    ),
    "post": _("The post brings the result to your address."),
    "online": _("You download the result on the page of your dossier."),
}


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


def next_lines(row) -> list:
    """What happens after a filing, step by step, as messages."""
    checks = _(
        "The agency checks the dossier: it accepts it, asks once for what is missing, or "
        "tells why it cannot accept it."
    )
    if row.accept_due:
        checks = _(
            "The agency checks the dossier and answers by ${due}: it accepts it, asks once "
            "for what is missing, or tells why it cannot accept it.",
            mapping={"due": appointment(row.accept_due)},
        )
    accepted = _(
        "Once it is accepted, the day on which the result is due stands on the page of "
        "your dossier."
    )
    return [checks, accepted, WAYS.get(row.result_by, WAYS["counter"])]


def accept_trace(dossier, request) -> list[str]:
    """How the day was counted by which the agency answers; empty where it is another."""
    found = legal.acceptance(dossier)
    return [] if found is None else legal.describe(found.trace, request)


def hotline() -> str:
    """The phone number of the portal, as the footer has it."""
    return api.portal.get_registry_record(HOTLINE, default="") or ""
