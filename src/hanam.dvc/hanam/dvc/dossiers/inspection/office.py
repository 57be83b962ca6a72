"""Word and Excel files, old and new: that they are what they say, without macros."""

from hanam.dvc.dossiers.inspection import archives
from hanam.dvc.dossiers.inspection.errors import Unfit


CONTENT = "[Content_Types].xml"
WORD, EXCEL = "word/document.xml", "xl/workbook.xml"
MACROS = ("vbaproject.bin", "vbadata.xml")


def wide(name: str) -> bytes:
    """A name as the directory of an OLE file holds it."""
    return name.encode("utf-16-le")


OLD_MACROS = (wide("_VBA_PROJECT"), wide("Macros"))
OLD_LOCKED = (wide("EncryptedPackage"), wide("EncryptionInfo"))
OLD_BODIES = (wide("WordDocument"), wide("Workbook"), wide("Book"))


def inspect_word(data: bytes, rules) -> tuple[bytes, bool]:
    return inspect_new(data, WORD)


def inspect_excel(data: bytes, rules) -> tuple[bytes, bool]:
    return inspect_new(data, EXCEL)


def inspect_new(data: bytes, body: str) -> tuple[bytes, bool]:
    """An archive with the parts of its kind and no macros."""
    names = archives.names_of(data)
    if CONTENT not in names or body not in names:
        raise Unfit("paper.kind")
    if any(name.lower().endswith(MACROS) for name in names):
        raise Unfit("paper.macros")
    return data, False


def inspect_old(data: bytes, rules) -> tuple[bytes, bool]:
    """An OLE file: its directory names what is inside."""
    if any(name in data for name in OLD_LOCKED):
        raise Unfit("paper.locked")
    if any(name in data for name in OLD_MACROS):
        raise Unfit("paper.macros")
    if not any(name in data for name in OLD_BODIES):
        raise Unfit("paper.damaged")
    return data, False
