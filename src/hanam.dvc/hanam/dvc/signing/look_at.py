"""Says what stands where on the pages of a PDF; a program of its own, with bounds on time and memory.

python look_at.py FILE CELL NAME LIBRARIES…

Prints a JSON list of the last and the first page: index, edges of the page (left, bottom, right,
top), whether it is turned, columns, rows, ink (base64, a byte a cell of CELL points, 0 for white),
names (edges of each place where NAME stands, in the order of reading).
"""

from base64 import b64encode

import json
import resource
import sys


MEMORY = 1024 * 2**20
SECONDS = 15
LARGEST = 4000  # cells of an edge
WHITE = 250
MOST_NAMES = 50


def bound() -> None:
    """More memory or time than this is not given; no file can be written, no core left."""
    for what, most in (
        (resource.RLIMIT_AS, MEMORY),
        (resource.RLIMIT_CPU, SECONDS),
        (resource.RLIMIT_FSIZE, 0),
        (resource.RLIMIT_CORE, 0),
    ):
        resource.setrlimit(what, (most, most))


def names_on(page, name: str) -> list:
    """The edges of the places where a name stands."""
    text = page.get_textpage()
    search, found = text.search(name), []
    while name and len(found) < MOST_NAMES:
        place = search.get_next()
        if place is None:
            break
        rects = [text.get_rect(i) for i in range(text.count_rects(*place))]
        if rects:
            left, bottom, right, top = zip(*rects, strict=True)
            found.append([min(left), min(bottom), max(right), max(top)])
    return found


def told(pdf, index: int, cell: float, name: str) -> dict:
    page = pdf[index]
    wide, high = page.get_size()
    if max(wide, high) / cell > LARGEST:
        return {}
    image = page.render(scale=1 / cell, grayscale=True).to_pil().convert("L")
    ink = image.point(lambda value: 0 if value >= WHITE else 1).tobytes()
    return {
        "index": index,
        "edges": list(page.get_cropbox()),
        "turned": page.get_rotation() != 0,
        "columns": image.width,
        "rows": image.height,
        "ink": b64encode(ink).decode(),
        "names": names_on(page, name),
    }


def main(path: str, cell: str, name: str) -> None:
    import pypdfium2

    with pypdfium2.PdfDocument(path) as pdf:
        pdf.init_forms()  # signatures that are seen are fields of a form
        pages = dict.fromkeys((len(pdf) - 1, 0))
        found = [told(pdf, index, float(cell), name) for index in pages]
    sys.stdout.write(json.dumps([page for page in found if page]))


if __name__ == "__main__":
    bound()
    sys.path[:0] = sys.argv[4:]
    main(*sys.argv[1:4])
