"""A Word file opened without trusting it."""

from hanam.dvc.dossiers.inspection import office
from hanam.dvc.dossiers.inspection.errors import Unfit
from hanam.dvc.i18n import _
from hanam.dvc.letters.templates.errors import BadTemplate
from hanam.dvc.letters.templates.errors import Fault
from io import BytesIO
from lxml import etree
from zipfile import ZipFile


UNPACKED = 30 * 2**20
KILO = 1024
INSIDE = ("word/embeddings/", "word/activeX/", "word/ctrlProps/")
MACRO_KIND = b"macroEnabled"
OUTSIDE = "External"
RELS = ".rels"
LINK_KINDS = ("mailto:",)
TOO_BIG = _("The file is larger than ${size} KB. Make its pictures smaller.")
NOT_WORD = _(
    "This is not a Word file (.docx), or it is damaged. Save it in Word as .docx."
)
LOCKED = _("The file is protected by a password. Save it without one.")
MACROS = _("The file holds macros. Save it in Word as .docx without macros.")
EMBEDDED = _("The file holds other files or controls. Take them out.")
LINKED = _("The file links to something outside: ${target}. Take the link out.")
DOCTYPE = _("The file holds a definition of document types, which Word never writes.")


def parser():
    return etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False)


def check(data: bytes, filename: str, most: int) -> None:
    """`BadTemplate` unless the bytes are a plain Word file of at most ``most`` KB."""
    if len(data) > most * KILO:
        raise BadTemplate([Fault(_(TOO_BIG, mapping={"size": most}))])
    lowered = filename.lower()
    if lowered.endswith((".docm", ".dotm")):
        raise BadTemplate([Fault(MACROS)])
    if not lowered.endswith(".docx"):
        raise BadTemplate([Fault(NOT_WORD)])
    try:
        office.inspect_new(data, office.WORD)
    except Unfit as error:
        said = {"paper.macros": MACROS, "paper.locked": LOCKED}
        raise BadTemplate([Fault(said.get(error.code, NOT_WORD))]) from None
    faults = list(faults_inside(data))
    if faults:
        raise BadTemplate(faults)


def faults_inside(data: bytes):
    """What lies in the archive and should not."""
    with ZipFile(BytesIO(data)) as archive:
        entries = archive.infolist()
        if sum(entry.file_size for entry in entries) > UNPACKED:
            yield Fault(NOT_WORD)
            return
        if MACRO_KIND in archive.read(office.CONTENT):
            yield Fault(MACROS)
        if any(entry.filename.startswith(INSIDE) for entry in entries):
            yield Fault(EMBEDDED)
        for entry in entries:
            if not entry.filename.endswith((".xml", RELS)):
                continue
            text = archive.read(entry)
            if b"<!DOCTYPE" in text:
                yield Fault(DOCTYPE, entry.filename)
                continue
            try:
                root = etree.fromstring(text, parser())
            except etree.XMLSyntaxError:
                yield Fault(NOT_WORD, entry.filename)
                continue
            if entry.filename.endswith(RELS):
                yield from links(root)


def links(root):
    """Relations that lead out of the file; an address for mail leads nowhere by itself."""
    for relation in root:
        target = relation.get("Target") or ""
        if relation.get("TargetMode") == OUTSIDE and not target.startswith(LINK_KINDS):
            yield Fault(_(LINKED, mapping={"target": target[:100]}))
