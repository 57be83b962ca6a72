"""Typst templates and data become PDF.

Data reach a template as JSON in ``sys.inputs`` only: what a person typed is text there and
never markup. A template reads files of its own folder and the library `dvc.typ`; fonts are
those of this room; packages of the network are refused.
"""

from contextlib import contextmanager
from functools import cache
from hanam.dvc.printing import coverage
from hanam.dvc.printing import sound
from hanam.dvc.printing.errors import PrinterBusy
from hanam.dvc.printing.errors import PrintingError
from hanam.dvc.printing.text import fit
from hanam.dvc.printing.text import MISSING
from pathlib import Path

import json
import re
import threading
import typst


LIBRARY = Path(__file__).with_name("dvc.typ")
STANDARDS = ["ua-1"]
MOST_DATA = 2 * 1024 * 1024  # bytes of JSON
MOST_PDF = 20 * 1024 * 1024  # bytes
AT_ONCE = 4
PATIENCE = 30  # seconds until a place is free
NAME = re.compile(r"[a-z0-9][a-z0-9_-]*\.typ")
PACKAGE = re.compile(rb'"\s*@')
# Typst quotes values in its messages: those may be what a person typed.
QUOTED = re.compile(r"`[^`]*`|\"[^\"]*\"")
PANIC = "panicked with"
# The data's own words for a character that is missing; see `printing.text`.
NOTE = "missing_note"
PLACES = threading.BoundedSemaphore(AT_ONCE)


def pdf(template: str, data: dict, *, folder: Path) -> bytes:
    """The document of a template (a file name in ``folder``) with this data.

    ``data`` is JSON: the template reads it by ``#import "dvc.typ": data``. The result is
    tagged and meets PDF/UA-1. Raises `PrintingError`; `PrinterBusy` after ``PATIENCE``
    seconds without a free place. Takes milliseconds a page: not inside a transaction that
    writes.
    """
    sound.check()
    source = read(template, folder)
    inputs = {"data": as_json(template, data)}
    files = {"main.typ": source, LIBRARY.name: library()}
    with a_place():
        made = compile_all(template, files, folder, inputs)
    if len(made) > MOST_PDF:
        raise PrintingError(f"{template}: the document is larger than {MOST_PDF} bytes")
    return made


def read(template: str, folder: Path) -> bytes:
    """The source of a template; its folder must not ask for packages of the network."""
    if not NAME.fullmatch(template):
        raise PrintingError("the template has no plain name")
    path = Path(folder) / template
    if not path.is_file():
        raise PrintingError(f"{template}: there is no such template")
    source = path.read_bytes()
    for other in Path(folder).rglob("*.typ"):
        if PACKAGE.search(other.read_bytes()):
            raise PrintingError(f"{other.name}: packages of the network are not used")
    return source


def as_json(template: str, data: dict) -> str:
    """What `sys.inputs.data` holds: printable texts, and whether any character is missing."""
    whole = fit(data)
    found = json.dumps(whole, ensure_ascii=False)
    if len(found.encode()) > MOST_DATA:
        raise PrintingError(f"{template}: the data are larger than {MOST_DATA} bytes")
    typed = {key: value for key, value in whole.items() if key != NOTE}
    whole["characters_missing"] = MISSING in json.dumps(typed, ensure_ascii=False)
    return json.dumps(whole, ensure_ascii=False)


def compile_all(template: str, files: dict, folder: Path, inputs: dict) -> bytes:
    try:
        return typst.compile(
            files,
            root=str(folder),
            font_paths=fonts(),
            ignore_system_fonts=True,
            sys_inputs=inputs,
            pdf_standards=STANDARDS,
            format="pdf",
        )
    except typst.TypstError as error:
        reason = QUOTED.sub("…", str(error.message)).partition(PANIC)[0] or PANIC
    # The error itself quotes the data: it is not chained, so that no log shows it.
    raise PrintingError(f"{template}: {reason}")


@contextmanager
def a_place():
    """One of the few places for documents in the making."""
    if not PLACES.acquire(timeout=PATIENCE):
        raise PrinterBusy("too many documents are being made; try again")
    try:
        yield
    finally:
        PLACES.release()


@cache
def fonts() -> typst.Fonts:
    """The fonts of this room and no others, read once."""
    return typst.Fonts(
        include_system_fonts=False,
        include_embedded_fonts=False,
        font_paths=[coverage.FONTS],
    )


@cache
def library() -> bytes:
    return LIBRARY.read_bytes()
