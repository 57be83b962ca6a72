"""What a file really is, whatever its name says."""

from pathlib import PurePosixPath

import puremagic
import re
import unicodedata


UNKNOWN = "application/octet-stream"
LONGEST_NAME = 120
UNSAFE = re.compile(r'[\x00-\x1f\x7f<>:"|?*/\\]+')


def kinds_of(data: bytes) -> dict[str, set[str]]:
    """The content types that the bytes may be, each with its endings ('.pdf')."""
    found: dict[str, set[str]] = {}
    try:
        matches = puremagic.magic_string(data)
    except (puremagic.PureError, ValueError):
        return found
    for match in matches:
        if match.mime_type:
            found.setdefault(match.mime_type, set()).add(match.extension)
    return found


def kind_of(data: bytes, filename: str, accepted) -> str | None:
    """The accepted content type that bytes and ending agree on, or None.

    Several kinds share their first bytes (docx, xlsx: both are zip archives); among
    those the ending decides. A name whose ending says another kind is not accepted.
    """
    ending = PurePosixPath(filename).suffix.lower()
    for content_type, endings in kinds_of(data).items():
        if content_type in accepted and (not ending or ending in endings):
            return content_type
    return None


def safe_name(filename: str, fallback: str = "giay-to") -> str:
    """The last part of a file's name without what a file system or a header trips over."""
    name = unicodedata.normalize("NFC", filename or "").replace("\\", "/")
    name = UNSAFE.sub(" ", name.rsplit("/", 1)[-1]).strip(" .")
    if len(name) > LONGEST_NAME:
        path = PurePosixPath(name)
        name = path.stem[: LONGEST_NAME - len(path.suffix)] + path.suffix
    return name or fallback


def ascii_name(filename: str) -> str:
    """The name in plain letters, for headers: 'Tờ khai.pdf' becomes 'To-khai.pdf'."""
    plain = filename.replace("đ", "d").replace("Đ", "D")
    plain = unicodedata.normalize("NFD", plain).encode("ascii", "ignore").decode()
    return re.sub(r"[^A-Za-z0-9._-]+", "-", plain).strip("-.") or "giay-to"
