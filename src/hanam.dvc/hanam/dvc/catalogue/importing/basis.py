"""The tables "căn cứ pháp lý" and "kết quả": names and numbers, glued."""

from hanam.dvc.catalogue.importing.cleaning import one_line
from hanam.dvc.catalogue.importing.cleaning import says_nothing
from hanam.dvc.catalogue.importing.cleaning import tidy
from hanam.dvc.catalogue.importing.notes import Kind
from hanam.dvc.catalogue.importing.notes import Note

import re


HEAD = "Tên văn bản pháp lýMã văn bản"
# Without a list, "TT-BTC" and the name that follows it glued cannot be told apart.
ISSUERS = (
    r"UBTVQH\d{2}|QH\d{2}|BLĐTBXH|BNNPTNT|BVHTTDL|BTNMT|BNNMT|BGTVT|BKHĐT|BGDĐT|BTTTT"
    "|BKHCN|BDTTG|NHNN|VPCP|BHXH|TTCP|TANDTC|VKSNDTC|HĐTP|UBND|HĐND|UBDT|TTg|BTC|BTP|BCA"
    "|BXD|BCT|BYT|BNV|BQP|BNG|BTS|BTM|CP|QH|CTN|UBTVQH"
)
KINDS = "NĐ|ND|NQ|QĐ|TT|TTLT|CT|NQLT|VBHN|PL|L|CV|KH|HD|QC|SL|ĐKHN"
NUMBER = re.compile(
    r"(?P<digits>\d+[a-z]?(?:\.\d+)?)/(?:\d{4}/)?"
    rf"(?:QH\d{{1,2}}|UBTVQH\d{{1,2}}|(?:{KINDS})(?:-(?:{ISSUERS}))+)"
    r"|(?<=[^\s\d/.,])\d{1,4}/(?:19|20)\d{2}(?=[A-ZĐ]|$)"
)
# The cell that follows on some pages.
NEXT_CELL = re.compile(r"(?<=\S)Cơ quan thực hiện(?=[A-ZĐ]).*", re.S)
YEAR = re.compile(r"^(?:19|20)\d{2}(?=\d)")
CODE = re.compile(r"Mã: ?(?P<code>(?:[A-Z]{0,3}\d*[.-])+(?:KQ)?\d+)")


def read_laws(cell: str) -> tuple[list[dict], list[Note]]:
    """Rows of ``legal_basis`` in order; a document without a number is noted."""
    cell = NEXT_CELL.sub("", tidy(cell))
    if not cell.startswith(HEAD):
        if says_nothing(cell):
            return [], []
        return [law(cell, "")], [Note(Kind.LAW, one_line(cell))]
    text, rows, start = cell[len(HEAD) :], [], 0
    for found in NUMBER.finditer(text):
        begin = found.start() + year_before(text, found)
        if begin == start or not text[begin - 1].isspace():
            rows.append(law(text[start:begin], text[begin : found.end()]))
            start = found.end()
    left = one_line(text[start:])
    notes = []
    if left:
        inside = [found[0] for found in NUMBER.finditer(left)]
        ends = inside and left.endswith(inside[-1])
        rows.append(law(left, inside[-1] if ends else ""))
        if not ends:
            notes.append(Note(Kind.LAW_WITHOUT_NUMBER, left))
    return unique(rows), notes


def year_before(text: str, found) -> int:
    """How many digits before the number are the year that ends the name."""
    glued = found["digits"] and YEAR.match(found["digits"])
    return 4 if glued and text[: found.start()].endswith((" ", "/")) else 0


def law(title: str, number: str) -> dict:
    title = one_line(title).strip(" ;,:-")
    return {"title": title or number, "number": number}


def unique(rows: list[dict]) -> list[dict]:
    return [row for place, row in enumerate(rows) if row not in rows[:place]]


def read_results(cell: str) -> tuple[list[dict], list[Note]]:
    """Rows of ``results``; ``cell`` without the tail of the page."""
    text, rows, notes, start = tidy(cell), [], [], 0
    for found in CODE.finditer(text):
        title = one_line(text[start : found.start()]).strip(" ;,.")
        start = found.end()
        rows.append({"code": found["code"], "title": title or found["code"]})
    left = one_line(text[start:]).strip(" ;,.")
    if left and not says_nothing(left):
        rows.append({"code": "", "title": left})
        notes.append(Note(Kind.RESULT_WITHOUT_CODE, left))
    return unique(rows), notes
