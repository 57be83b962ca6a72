"""The template of the register (form 06) that comes with the portal: A4, lying."""

from docx.enum.section import WD_ORIENT
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm
from docx.shared import Pt
from hanam.dvc.letters.columns import COLUMNS
from hanam.dvc.letters.templates import defaults
from hanam.dvc.letters.words import say


# Millimetres of each column; together what lies between the margins.
WIDTHS = (9, 33, 33, 9, 26, 32, 23, 17, 17, 17, 17, 18, 9, 17)
SMALL = Pt(7)


def write(document, title: str):
    """The document with the head, the table and the place of who signs."""
    defaults.prepare(document, title)
    page = document.sections[0]
    page.orientation = WD_ORIENT.LANDSCAPE
    page.page_width, page.page_height = Mm(297), Mm(210)
    page.left_margin = page.right_margin = Mm(10)
    page.top_margin = page.bottom_margin = Mm(12)
    head(document)
    defaults.paragraph(
        document, title.upper(), bold=True, size=13, align=defaults.CENTER
    )
    defaults.paragraph(document, "{{ thoi_gian }}", align=defaults.CENTER)
    numbers = (
        "Quyển số: {{ quyen_so }}; từ số thứ tự {{ dong_dau }} đến số thứ tự "
        "{{ dong_cuoi }}"
    )
    defaults.paragraph(document, numbers, align=defaults.CENTER)
    defaults.paragraph(document, "{% if khoa_so %}{{ khoa_so }}{% endif %}")
    lines(document)
    defaults.paragraph(document, "")
    defaults.sign(
        document, (("{{ quyen_han }} {{ chuc_vu_tren }} {{ chuc_vu }}", "nguoi_ky"),)
    )
    return document


def head(document) -> None:
    """Issuer left, motto right."""
    left, right = document.add_table(rows=1, cols=2).rows[0].cells
    left.paragraphs[0].alignment = defaults.CENTER
    left.paragraphs[0].add_run("{{ co_quan|upper }}").font.size = Pt(10)
    defaults.paragraph(
        left, "{{ bo_phan|upper }}", bold=True, size=10, align=defaults.CENTER
    )
    right.paragraphs[0].alignment = defaults.CENTER
    motto = right.paragraphs[0].add_run("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM")
    motto.bold, motto.font.size = True, Pt(10)
    defaults.paragraph(
        right, "Độc lập - Tự do - Hạnh phúc", bold=True, size=11, align=defaults.CENTER
    )
    defaults.paragraph(
        right, "{{ ngay_ky }}", italic=True, size=10, align=defaults.CENTER
    )


def lines(document) -> None:
    """The table, in small type; its heads come again on every page."""
    columns = tuple((say(title), name) for name, _key, title, _sample in COLUMNS)
    table = defaults.table(document, "ho_so", columns)
    table.autofit = False
    for row in table.rows:
        for cell, width in zip(row.cells, WIDTHS, strict=True):
            cell.width = Mm(width)
            for run in cell.paragraphs[0].runs:
                run.font.size = SMALL
    again = OxmlElement("w:tblHeader")
    again.set(qn("w:val"), "true")
    table.rows[0]._tr.get_or_add_trPr().append(again)
