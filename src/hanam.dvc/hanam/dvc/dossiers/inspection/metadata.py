"""Taking out of pictures what they tell of place, time and device; the pixels stay."""

from hanam.dvc.dossiers.inspection.errors import Unfit

import struct


SOI, EOI, SOS = 0xD8, 0xD9, 0xDA
RESTARTS = range(0xD0, 0xD8)
# JFIF, colour profile and Adobe's note on colours are needed to show the picture.
APP0, APP2, APP14 = 0xE0, 0xE2, 0xEE
APPS = range(0xE0, 0xF0)
COMMENT = 0xFE
PROFILE = b"ICC_PROFILE\x00"
PNG_START = b"\x89PNG\r\n\x1a\n"
PNG_DROPPED = {b"eXIf", b"tEXt", b"zTXt", b"iTXt", b"tIME"}


def plain_jpeg(data: bytes) -> bytes:
    """The JPEG without EXIF, XMP, comments, and what hangs on behind its end."""
    if data[:2] != b"\xff\xd8":
        raise Unfit("paper.damaged")
    out = [data[:2]]
    at = 2
    while True:
        marker, start, at = next_segment(data, at)
        if marker == EOI:
            out.append(b"\xff\xd9")
            return b"".join(out)
        if keeps(marker, data[start + 4 : start + 16]):
            out.append(data[start:at])
        if marker == SOS:
            end = end_of_scan(data, at)
            out.append(data[at:end])
            at = end


def next_segment(data: bytes, at: int) -> tuple[int, int, int]:
    """Marker, beginning and end of the segment at a place; a scan's data is not in it."""
    while data[at : at + 2] == b"\xff\xff":
        at += 1
    if at + 2 > len(data) or data[at] != 0xFF:
        raise Unfit("paper.damaged")
    marker = data[at + 1]
    if marker == EOI or marker in RESTARTS or marker == 0x01:
        return marker, at, at + 2
    if at + 4 > len(data):
        raise Unfit("paper.damaged")
    end = at + 2 + struct.unpack(">H", data[at + 2 : at + 4])[0]
    if end > len(data) or end < at + 4:
        raise Unfit("paper.damaged")
    return marker, at, end


def keeps(marker: int, body: bytes) -> bool:
    if marker == COMMENT:
        return False
    if marker == APP2:
        return body.startswith(PROFILE)
    return marker not in APPS or marker in (APP0, APP14)


def end_of_scan(data: bytes, at: int) -> int:
    """Where the next marker stands that is no restart."""
    while True:
        at = data.find(b"\xff", at)
        if at < 0 or at + 1 >= len(data):
            raise Unfit("paper.damaged")
        following = data[at + 1]
        if following == 0xFF:
            at += 1
        elif following == 0 or following in RESTARTS:
            at += 2
        else:
            return at


def plain_png(data: bytes) -> bytes:
    """The PNG without texts, time and EXIF, and what hangs on behind its end."""
    if not data.startswith(PNG_START):
        raise Unfit("paper.damaged")
    out, at = [PNG_START], len(PNG_START)
    while True:
        if at + 12 > len(data):
            raise Unfit("paper.damaged")
        end = at + 12 + struct.unpack(">I", data[at : at + 4])[0]
        name = data[at + 4 : at + 8]
        if end > len(data):
            raise Unfit("paper.damaged")
        if name not in PNG_DROPPED:
            out.append(data[at:end])
        if name == b"IEND":
            return b"".join(out)
        at = end
