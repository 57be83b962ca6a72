"""Pictures: whole, of a size that can be opened, upright, without place and device.

A photo that is upright and not too large is kept as it was sent, but for its metadata:
nothing of the picture is lost. Only one that has to be turned or made smaller is made anew.
"""

from contextlib import contextmanager
from hanam.dvc.dossiers.inspection import metadata
from hanam.dvc.dossiers.inspection.errors import Unfit
from io import BytesIO
from PIL import Image
from PIL import ImageOps

import warnings


MILLION = 1_000_000
# JPEG is opened at a half, a quarter or an eighth of its size: less has to be held.
JPEG_TIMES = 4
QUALITY = 90
ORIENTATION = 0x0112
# Maker, model, artist, computer; EXIF, GPS, XMP, IPTC, Photoshop.
TELLING = {271, 272, 315, 316, 0x8769, 0x8825, 700, 33723, 34377}
SMALL = (512, 512)
TURNED = {90: Image.Transpose.ROTATE_270, 180: Image.Transpose.ROTATE_180}
TURNED[270] = Image.Transpose.ROTATE_90
# Tags of a TIFF: where its strips or tiles begin, and how long they are.
STRIPS = ((273, 279), (324, 325))
WRONG = (OSError, ValueError, SyntaxError, EOFError, MemoryError, IndexError, TypeError)


@contextmanager
def opened(data: bytes, formats, most: int):
    """The picture, not decoded yet; `Unfit` if it is none or has over ``most`` pixels."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            with Image.open(BytesIO(data), formats=formats) as image:
                if image.width * image.height > most:
                    facts = {"width": image.width, "height": image.height}
                    raise Unfit("paper.pixels", **facts)
                yield image
        except Image.DecompressionBombError:
            raise Unfit("paper.pixels", width="?", height="?") from None
        except WRONG as error:
            raise Unfit("paper.damaged") from error


def inspect_jpeg(data: bytes, rules) -> tuple[bytes, bool]:
    """The bytes to keep, and whether they were made anew."""
    most = rules.megapixels * MILLION * JPEG_TIMES
    with opened(data, ("JPEG",), most) as image:
        turned = image.getexif().get(ORIENTATION, 1) not in (0, 1)
        if turned or max(image.size) > rules.picture_side:
            return remade(image, rules.picture_side), True
        image.draft("RGB", SMALL)
        image.load()
    return metadata.plain_jpeg(data), False


def inspect_png(data: bytes, rules) -> tuple[bytes, bool]:
    with opened(data, ("PNG",), rules.megapixels * MILLION) as image:
        image.verify()
    plain = metadata.plain_png(data)
    with opened(plain, ("PNG",), rules.megapixels * MILLION) as image:
        image.load()
    return plain, False


def inspect_other(data: bytes, rules) -> tuple[bytes, bool]:
    """TIFF and WebP: every page is opened; what tells of place and device is left out."""
    with opened(data, ("TIFF", "WEBP"), rules.megapixels * MILLION) as image:
        telling = False
        for number in range(getattr(image, "n_frames", 1)):
            image.seek(number)
            if image.width * image.height > rules.megapixels * MILLION:
                raise Unfit("paper.pixels", width=image.width, height=image.height)
            image.load()
            if is_cut_off(image, len(data)):
                raise Unfit("paper.damaged")
            telling = telling or tells(image)
        return (plain(image) if telling else data), False


def is_cut_off(image, size: int) -> bool:
    """Whether a page of a TIFF lies beyond the end of its file.

    `plone.scale` has Pillow load what is cut off without a word, for the whole process.
    """
    tags = getattr(image, "tag_v2", None) or {}
    return any(
        start + length > size
        for offsets, lengths in STRIPS
        for start, length in zip(
            tags.get(offsets, ()), tags.get(lengths, ()), strict=False
        )
    )


def tells(image) -> bool:
    tags = set(getattr(image, "tag_v2", ()) or image.getexif())
    return bool(tags & TELLING)


def plain(image) -> bytes:
    """The pages of a TIFF or WebP made anew, without loss."""
    pages = []
    for number in range(getattr(image, "n_frames", 1)):
        image.seek(number)
        page = image.copy()
        page.info = {key: image.info[key] for key in ("dpi",) if key in image.info}
        for name in ("tag_v2", "tag", "_exif"):
            if hasattr(page, name):
                delattr(page, name)
        pages.append(page)
    out = BytesIO()
    if image.format == "WEBP":
        pages[0].save(out, "WEBP", lossless=True)
    else:
        more = {"save_all": True, "append_images": pages[1:]}
        way = "group4" if pages[0].mode == "1" else "tiff_deflate"
        pages[0].save(out, "TIFF", compression=way, **more)
    return out.getvalue()


def remade(image, side: int, turn: int = 0) -> bytes:
    """A JPEG of at most ``side`` pixels each way, upright, then turned by ``turn`` degrees
    clockwise."""
    image.draft("RGB", (min(image.width, side), min(image.height, side)))
    upright = ImageOps.exif_transpose(image)
    upright.thumbnail((side, side), Image.Resampling.LANCZOS)
    if turn:
        upright = upright.transpose(TURNED[turn])
    if upright.mode not in ("RGB", "L"):
        upright = upright.convert("RGB")
    more = {}
    if profile := image.info.get("icc_profile"):
        more["icc_profile"] = profile
    out = BytesIO()
    # Without "exif": nothing of it is carried over.
    upright.save(out, "JPEG", quality=QUALITY, optimize=True, **more)
    return out.getvalue()


def turn(data: bytes, kind: str, degrees: int, rules) -> bytes:
    """A JPEG or PNG turned clockwise by 0, 90, 180 or 270 degrees, upright to begin with."""
    if kind == "image/png":
        with opened(data, ("PNG",), rules.megapixels * MILLION) as image:
            upright = ImageOps.exif_transpose(image)
            if degrees:
                upright = upright.transpose(TURNED[degrees])
            out = BytesIO()
            upright.save(out, "PNG", optimize=True)
            return metadata.plain_png(out.getvalue())
    if not degrees:
        return inspect_jpeg(data, rules)[0]
    most = rules.megapixels * MILLION * JPEG_TIMES
    with opened(data, ("JPEG",), most) as image:
        return remade(image, rules.picture_side, degrees)
