"""The QR code on an uploaded result: drawn on its first page, before it is signed.

The stamp is an artifact for who reads by ear: the code stands in the page that verifies. A tagged
or PDF/A file stays one: fonts are embedded and nothing of it is rewritten in another kind.
"""

from hanam.dvc import printing
from hanam.dvc.i18n import _
from hanam.dvc.rules import result_codes
from hanam.dvc.rules import stamps
from hanam.dvc.signing.errors import SigningError
from io import BytesIO
from pathlib import Path
from plone import api
from urllib.parse import urlsplit

import pikepdf


FOLDER = Path(__file__).with_name("print")
MARKS = ("BMC", "BDC", "EMC", "MP", "DP")


def address_of(code: str) -> str:
    """The page that verifies the result of a code."""
    return f"{api.portal.get().absolute_url()}/xac-thuc/{result_codes.shown(code)}"


def facts_of(code: str, url: str) -> dict:
    """What the stamp says, in the language of the portal."""
    parts = urlsplit(url)
    place = f"{parts.netloc}{parts.path.rpartition('/')[0]}"
    language = api.portal.get_default_language()
    say = api.portal.translate
    return {
        "qr": printing.qr(url),
        "alt": say(_("QR code of the page that verifies this document"), lang=language),
        "title": say(_("Code of the result"), lang=language),
        "code": result_codes.shown(code),
        "address": place,
    }


def stamped(pdf: bytes, facts: dict, stamp: stamps.Stamp) -> bytes:
    """The file with the stamp on its first page. `SigningError` for what is no PDF."""
    drawn = printing.pdf("stamp.typ", facts, folder=FOLDER)
    try:
        with (
            pikepdf.open(BytesIO(drawn)) as source,
            pikepdf.open(BytesIO(pdf)) as target,
        ):
            _draw(target, source, stamp)
            out = BytesIO()
            target.save(out, deterministic_id=True)
    except pikepdf.PasswordError:
        raise SigningError("pdf.locked") from None
    except (pikepdf.PdfError, ValueError, RuntimeError, TypeError, IndexError) as error:
        raise SigningError("pdf.damaged") from error
    return out.getvalue()


def _draw(target, source, stamp) -> None:
    page = target.pages[0]
    shape = target.copy_foreign(_plain(source))
    name = page.add_resource(shape, pikepdf.Name.XObject)
    _x, _y, width, height = (float(edge) for edge in shape.BBox)
    turned = int(page.obj.get("/Rotate", _inherited(page.obj, "/Rotate", 0)))
    a, b, c, d, e, f = stamps.matrix(page.cropbox, turned, stamp)
    # The form is as large as the drawn page; the matrix counts in points of the stamp.
    wide, high = stamp.width / width, stamp.height / height
    numbers = (a * wide, b * wide, c * high, d * high, e, f)
    placed = " ".join(f"{number:.4f}" for number in numbers)
    page.contents_add(b"q\n", prepend=True)
    drawing = f"\nQ\nq\n/Artifact BMC\n{placed} cm\n{name} Do\nEMC\nQ\n"
    page.contents_add(drawing.encode())


def _plain(source):
    """The drawn page as a form without marks of its structure: inside an artifact is none."""
    page = source.pages[0]
    shape = page.as_form_xobject()
    shape.write(pikepdf.unparse_content_stream(without_marks(page)))
    for key in ("/StructParents", "/StructParent"):
        if key in shape:
            del shape[key]
    return shape


def without_marks(page) -> list:
    """What draws a page, without the marks of its structure."""
    return [
        part
        for part in pikepdf.parse_content_stream(page)
        if str(part.operator) not in MARKS
    ]


def _inherited(obj, key, default):
    """A value that a page has from the folders of pages above it."""
    parent = obj.get("/Parent")
    for _step in range(50):
        if parent is None:
            break
        if key in parent:
            return parent[key]
        parent = parent.get("/Parent")
    return default
