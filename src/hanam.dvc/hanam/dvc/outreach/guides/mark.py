"""The word MẪU on sample sheets, top right, as TT 01/2018/TT-VPCP art. 5 asks for."""

from hanam.dvc.i18n import _
from hashlib import sha256
from io import BytesIO
from pathlib import Path
from PIL import Image
from PIL import ImageDraw
from PIL import ImageFont
from PIL import ImageOps
from plone.namedfile.file import NamedBlobImage
from zope.interface import Invalid

import hanam.dvc


WORD = "MẪU"
FONTS = Path(hanam.dvc.__file__ or "").parent / "portal" / "static" / "vendor"
# 16 points on a sheet of A4, which is 595 points wide.
SHARE = 16 / 595
SMALLEST = 14  # pixels
INK = (179, 38, 30)
PAPER = (255, 255, 255)
FORMATS = {"PNG": "image/png", "JPEG": "image/jpeg"}
MOST_PIXELS = 50_000_000
NO_PICTURE = _("The picture must be PNG or JPEG, below 50 megapixels.")


def marked(data: bytes) -> tuple[bytes, str]:
    """The picture with the mark, and its content type; `Invalid` for what is no PNG or
    JPEG. What a camera wrote into the file (place, device) is left out."""
    picture, kind = opened(data)
    draw_word(picture)
    out = BytesIO()
    picture.save(out, kind, quality=90)
    return out.getvalue(), FORMATS[kind]


def opened(data: bytes):
    """The picture and its format; `Invalid` for what is no PNG or JPEG."""
    try:
        with Image.open(BytesIO(data)) as source:
            kind = source.format
            if kind not in FORMATS or source.width * source.height > MOST_PIXELS:
                raise Invalid(NO_PICTURE)
            return ImageOps.exif_transpose(source).convert("RGB"), kind
    except (OSError, SyntaxError, ValueError, Image.DecompressionBombError) as error:
        raise Invalid(NO_PICTURE) from error


def draw_word(picture) -> None:
    """Write the word in a white field at the top right corner."""
    size = max(SMALLEST, round(picture.width * SHARE))
    fonts = {letter: heaviest(letter, size) for letter in WORD}
    bold = size // 48  # the heaviest is half-bold; small letters would clog
    width = round(sum(fonts[letter].getlength(letter) for letter in WORD))
    pad = size // 2
    left, top = picture.width - width - 2 * pad, 0
    canvas = ImageDraw.Draw(picture)
    canvas.rectangle((left, top, picture.width, top + 2 * size + pad), fill=PAPER)
    x, baseline = left + pad, top + pad + round(1.4 * size)
    for letter in WORD:
        font = fonts[letter]
        canvas.text((x, baseline), letter, INK, font, anchor="ls", stroke_width=bold)
        x += font.getlength(letter)


def heaviest(letter: str, size: int):
    """The heaviest font of the portal that has the letter, ``size`` pixels high."""
    subset = "latin" if letter.isascii() else "vietnamese"
    found = sorted(FONTS.glob(f"be-vietnam-pro-{subset}-*-normal.woff2"))
    return ImageFont.truetype(str(found[-1]), size)


def mark_sheet(sheet, event) -> None:
    """Put the mark on a picture that was just uploaded, once."""
    picture = sheet.picture
    if picture is None or getattr(sheet, "_marked", None) == id_of(picture):
        return
    data, content_type = marked(picture.data)
    sheet.picture = NamedBlobImage(data, content_type, picture.filename)
    sheet._marked = id_of(sheet.picture)


def id_of(picture) -> str:
    """Tells one picture from another."""
    return sha256(picture.data).hexdigest()
