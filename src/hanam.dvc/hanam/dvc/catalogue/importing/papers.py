"""The table "thành phần hồ sơ": papers in groups, each with its numbers, all glued.

``--Tên giấy tờMẫu đơn, tờ khaiSố lượngĐơn đề nghịMau 01.docx1 bản chính,1 bản sao…``
"""

from collections.abc import Iterator
from hanam.dvc.catalogue.importing.cleaning import one_line
from hanam.dvc.catalogue.importing.cleaning import says_nothing
from hanam.dvc.catalogue.importing.cleaning import tidy
from hanam.dvc.catalogue.importing.notes import Kind
from hanam.dvc.catalogue.importing.notes import Note
from hanam.dvc.rules import vietnamese
from typing import NamedTuple

import re


HEAD = "Tên giấy tờMẫu đơn, tờ khaiSố lượng"
# The cell of numbers stands glued to the name before it and to the name after it;
# "nộp 01 bản chính;" inside a name does not.
NUMBERS = re.compile(
    r"(?P<run>\d+) bản chính(?:,(?P<copies>\d+) bản sao)?(?![ ;,)/]|\.(?:\s|$))"
)
FILE = re.compile(r"\.(?:docx?|xlsx?|pdf|rtf|odt|rar|zip|jpe?g|png)$", re.I)
# How the names of such files begin; whatever else is glued is taken for one as well.
FILE_BEGINS = ("mau", "phu luc", "pl", "bieu", "bm", "tk", "to khai", "don", "mu ")
LONGEST_FILE = 120
COUNT = re.compile(r"^\W*\w{0,3}[.)/]?\s*so luong(?: ho so)?\b")


class Papers(NamedTuple):
    rows: list[dict]
    notes: list[Note]
    rest: str


def read(cell: str) -> Papers:
    """Rows as the field ``papers`` wants them; ``rest`` was not understood."""
    cell = tidy(cell)
    first, *sections = cell.split(HEAD)
    rows, notes, rest = [], [], []
    group = group_name(first)
    if not sections and group and not says_nothing(group):
        return Papers([], [Note(Kind.PAPERS, group)], group)
    for section in sections:
        end = 0
        for found in numbers_in(section):
            name = section[end : found.start()]
            end = found.end()
            add(rows, notes, name, group, found)
        left = section[end:]
        if not end and left.strip("- "):
            notes.append(Note(Kind.PAPERS, one_line(left)))
            rest.append(left.strip())
            left = ""
        group = group_name(left)
    if group:
        rest.append(group)
    return Papers(rows, notes, "\n".join(rest))


def numbers_in(section: str) -> Iterator[re.Match]:
    for found in NUMBERS.finditer(section):
        run = found["run"]
        before = section[max(0, found.start() - 1) : found.start()]
        # "Hợp đồng (01 bản chính" and "nộp 02 bản chính" belong to the name.
        inside = len(run) == 2 and run[0] == "0" and not before.isalnum()
        if not inside or found.start() == 0:
            yield found


def add(rows, notes, name, group, found) -> None:
    run = found["run"]
    # A year or a number at the end of the name has run into the number of originals.
    kept, originals = (run[:-1], run[-1]) if len(run) > 1 else ("", run)
    title, form = without_file(one_line(name + kept).strip("- "))
    if kept:
        notes.append(Note(Kind.PAPER_NUMBER_GLUED, f"…{title[-60:]} | {found[0]}"))
    if not title and not form:
        return
    if COUNT.match(vietnamese.fold(title)) and len(title) < LONGEST_FILE:
        return
    row = {
        "key": f"giay-to-{len(rows) + 1}",
        "title": title or form,
        "group": group,
        "case": "",
        "originals": int(originals),
        "copies": int(found["copies"] or 0),
        "required": "nếu có" not in title.lower(),
        "form": form,
    }
    if not row["originals"] and not row["copies"]:
        notes.append(Note(Kind.PAPER_WITHOUT_NUMBER, title))
        row["required"] = False
    rows.append(row)


def group_name(text: str) -> str:
    return one_line(text).strip("-–*: ")


def without_file(name: str) -> tuple[str, str]:
    """(the name, the file of its form): the file's name stands glued to the paper's."""
    found = FILE.search(name)
    if found is None:
        return name, ""
    places = [
        place
        for place in range(max(1, len(name) - LONGEST_FILE), found.start())
        if is_seam(name, place)
    ]
    likely = [
        place
        for place in places
        if vietnamese.fold(name[place : place + 12]).startswith(FILE_BEGINS)
    ]
    if not places:
        return ("", name) if len(name) < LONGEST_FILE else (name, "")
    place = likely[0] if likely else places[-1]
    return name[:place].strip(), name[place:].strip()


def is_seam(name: str, place: int) -> bool:
    """Whether a new name begins here without a space: quyCMẫu, 2020Mẫu, TT-BTCMẫu."""
    before, here, after = name[place - 1], name[place], name[place + 1 : place + 2]
    if before in ")”;:" or (before == "." and here.isalpha()):
        return here.isalnum()
    if here.isupper() and (before.islower() or before.isdigit()):
        return True
    if here.isdigit():
        return before.islower()
    return before.isupper() and here.isupper() and after.islower()
