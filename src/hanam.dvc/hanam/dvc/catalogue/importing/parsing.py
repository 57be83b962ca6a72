"""One published procedure as the values of a Procedure. No Zope here."""

from collections.abc import Mapping
from dataclasses import dataclass
from dataclasses import field
from hanam.dvc.catalogue.importing import basis
from hanam.dvc.catalogue.importing import papers
from hanam.dvc.catalogue.importing import table
from hanam.dvc.catalogue.importing.cleaning import one_line
from hanam.dvc.catalogue.importing.cleaning import says_nothing
from hanam.dvc.catalogue.importing.cleaning import tidy
from hanam.dvc.catalogue.importing.cleaning import without_tail
from hanam.dvc.catalogue.importing.notes import Kind
from hanam.dvc.catalogue.importing.notes import Note
from hanam.dvc.rules import codes

import re


SUBJECTS = (
    "Tổ chức (không bao gồm doanh nghiệp, HTX)",
    "Người Việt Nam định cư ở nước ngoài",
    "Người nước ngoài cư trú tại Việt Nam",
    "Doanh nghiệp có vốn đầu tư nước ngoài",
    "Cán bộ, công chức, viên chức",
    "Doanh nghiệp Việt Nam",
    "Công dân Việt Nam",
    "Tổ chức nước ngoài",
    "Người nước ngoài",
    "Tổ chức Đảng",
    "Doanh nghiệp",
    "Hợp tác xã",
    "Đảng viên",
)
LEVELS = {"Cấp tỉnh": "province", "Cấp huyện": "district", "Cấp xã": "commune"}
# What has no field of its own and is kept as text under its published heading.
OTHER_CELLS = {
    "co_quan_co_tham_quyen": "Cơ quan có thẩm quyền",
    "co_quan_duoc_uy_quyen": "Cơ quan được ủy quyền",
    "co_quan_phoi_hop": "Cơ quan phối hợp",
    "dia_chi_tiep_nhan": "Địa chỉ tiếp nhận",
    "loai_thu_tuc": "Loại thủ tục",
    "thu_tuc_lien_quan": "Thủ tục liên quan",
    "detail_url": "Nguồn",
}
STEP = re.compile(r"^[-+* ]*(?:[a-zđ0-9]{1,2}[.)] ?)?Bước \d", re.I)
INNER_STEP = re.compile(r"(?<=[.;]) +(?=-? ?Bước \d+ ?[:.)])")
LONGEST_TEXT = 20000
MOST_ROWS = 300
SURELY_ONLINE, FORMS_ONLY = 3, 2


class NotAProcedure(ValueError):
    """A row without what makes it a procedure; the argument says what."""


@dataclass
class Parsed:
    """``values`` are fields of a Procedure but for sector and agencies, which are
    still names: ``sector`` and ``bodies``."""

    values: dict
    sector: str
    bodies: str
    notes: list[Note] = field(default_factory=list)

    @property
    def code(self) -> str:
        return self.values["code"]


def parse(row: Mapping) -> Parsed:
    """A row of the national file; `NotAProcedure` if it has no title or odd cells."""
    cells = {name: cell_text(name, value) for name, value in row.items()}
    title = one_line(tidy(cells.get("ten_thu_tuc", "")))
    if not title:
        raise NotAProcedure("ten_thu_tuc")
    raw = Raw(notes=[])
    values = {"code": code_of(cells.get("ma_thu_tuc", ""), raw), "title": title}
    values.update(ways_of(cells.get("cach_thuc_thuc_hien", ""), raw))
    values["papers"] = papers_of(cells.get("thanh_phan_ho_so", ""), raw)
    values["legal_basis"], found = basis.read_laws(cells.get("can_cu_phap_ly", ""))
    raw.notes += found
    values.update(ending(cells, raw))
    values["how_steps"] = steps(cells.get("trinh_tu_thuc_hien", ""))
    values["subjects"] = subjects(cells.get("doi_tuong_thuc_hien", ""), raw)
    values["government_levels"] = levels(cells.get("cap_thuc_hien", ""), raw)
    values["decision"] = one_line(tidy(cells.get("so_quyet_dinh", "")))
    bodies = tidy(cells.get("co_quan_thuc_hien", ""))
    raw.add("Cơ quan thực hiện", bodies)
    for name, heading in OTHER_CELLS.items():
        raw.add(heading, tidy(cells.get(name, "")))
    shorten(values, raw)
    values["raw"] = raw.text
    sector = one_line(tidy(cells.get("linh_vuc", "")))
    bodies = "" if says_nothing(bodies) else bodies
    return Parsed(values, "" if says_nothing(sector) else sector, bodies, raw.notes)


def cell_text(name: str, value: object) -> str:
    if value is None:
        return ""
    if not isinstance(value, str):
        raise NotAProcedure(name)
    return value


class Raw:
    """Text kept as published, under headings, and the notes about it."""

    def __init__(self, notes):
        self.notes = notes
        self.parts = []

    def add(self, heading: str, text: str) -> None:
        if text and not says_nothing(text):
            self.parts.append(f"{heading}: {text}")

    @property
    def text(self) -> str:
        return "\n\n".join(self.parts)


def code_of(cell: str, raw: Raw) -> str:
    code = one_line(tidy(cell))
    if codes.is_procedure_code(code):
        return code
    raw.notes.append(Note(Kind.CODE, code))
    raw.add("Mã thủ tục", code)
    return ""


def ways_of(cell: str, raw: Raw) -> dict:
    found = table.read(cell)
    raw.notes += found.notes
    raw.add("Cách thức thực hiện", found.rest)
    return {
        "channels": found.channels,
        "cases": found.cases,
        "limits": found.limits,
        "fees": found.fees,
        "submit_by_post": "post" in found.channels,
        "declared_level": SURELY_ONLINE if "online" in found.channels else FORMS_ONLY,
    }


def papers_of(cell: str, raw: Raw) -> list[dict]:
    found = papers.read(cell)
    raw.notes += found.notes
    raw.add("Thành phần hồ sơ", found.rest)
    return found.rows


def ending(cells: dict, raw: Raw) -> dict:
    """Results and requirements: the last of them carries the end of the page."""
    words, values = [], {}
    results, *tail = without_tail(cells.get("ket_qua_xu_ly", ""))
    requirements, *other = without_tail(cells.get("yeu_cau_dieu_kien", ""))
    for keywords, about in (tail, other):
        words += [one_line(keywords)] if keywords else []
        raw.add("Mô tả", about)
    values["results"], notes = basis.read_results(results)
    raw.notes += notes
    text = tidy(requirements)
    values["requirements"] = "" if says_nothing(text) else text
    values["synonyms"] = words
    return values


def steps(cell: str) -> list[str]:
    """One text a step: "Bước 1 …" with the lines under it, else one a line."""
    lines = [line.strip() for line in tidy(cell).split("\n")]
    lines = [part for line in lines for part in INNER_STEP.split(line) if part]
    if says_nothing(" ".join(lines)):
        return []
    if not any(STEP.match(line) for line in lines):
        return lines
    found: list[str] = []
    for line in lines:
        if STEP.match(line) or not found:
            found.append(line)
        else:
            found[-1] = f"{found[-1]}\n{line}"
    return found


def subjects(cell: str, raw: Raw) -> list[str]:
    """The kinds of applicants; several of them have a comma in their name."""
    left, found = one_line(tidy(cell)), []
    for name in SUBJECTS:
        place = left.find(name)
        if place >= 0:
            found.append((one_line(cell).find(name), name))
            left = left.replace(name, "", 1)
    left = ", ".join(part.strip() for part in left.split(",") if part.strip())
    if left and not says_nothing(left):
        raw.notes.append(Note(Kind.SUBJECT, left))
        found.append((len(cell), left))
    return [name for place, name in sorted(found)]


def levels(cell: str, raw: Raw) -> list[str]:
    names = [part.strip() for part in one_line(tidy(cell)).split(",") if part.strip()]
    for name in names:
        if name not in LEVELS and not says_nothing(name):
            raw.notes.append(Note(Kind.LEVEL, name))
            raw.add("Cấp thực hiện", name)
    found = {LEVELS[name] for name in names if name in LEVELS}
    return [level for level in LEVELS.values() if level in found]


def shorten(values: dict, raw: Raw) -> None:
    """Cut what no field can hold; the whole of it goes to the text kept as published."""
    for name, rows in values.items():
        if not isinstance(rows, list) or not rows or not isinstance(rows[0], dict):
            continue
        if len(rows) > MOST_ROWS:
            raw.notes.append(Note(Kind.TOO_LONG, f"{name}: {len(rows)}"))
            raw.add(name, "\n".join(row_text(row) for row in rows[MOST_ROWS:]))
            del rows[MOST_ROWS:]
        for row in rows:
            for key, value in row.items():
                if isinstance(value, str) and len(value) > LONGEST_TEXT:
                    raw.notes.append(Note(Kind.TOO_LONG, value[:100]))
                    raw.add(name, value)
                    row[key] = value[: LONGEST_TEXT - 2] + " …"


def row_text(row: dict) -> str:
    return " | ".join(str(value) for value in row.values() if value not in ("", None))
