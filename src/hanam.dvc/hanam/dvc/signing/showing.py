"""A signature that is seen: its appearance on the page, and its field among the tags of the file.

The words are drawn by the room `printing`, with fonts in the file. In a tagged file the field is an
element of its own (`Form`), and fields for later signatures are put in before the first: after it
nothing but signatures may change.
"""

from dataclasses import dataclass
from datetime import datetime
from hanam.dvc import printing
from hanam.dvc.dossiers import moment
from hanam.dvc.i18n import _
from hanam.dvc.rules.vietnamese import short_date
from hanam.dvc.signing import placing
from hanam.dvc.signing import stamping
from hanam.dvc.signing import tagging
from io import BytesIO
from plone import api
from pyhanko.pdf_utils import content
from pyhanko.pdf_utils import layout
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign import fields
from pyhanko.stamp import StaticStampStyle

import pikepdf


@dataclass(frozen=True)
class Look:
    """What is shown of a signature: ``lines`` of text, the ``name`` above which it belongs, and
    ``room`` for how many signatures a tagged file is prepared with the first."""

    name: str
    lines: tuple[str, ...]
    room: int = 1


def look_of(certificate, at: datetime, room: int = 1) -> Look:
    """Who, of which office, when: as the certificate says, in the language of the portal."""
    subject = certificate.subject.native
    name, office = (
        first(subject.get(key)) for key in ("common_name", "organization_name")
    )
    told = [(_("Signed by"), name), (_("Position"), first(subject.get("title")))]
    if office == name:
        told = []
    told.append((_("Agency"), office))
    shown = f"{short_date(at)} {at:%H:%M:%S} {at:%z}"
    told.append((_("Signed at"), f"{shown[:-2]}:{shown[-2:]}"))
    language = api.portal.get_default_language()
    lines = tuple(
        f"{api.portal.translate(label, lang=language)}: {value}"
        for label, value in told
        if value
    )
    return Look(name or office, lines, room)


def first(value) -> str:
    if isinstance(value, list | tuple):
        value = value[0] if value else ""
    return str(value or "")[:200]


def now() -> datetime:
    """This moment, with the zone of the province, to the second."""
    return datetime.now(moment.PROVINCE).replace(microsecond=0)


class Drawing(content.PdfContent):
    """A page of a small PDF as the picture of a signature."""

    def __init__(self, pdf: bytes) -> None:
        super().__init__()
        self.pdf = pdf

    def render(self) -> bytes:
        source = PdfFileReader(BytesIO(self.pdf))
        shape = self._ensure_writer.import_page_as_xobject(source)
        self.resources.xobject["/ChuKy"] = shape
        left, bottom, right, top = (float(x) for x in shape.get_object()["/BBox"])
        self.box = layout.BoxConstraints(width=right - left, height=top - bottom)
        return b"/ChuKy Do"


def drawing(look: Look) -> tuple[bytes, tuple[float, float]]:
    """The appearance as a PDF of one page without tags, and its size in points."""
    data = {"title": look.name, "lines": list(look.lines)}
    made = printing.pdf("signature.typ", data, folder=stamping.FOLDER)
    with pikepdf.open(BytesIO(made)) as pdf:
        page = pdf.pages[0]
        page.Contents = pdf.make_stream(
            pikepdf.unparse_content_stream(stamping.without_marks(page))
        )
        for key in ("/StructParents", "/Tabs", "/Group"):
            if key in page:
                del page[key]
        for key in ("/StructTreeRoot", "/MarkInfo"):
            if key in pdf.Root:
                del pdf.Root[key]
        out = BytesIO()
        pdf.save(out)
        left, bottom, right, top = (float(edge) for edge in page.mediabox)
    return out.getvalue(), (right - left, top - bottom)


def style_of(drawn: bytes) -> StaticStampStyle:
    """The picture alone, as large as its field."""
    plain = layout.SimpleBoxLayoutRule(
        x_align=layout.AxisAlignment.ALIGN_MIN,
        y_align=layout.AxisAlignment.ALIGN_MIN,
        margins=layout.Margins.uniform(0),
    )
    return StaticStampStyle(
        border_width=0,
        background=Drawing(drawn),
        background_layout=plain,
        background_opacity=1.0,
    )


def put(writer, pdf: bytes, name: str, look: Look, further) -> StaticStampStyle | None:
    """Give the file a field called ``name`` in which the signature is seen; its style, None where
    it stays invisible.

    ``further()`` gives names for fields of later signatures.
    """
    drawn, size = drawing(look)
    tagged = tagging.is_tagged(writer)
    signed = any(True for _one in fields.enumerate_sig_fields(writer.prev))
    if tagged and (signed or not tagging.can_tag(writer)):
        return None
    spots = placing.spots(pdf, look.name, size, look.room if tagged else 1)
    if not spots:
        return None
    names = [name, *(further() for _spot in spots[1:])]
    words = "; ".join(look.lines)
    for number, (one, spot) in enumerate(zip(names, spots, strict=True)):
        told = words if not number else look.lines[-1].partition(":")[0]
        spec = fields.SigFieldSpec(
            one, on_page=spot.page, box=spot.box, readable_field_name=told
        )
        fields.append_signature_field(writer, spec)
        if tagged:
            tagging.tag(writer, one, told)
    return style_of(drawn)
