"""Making a small picture of a file; b"" for what cannot be drawn.

Pictures have been measured when they came in and are drawn here. A PDF can ask for any amount
of work, and its engine is made for one thread: it is drawn by a process of its own with
bounds on time and memory.
"""

from hanam.dvc.dossiers import paper_settings
from hanam.dvc.dossiers.inspection.errors import Unfit
from hanam.dvc.dossiers.inspection.pictures import JPEG_TIMES
from hanam.dvc.dossiers.inspection.pictures import MILLION
from hanam.dvc.dossiers.inspection.pictures import opened
from io import BytesIO
from pathlib import Path
from PIL import Image
from PIL import ImageOps

import logging
import os
import PIL
import pypdfium2
import subprocess
import sys


logger = logging.getLogger("hanam.dvc.papers")
SIDE = 240
QUALITY = 75
SECONDS = 20
DRAWER = Path(__file__).parent / "draw_pdf.py"
FORMATS = ("JPEG", "PNG", "TIFF", "WEBP")


def from_picture(file) -> bytes:
    most = paper_settings.rules().megapixels * MILLION * JPEG_TIMES
    try:
        with opened(file.read(), FORMATS, most) as image:
            image.draft("RGB", (SIDE, SIDE))
            upright = ImageOps.exif_transpose(image)
            upright.thumbnail((SIDE, SIDE))
            return as_jpeg(upright)
    except Unfit:
        return b""


def as_jpeg(image) -> bytes:
    """On white, where something can be seen through."""
    if image.mode not in ("RGB", "L"):
        image = image.convert("RGBA")
        ground = Image.new("RGB", image.size, "white")
        ground.paste(image, mask=image.getchannel("A"))
        image = ground
    out = BytesIO()
    image.save(out, "JPEG", quality=QUALITY)
    return out.getvalue()


def from_pdf(file) -> bytes:
    """The first page; ``file`` lies on a disk."""
    try:
        done = subprocess.run(  # noqa: S603 (our own program)
            [sys.executable, "-E", "-s", str(DRAWER), file.name, str(SIDE), *where()],
            capture_output=True,
            timeout=SECONDS,
            stdin=subprocess.DEVNULL,
            env={"PATH": os.defpath, "LC_ALL": "C.UTF-8"},
        )
    except (OSError, subprocess.TimeoutExpired):
        logger.warning("the first page of a PDF could not be drawn in time")
        return b""
    return done.stdout if done.returncode == 0 else b""


def where() -> list[str]:
    """Where the libraries of the drawing process lie."""
    return [str(Path(module.__file__).parents[1]) for module in (PIL, pypdfium2)]
