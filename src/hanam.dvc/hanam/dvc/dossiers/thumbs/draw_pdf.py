"""Draws the first page of a PDF as JPEG to standard output; a program of its own.

python draw_pdf.py FILE SIDE LIBRARIES…
"""

import resource
import sys


MEMORY = 1024 * 2**20
SECONDS = 15
QUALITY = 75
# Drawn a little larger and made smaller: letters stay readable.
TIMES = 2


def bound() -> None:
    """More memory or time than this is not given; no file can be written, no core left."""
    for what, most in (
        (resource.RLIMIT_AS, MEMORY),
        (resource.RLIMIT_CPU, SECONDS),
        (resource.RLIMIT_FSIZE, 2**20),
        (resource.RLIMIT_CORE, 0),
    ):
        resource.setrlimit(what, (most, most))


def draw(path: str, side: int) -> None:
    import pypdfium2

    with pypdfium2.PdfDocument(path) as pdf:
        page = pdf[0]
        longest = max(*page.get_size(), 1)
        image = page.render(scale=side * TIMES / longest).to_pil()
    image.thumbnail((side, side))
    image.convert("RGB").save(sys.stdout.buffer, "JPEG", quality=QUALITY)


if __name__ == "__main__":
    bound()
    sys.path[:0] = sys.argv[3:]
    draw(sys.argv[1], int(sys.argv[2]))
