"""A template read before it is used: what it names, where, and whether it can be filled."""

from difflib import get_close_matches
from docx import Document
from docxtpl import DocxTemplate
from hanam.dvc.i18n import _
from hanam.dvc.letters import settings
from hanam.dvc.letters.templates import careful
from hanam.dvc.letters.templates import filling
from hanam.dvc.letters.templates import opened
from hanam.dvc.letters.templates import variables
from hanam.dvc.letters.templates.errors import BadTemplate
from hanam.dvc.letters.templates.errors import Fault
from hanam.dvc.letters.words import say
from io import BytesIO
from jinja2 import TemplateError
from lxml import etree
from zipfile import ZipFile

import re


W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
PARTS = re.compile(r"word/(document|header\d*|footer\d*|footnotes)\.xml")
TAG = re.compile(r"\{[{%].*?[%}]\}", re.DOTALL)
EXCERPT = 60
PLACES = {
    "document": _("paragraph ${number}"),
    "header": _("head of the page, paragraph ${number}"),
    "footer": _("foot of the page, paragraph ${number}"),
    "footnotes": _("footnote ${number}"),
}
UNKNOWN = _("There is no variable “${name}”.")
NEAREST = _("There is no variable “${name}”. Did you mean “${nearest}”?")
FORBIDDEN = _(
    "A template may only name variables, ask with {% if %} and repeat with {% for %}; "
    "it does something else here."
)
BROKEN_TAG = _("The brackets of a variable or a condition do not fit together.")
NOT_OPENED = _("What came out could not be opened again as a Word file.")


def check(data: bytes, filename: str, kind: str) -> None:
    """`BadTemplate` with everything that is wrong with a template of a form."""
    opened.check(data, filename, settings.value("template_size"))
    faults = []
    for name, text in parts(data):
        faults += faults_of(name, text, kind)
    if faults:
        raise BadTemplate(list(dict.fromkeys(faults)))
    made = filling.render(data, kind, variables.sample(kind))
    try:
        Document(BytesIO(made))
    except Exception as error:
        raise BadTemplate([Fault(NOT_OPENED)]) from error


def parts(data: bytes):
    """(name, XML) of everything in the file that is filled in."""
    with ZipFile(BytesIO(data)) as archive:
        for name in sorted(archive.namelist()):
            found = PARTS.fullmatch(name)
            if found:
                yield found.group(1).rstrip("0123456789"), archive.read(name)
        if "docProps/core.xml" in archive.namelist():
            yield "core", archive.read("docProps/core.xml")


def faults_of(name: str, text: bytes, kind: str) -> list[Fault]:
    """What is wrong in one part."""
    paragraphs = paragraphs_of(text)
    environment = careful.environment()
    try:
        source = DocxTemplate(BytesIO()).patch_xml(text.decode("utf-8"))
        tree = environment.parse(source)
    except TemplateError:
        return [Fault(BROKEN_TAG, place) for place in broken(name, paragraphs)]
    if careful.forbidden(tree):
        return [Fault(FORBIDDEN, place) for place in strange(name, paragraphs)]
    found = []
    for written, would_do in careful.unknown(tree, variables.names(kind)):
        near = get_close_matches(written, would_do, 1)
        facts = {"name": written, "nearest": near[0] if near else ""}
        message = _(NEAREST if near else UNKNOWN, mapping=facts)
        places = where(name, paragraphs, lambda tag, w=written: is_in(w, tag))
        found += [Fault(message, place) for place in places]
    return found


def paragraphs_of(text: bytes) -> list[str]:
    """The words of each paragraph of a part, in their order."""
    root = etree.fromstring(text, opened.parser())
    return [
        "".join(piece.text or "" for piece in paragraph.iter(f"{W}t"))
        for paragraph in root.iter(f"{W}p")
    ]


def is_in(written: str, tag: str) -> bool:
    pattern = r"\s*\.\s*".join(re.escape(part) for part in written.split("."))
    return re.search(rf"(?<![\w.]){pattern}(?!\w)", tag) is not None


def where(name: str, paragraphs: list[str], wanted) -> list[str]:
    """The places of tags that are wanted, at least "" for an unknown one."""
    found = [
        place_of(name, number, words)
        for number, words in enumerate(paragraphs, 1)
        if any(wanted(tag) for tag in TAG.findall(words))
    ]
    return found or [""]


def place_of(name: str, number: int, words: str) -> str:
    """ "đoạn 12: “Kính gửi {{ ho_ten }}”"."""
    place = say(_(PLACES.get(name, PLACES["document"]), mapping={"number": number}))
    words = " ".join(words.split())
    return f"{place}: “{words[:EXCERPT]}{'…' if len(words) > EXCERPT else ''}”"


def broken(name: str, paragraphs: list[str]) -> list[str]:
    """The paragraphs whose brackets do not fit, or all that hold a condition or loop."""
    found = [
        place_of(name, number, words)
        for number, words in enumerate(paragraphs, 1)
        if words.count("{{") != words.count("}}")
        or words.count("{%") != words.count("%}")
        or any(not parses(tag) for tag in TAG.findall(words) if tag.startswith("{{"))
    ]
    return found or where(name, paragraphs, lambda tag: tag.startswith("{%"))


def parses(tag: str) -> bool:
    try:
        careful.environment().parse(tag)
    except TemplateError:
        return False
    return True


def strange(name: str, paragraphs: list[str]) -> list[str]:
    """The paragraphs with tags that do what no template may."""

    def wanted(tag):
        if tag.startswith("{%"):
            return (
                re.match(
                    r"\{%-?\s*(tr|tc|p|r)?\s*(if|elif|else|endif|for|endfor)\b", tag
                )
                is None
            )
        try:
            return bool(careful.forbidden(careful.environment().parse(tag)))
        except TemplateError:
            return True

    return where(name, paragraphs, wanted)
