"""Zip archives, and the office files that are such archives."""

from hanam.dvc.dossiers.inspection.errors import Unfit
from io import BytesIO
from zipfile import BadZipFile
from zipfile import ZipFile

import zlib


# What an archive may become when it is unpacked: far more than any office file of the size
# that is taken, far less than what fills a disk.
MOST_BYTES = 300 * 2**20
MOST_ENTRIES = 5000
CHUNK = 2**20
ENCRYPTED = 0x1
# Archives inside are counted as they stand; nobody unpacks them here.


def inspect(data: bytes, rules) -> tuple[bytes, bool]:
    """`Unfit` unless every entry can be read and the whole stays within bounds."""
    names_of(data)
    return data, False


def names_of(data: bytes) -> set[str]:
    """The names in the archive, each entry read once; raises `Unfit`."""
    try:
        with ZipFile(BytesIO(data)) as archive:
            entries = archive.infolist()
            check_directory(entries, len(data))
            read(archive, entries)
            return {entry.filename for entry in entries}
    except (BadZipFile, NotImplementedError, OSError, EOFError, zlib.error, ValueError):
        raise Unfit("paper.damaged") from None


def check_directory(entries, size: int) -> None:
    """What the archive says of itself."""
    if any(entry.flag_bits & ENCRYPTED for entry in entries):
        raise Unfit("paper.locked")
    if not entries:
        raise Unfit("paper.damaged")
    # Entries that share their bytes are packed into more than the file holds.
    overlapping = sum(entry.compress_size for entry in entries) > size
    unpacked = sum(entry.file_size for entry in entries)
    if len(entries) > MOST_ENTRIES or unpacked > MOST_BYTES or overlapping:
        raise Unfit("paper.bomb")


def read(archive, entries) -> None:
    """Unpack everything into nothing, piece by piece: checks are part of the format."""
    left = MOST_BYTES
    for entry in entries:
        with archive.open(entry) as file:
            while piece := file.read(CHUNK):
                left -= len(piece)
                if left < 0:
                    raise Unfit("paper.bomb")
