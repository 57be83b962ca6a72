"""The emblem of the banner: kept small in the configuration registry, served to everybody."""

from hanam.dvc.portal.settings import setting
from hashlib import sha256
from PIL import Image
from PIL import UnidentifiedImageError
from plone.formwidget.namedfile.converter import b64decode_file
from plone.formwidget.namedfile.converter import b64encode_file
from Products.Five import BrowserView
from zExceptions import NotFound

import io
import warnings


KINDS = ("PNG", "JPEG", "WEBP")
# Twice the largest size at which the banner shows it, for fine screens.
PIXELS = 128
MOST_PIXELS = 40_000_000


def opened(value: bytes):
    """The picture in an encoded upload; None where it is none, or one too large to open."""
    _name, data = b64decode_file(value)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", Image.DecompressionBombWarning)
            picture = Image.open(io.BytesIO(data), formats=KINDS)
        if picture.width * picture.height > MOST_PIXELS:
            return None
        picture.load()
    except (
        UnidentifiedImageError,
        Image.DecompressionBombError,
        OSError,
        ValueError,
        SyntaxError,
    ):
        return None
    return picture


def is_picture(value: bytes) -> bool:
    """Whether an upload, as the form encodes it, can be shown."""
    return opened(value) is not None


def kept(value: bytes) -> bytes:
    """The upload as a small PNG, encoded as the form encodes files."""
    picture = opened(value).convert("RGBA")
    picture.thumbnail((PIXELS, PIXELS))
    out = io.BytesIO()
    picture.save(out, "PNG", optimize=True)
    return b64encode_file("emblem.png", out.getvalue())


def version() -> str:
    """Eight digits that change with the emblem; empty without one."""
    value = setting("emblem")
    return sha256(value).hexdigest()[:8] if value else ""


class Emblem(BrowserView):
    """``@@dvc-emblem?v=…``: the picture."""

    same_for_all = True

    def __call__(self) -> bytes:
        value = setting("emblem")
        if not value:
            raise NotFound(self.request, "@@dvc-emblem")
        self.request.response.setHeader("Content-Type", "image/png")
        return b64decode_file(value)[1]
