"""A signature drawn on the screen of the counter: a small PNG, checked before it is kept."""

from base64 import b64decode
from hanam.dvc.dossiers.content import Paper
from hanam.dvc.dossiers.errors import Problem
from hanam.dvc.dossiers.inspection import metadata
from hanam.dvc.dossiers.inspection.errors import Unfit
from hanam.dvc.signing import settings
from io import BytesIO
from PIL import Image
from PIL import UnidentifiedImageError

import binascii
import warnings


START = "data:image/png;base64,"
WIDEST, HIGHEST = 2400, 1200  # pixels
KILO = 1024
# Fewer dark pixels than this are a dot, not a signature.
LEAST = 60


def read(text: str) -> tuple[bytes, list[Problem]]:
    """The PNG of a ``data:`` address as the page sends it, and what is wrong with it."""
    if not text:
        return b"", [Problem("drawing.missing", "drawing")]
    most = settings.value("drawing_size") * KILO
    if not text.startswith(START) or len(text) > 2 * most:
        return b"", [Problem("drawing.broken", "drawing")]
    try:
        data = b64decode(text.removeprefix(START), validate=True)
        plain = metadata.plain_png(data)
        dark = pixels_drawn(plain)
    except (
        ValueError,
        binascii.Error,
        Unfit,
        OSError,
        UnidentifiedImageError,
        Warning,
    ):
        return b"", [Problem("drawing.broken", "drawing")]
    if len(plain) > most:
        return b"", [Problem("drawing.broken", "drawing")]
    if dark < LEAST:
        return b"", [Problem("drawing.missing", "drawing")]
    return plain, []


def pixels_drawn(data: bytes) -> int:
    """How many pixels are dark on white; raises for what is no small picture."""
    with warnings.catch_warnings():
        warnings.simplefilter("error", Image.DecompressionBombWarning)
        with Image.open(BytesIO(data), formats=("PNG",)) as image:
            if image.width > WIDEST or image.height > HIGHEST:
                raise ValueError("too large")
            image.load()
            seen = Image.new("RGBA", image.size, "white")
            seen.alpha_composite(image.convert("RGBA"))
    counts = seen.convert("L").histogram()
    return sum(counts[:128])


def kept(data: bytes, title: str, now, actor) -> Paper:
    """The drawing as it lies with the dossier; it is shown to staff only."""
    made = Paper("", title, now, added_by=actor[0])
    made.filename, made.content_type = "chu-ky.png", "image/png"
    made.fill(data)
    return made
