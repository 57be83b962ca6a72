"""Drawn signatures, as the page of the counter sends them."""

from base64 import b64encode
from PIL import Image
from PIL import ImageDraw

import io


def picture(size=(400, 160), drawn=True, kind="PNG") -> bytes:
    """A white picture, with a line on it unless it is to be empty."""
    made = Image.new("RGB", size, "white")
    if drawn:
        ImageDraw.Draw(made).line([(20, 20), (200, 120), (300, 30)], "black", width=4)
    out = io.BytesIO()
    made.save(out, kind)
    return out.getvalue()


def sent(data: bytes | None = None) -> str:
    """As a ``data:`` address."""
    data = picture() if data is None else data
    return f"data:image/png;base64,{b64encode(data).decode()}"
