"""Whether one file can be taken: its size, its kind, its content, and no virus in it.

Nothing here holds a lock or writes: it may take as long as opening a large file and asking
clamd take.
"""

from dataclasses import dataclass
from dataclasses import field as default
from hanam.dvc.dossiers import kinds
from hanam.dvc.dossiers import paper_settings
from hanam.dvc.dossiers.errors import Problem
from hanam.dvc.dossiers.inspection import inspect
from hanam.dvc.dossiers.scanning import clam
from hanam.dvc.spoken import decimal
from io import BytesIO


# What is known of a file: nothing (the scanner is off), clean, not looked into yet,
# infected and therefore thrown away.
UNSCANNED, CLEAN, HELD, INFECTED = "", "clean", "held", "infected"
HEIC_BRANDS = (b"heic", b"heix", b"heim", b"heis", b"hevc", b"mif1", b"msf1")


@dataclass(frozen=True)
class Looked:
    """``kind`` is the content type, ``data`` what is to be kept, ``remade`` as in
    `inspection.Inspected`, ``scan`` one of the states above; or ``problems``."""

    kind: str = ""
    data: bytes = b""
    remade: bool = False
    scan: str = UNSCANNED
    problems: list = default(default_factory=list)


def look(data: bytes, filename: str, limits, place: str) -> Looked:
    """Look at a file as it came; ``place`` is the field its problems are told at."""
    name = kinds.safe_name(filename)
    rules = paper_settings.rules()

    def unfit(code, **facts):
        return Looked(problems=[Problem(code, place, {"name": name} | facts)])

    if len(data) > limits.file_size:
        return unfit("paper.too_big", most=megabytes(limits.file_size))
    kind = kinds.kind_of(data, name, limits.content_types)
    if kind is None:
        return unfit("paper.heic" if is_heic(data) else "paper.kind")
    scan = scanned(data, rules)
    if scan == INFECTED:
        return unfit("paper.infected")
    if scan == HELD and rules.scanner_down == paper_settings.REFUSE:
        return unfit("paper.scanner_down")
    found = inspect(data, kind, rules)
    if found.problem:
        return unfit(found.problem, **found.facts)
    return Looked(kind, found.data, found.remade, scan)


def scanned(data: bytes, rules) -> str:
    """What the scanner says of the bytes; HELD where it does not answer."""
    if not rules.scanner:
        return UNSCANNED
    verdict = clam.scan(BytesIO(data), rules.scanner_address, rules.scanner_timeout)
    return {clam.CLEAN: CLEAN, clam.INFECTED: INFECTED}.get(verdict.state, HELD)


def is_heic(data: bytes) -> bool:
    """Whether this is a photo as an iPhone keeps it."""
    return data[4:8] == b"ftyp" and data[8:12] in HEIC_BRANDS


def megabytes(size: int) -> str:
    """A size in bytes as megabytes with at most one decimal: "1,5"."""
    return decimal(f"{size / 2**20:.1f}".removesuffix(".0"))
