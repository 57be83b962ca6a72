"""Photos of one paper as the pages of one PDF; the photos themselves are not made anew."""

from hanam.dvc.dossiers.inspection.errors import Unfit
from io import BytesIO
from PIL import Image

import img2pdf


A4 = (img2pdf.mm_to_pt(210), img2pdf.mm_to_pt(297))
LAYOUT = img2pdf.get_layout_fun(pagesize=A4, fit=img2pdf.FitMode.into, auto_orient=True)


def pdf_of(pictures: list[tuple[bytes, str]]) -> bytes:
    """A PDF with a page of A4 for each (bytes, content type), upright or lengthwise as the
    picture is; raises `Unfit`."""
    try:
        pages = [opaque(data, kind) for data, kind in pictures]
        return img2pdf.convert(
            pages,
            layout_fun=LAYOUT,
            rotation=img2pdf.Rotation.ifvalid,
            nodate=True,
        )
    except (OSError, ValueError, img2pdf.ImageOpenError, NotImplementedError) as error:
        raise Unfit("paper.damaged") from error


def opaque(data: bytes, kind: str) -> bytes:
    """A PNG that can be seen through on white paper; anything else as it is."""
    if kind != "image/png":
        return data
    with Image.open(BytesIO(data)) as image:
        if "A" not in image.getbands() and "transparency" not in image.info:
            return data
        image = image.convert("RGBA")
        paper = Image.new("RGB", image.size, "white")
        paper.paste(image, mask=image.getchannel("A"))
    out = BytesIO()
    paper.save(out, "PNG")
    return out.getvalue()
