"""PDF files: that they open without a password, whole, and do nothing by themselves.

What a PDF would do when it is opened (scripts, programs to start, files inside) is taken
out, unless the settings say to refuse such a file. A signed file is never changed: that
would break its signature.
"""

from hanam.dvc.dossiers.inspection.errors import Unfit
from io import BytesIO
from zipfile import is_zipfile

import pikepdf
import pikepdf.sanitize
import pikepdf.settings


# For the whole process, as qpdf has it: what one compressed part may become in memory.
UNPACKED = 256 * 2**20
pikepdf.settings.set_qpdf_limits(flate_max_memory=UNPACKED, png_max_memory=UNPACKED)

MOST_OBJECTS = 300_000
DEEPEST = 50
# Kinds of action that run something, start something or send something.
ACTIONS = {
    "/JavaScript",
    "/Launch",
    "/ImportData",
    "/SubmitForm",
    "/GoToE",
    "/GoToR",
    "/Rendition",
    "/Movie",
    "/Sound",
    "/RichMediaExecute",
}
KEYS = ("/JS", "/JavaScript", "/EF", "/EmbeddedFiles", "/XFA", "/RichMediaContent")
STRIP = "strip"
HEADER = b"%PDF-"


def inspect(data: bytes, rules) -> tuple[bytes, bool]:
    """The bytes to keep; raises `Unfit`."""
    if not data.startswith(HEADER):
        raise Unfit("paper.kind")
    if is_zipfile(BytesIO(data)):
        raise Unfit("paper.two_kinds")
    with opened(data) as pdf:
        check_whole(pdf)
        active, signed = walk(pdf)
        if not active:
            return data, False
        if signed or rules.active != STRIP:
            raise Unfit("paper.active")
        kept = stripped(pdf)
    with opened(kept) as pdf:
        check_whole(pdf)
        if walk(pdf)[0]:
            raise Unfit("paper.active")
    return kept, False


def opened(data: bytes) -> pikepdf.Pdf:
    try:
        return pikepdf.open(BytesIO(data), suppress_warnings=True)
    except pikepdf.PasswordError:
        raise Unfit("paper.locked") from None
    except (pikepdf.PdfError, ValueError, RuntimeError, RecursionError):
        raise Unfit("paper.damaged") from None


def check_whole(pdf) -> None:
    """There are pages, and what they show is there."""
    try:
        if not len(pdf.pages) or len(pdf.objects) > MOST_OBJECTS:
            raise Unfit("paper.bomb" if len(pdf.pages) else "paper.damaged")
        # What is missing reads like what was never there; only a repaired file is suspect.
        repaired = bool(pdf.get_warnings())
        for page in pdf.pages:
            content = page.obj.get("/Contents")
            parts = content if isinstance(content, pikepdf.Array) else [content]
            for part in parts:
                missing = part is None and repaired
                if missing or not isinstance(part, (pikepdf.Stream, type(None))):
                    raise Unfit("paper.damaged")
    except (pikepdf.PdfError, ValueError, RuntimeError, TypeError):
        raise Unfit("paper.damaged") from None


def walk(pdf) -> tuple[bool, bool]:
    """Whether anything in the file is active, and whether it is signed."""
    active = signed = False
    try:
        for item in pdf.objects:
            for found in dictionaries(item, DEEPEST):
                active = active or is_active(found)
                signed = signed or "/ByteRange" in found
    except (pikepdf.PdfError, ValueError, RuntimeError, TypeError):
        raise Unfit("paper.damaged") from None
    return active, signed


def dictionaries(item, depth: int):
    """The dictionaries written inside one object of the file."""
    if depth == 0 or not isinstance(item, pikepdf.Object):
        return
    if isinstance(item, pikepdf.Array):
        for part in item:
            yield from inline(part, depth)
    elif isinstance(item, (pikepdf.Dictionary, pikepdf.Stream)):
        yield item
        for _name, part in item.items():
            yield from inline(part, depth)


def inline(part, depth: int):
    """The same for a part, unless it is an object of its own."""
    if isinstance(part, pikepdf.Object) and not part.is_indirect:
        yield from dictionaries(part, depth - 1)


def is_active(found) -> bool:
    if any(key in found for key in KEYS):
        return True
    kind = found.get("/S")
    return isinstance(kind, pikepdf.Name) and str(kind) in ACTIONS


def stripped(pdf) -> bytes:
    """The file without what is active; links to pages inside stay."""
    try:
        pikepdf.sanitize.remove_javascript(pdf)
        pikepdf.sanitize.remove_attachments(pdf)
        pikepdf.sanitize.remove_external_access(pdf)
        pikepdf.sanitize.remove_multimedia(pdf)
        form = pdf.Root.get("/AcroForm")
        if isinstance(form, pikepdf.Dictionary) and "/XFA" in form:
            del form["/XFA"]
        out = BytesIO()
        pdf.save(out)
    except (pikepdf.PdfError, ValueError, RuntimeError, TypeError):
        raise Unfit("paper.active") from None
    return out.getvalue()
