"""Where a signature is shown: above the name of who signs, else near the end, never over a text.

Pages are looked at by a process of its own (`look_at`): the engine is made for one thread, and a file
may ask for any amount of work. Where no place is found the signature stays invisible.
"""

from base64 import b64decode
from dataclasses import dataclass
from hanam.dvc.rules.blank_places import find
from hanam.dvc.rules.blank_places import Grid
from hanam.dvc.rules.blank_places import Place
from hanam.dvc.rules.stamps import MILLIMETRE
from pathlib import Path
from tempfile import NamedTemporaryFile

import json
import logging
import os
import PIL
import pypdfium2
import subprocess
import sys


log = logging.getLogger(__name__)
LOOKER = Path(__file__).with_name("look_at.py")
SECONDS = 20
CELL = 3
MARGIN = 6 * MILLIMETRE
GAP = 1 * MILLIMETRE
# A name farther than this from a blank place says nothing of where to sign.
NEAR = 45 * MILLIMETRE
# Without a name: this far from the right and the lower edge of the last page.
FROM_RIGHT, FROM_BOTTOM = 20 * MILLIMETRE, 22 * MILLIMETRE


@dataclass(frozen=True)
class Spot:
    """A place on a page (its index from 0), with the edges in the space of the file."""

    page: int
    box: tuple[float, float, float, float]


def spots(pdf: bytes, name: str, size: tuple[float, float], number: int = 1):
    """Up to ``number`` spots for signatures of ``size``, the first one for who is called ``name``,
    the others beside it; none where the pages are full or cannot be read."""
    for page in seen(pdf, name):
        if page["turned"]:
            continue
        found = on_page(page, size, number)
        if found:
            return found
    return []


def on_page(page: dict, size, number: int) -> list[Spot]:
    """The spots on one page."""
    grid = Grid(page["columns"], page["rows"], CELL, b64decode(page["ink"]))
    left, bottom, right, _top = page["edges"]
    places: list[Place] = []
    for edges in reversed(page["names"]):
        middle = (edges[0] + edges[2]) / 2 - left
        wanted = (middle - size[0] / 2, edges[3] - bottom + GAP)
        place = find(grid, size, wanted, MARGIN, NEAR)
        if place is not None:
            places.append(place)
            break
    if not places:
        wanted = (right - left - FROM_RIGHT - size[0], FROM_BOTTOM)
        place = find(grid, size, wanted, MARGIN)
        places += [place] if place is not None else []
    while places and len(places) < number:
        last = places[-1]
        wanted = (last.left - size[0] - GAP, last.bottom)
        place = find(grid, size, wanted, MARGIN, taken=tuple(places))
        if place is None:
            break
        places.append(place)
    return [Spot(page["index"], moved(place.box, left, bottom)) for place in places]


def moved(box, left: float, bottom: float):
    """Edges counted from the corner of the page as edges in the space of the file."""
    return (box[0] + left, box[1] + bottom, box[2] + left, box[3] + bottom)


def seen(pdf: bytes, name: str) -> list[dict]:
    """What stands where; nothing where it could not be found out."""
    with NamedTemporaryFile(suffix=".pdf") as file:
        file.write(pdf)
        file.flush()
        try:
            done = subprocess.run(  # noqa: S603 (our own program)
                [sys.executable, "-E", "-s", str(LOOKER), file.name, str(CELL), name,
                 *libraries()],
                capture_output=True,
                timeout=SECONDS,
                stdin=subprocess.DEVNULL,
                env={"PATH": os.defpath, "LC_ALL": "C.UTF-8"},
            )  # fmt: skip
            return json.loads(done.stdout) if done.returncode == 0 else []
        except (OSError, ValueError, subprocess.TimeoutExpired) as error:
            log.warning("no place for a signature: %s", type(error).__name__)
            return []


def libraries() -> list[str]:
    """Where the libraries of the process lie."""
    return [str(Path(module.__file__).parents[1]) for module in (PIL, pypdfium2)]
