"""What `POST @dossiers` is sent: read, measured, checked for its shape."""

from dataclasses import dataclass
from dataclasses import field
from hanam.dvc.dossiers.intake import NewPaper
from hanam.dvc.filing.formfield import Problem
from hanam.dvc.filing.uploads import as_paper
from hanam.dvc.i18n import _
from hashlib import sha256
from ZPublisher.HTTPRequest import FileUpload

import binascii
import json


JSON = "application/json"
MULTIPART = "multipart/form-data"
# What surrounds the papers: answers and names.
ANSWERS = 2**20
TEXTS = ("procedure", "case", "agency", "channel", "result_by", "note", "place")
OBJECTS = ("applicant", "owner", "data")
PAPER = {
    "component": str,
    "filename": str,
    "content_type": str,
    "data": str,
    "originals": int,
    "copies": int,
}
KNOWN = {*TEXTS, *OBJECTS, "papers", "assisted_by"}
UNKNOWN = _("The API has no such key; leave it out.")
TEXT_WANTED = _("This must be a text.")
OBJECT_WANTED = _("This must be an object.")


class Unreadable(Exception):
    """The body cannot be used at all: an HTTP ``status`` and a message."""

    def __init__(self, status: int, message: str):
        super().__init__(message)
        self.status = status
        self.message = message


@dataclass(slots=True)
class Body:
    """``content`` is the JSON object, ``papers`` its files decoded, ``digest`` of both."""

    content: dict
    papers: list[NewPaper] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    digest: str = ""


def read(request, limits, known=KNOWN) -> Body:
    """The body of the request, its keys among ``known``; raises `Unreadable`."""
    kind = (request.getHeader("Content-Type") or "").partition(";")[0].strip().lower()
    if kind == JSON:
        body = Body(parse(whole(request, limits)))
        papers = body.content.get("papers", [])
        if isinstance(papers, list):
            for number, row in enumerate(papers):
                decode(body, row, number, limits)
        else:
            body.problems.append(Problem("papers", _("This must be a list.")))
    elif kind == MULTIPART:
        body = Body(parse(part(request)))
        if "papers" in body.content:
            raise Unreadable(
                400,
                _("In this form the papers are parts of their own, not in the body."),
            )
        body.papers.extend(files(request, limits))
    else:
        raise Unreadable(
            415, _("Send application/json, or multipart/form-data with a part “body”.")
        )
    body.problems.extend(shape(body.content, known))
    body.digest = digest(body)
    return body


def whole(request, limits) -> bytes:
    """The bytes of a JSON body, no more than a dossier may have."""
    # Base64 needs four characters for three bytes.
    most = limits.dossier_size * 4 // 3 + ANSWERS
    data = request["BODYFILE"].read(most + 1)
    if len(data) > most:
        raise Unreadable(
            413,
            _(
                "The body is larger than ${most} MB. Send fewer or smaller papers.",
                mapping={"most": most // 2**20},
            ),
        )
    return data


def part(request) -> str | bytes:
    """The JSON part of a multipart body."""
    value = request.form.get("body")
    if isinstance(value, FileUpload):
        return value.read(ANSWERS + 1)
    if not isinstance(value, str):
        raise Unreadable(400, _("The part “body” with the JSON object is missing."))
    return value


def parse(text: str | bytes) -> dict:
    try:
        content = json.loads(text)
    except (ValueError, RecursionError):
        raise Unreadable(400, _("The body is not valid JSON.")) from None
    if not isinstance(content, dict):
        raise Unreadable(400, _("The body must be a JSON object."))
    return content


def files(request, limits):
    """The file parts of a multipart body, each named by its component."""
    for name, value in request.form.items():
        if name == "body":
            continue
        for item in value if isinstance(value, (list, tuple)) else [value]:
            if isinstance(item, FileUpload):
                yield as_paper(item, name, limits)


def decode(body: Body, row, number: int, limits) -> None:
    """Put one paper of a JSON body among the papers, or a problem among the problems."""
    if not isinstance(row, dict):
        body.problems.append(Problem(f"papers.{number}", OBJECT_WANTED))
        return
    place = f"papers.{row.get('component') or number}"
    for name, value in row.items():
        if name not in PAPER:
            body.problems.append(Problem(f"{place}.{name}", UNKNOWN))
        elif type(value) is not PAPER[name]:
            wanted = TEXT_WANTED if PAPER[name] is str else _("This must be a number.")
            body.problems.append(Problem(f"{place}.{name}", wanted))
            return
    text = row.get("data", "")
    # One byte above the limit is enough to be refused; no need to decode the rest.
    text = text[: (limits.file_size // 3 + 2) * 4]
    try:
        data = binascii.a2b_base64(text.encode("ascii"), strict_mode=bool(text))
    except (binascii.Error, UnicodeEncodeError):
        problem = Problem(place, _("The content of this file is not valid base64."))
        body.problems.append(problem)
        return
    facts = {name: row[name] for name in PAPER if name in row and name != "data"}
    body.papers.append(NewPaper(data=data, **facts))


def shape(content: dict, known=KNOWN) -> list[Problem]:
    """What is wrong with names and types."""
    problems = [Problem(name, UNKNOWN) for name in content if name not in known]
    for name in TEXTS:
        if not isinstance(content.get(name, ""), str):
            problems.append(Problem(name, TEXT_WANTED))
    for name in OBJECTS:
        value = content.get(name)
        if value is not None and not isinstance(value, dict):
            problems.append(Problem(name, OBJECT_WANTED))
    return problems


def digest(body: Body) -> str:
    """The same for the same filing, however it was packed."""
    content = {name: value for name, value in body.content.items() if name != "papers"}
    total = sha256(json.dumps(content, sort_keys=True).encode())
    for paper in body.papers:
        facts = (paper.component, paper.filename, paper.originals, paper.copies)
        total.update(repr(facts).encode())
        total.update(sha256(paper.data).digest())
    return total.hexdigest()
