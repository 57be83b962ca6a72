"""The templates that come with the portal: the layout of the law, made with python-docx."""

from docx import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml.ns import qn
from docx.shared import Mm
from docx.shared import Pt
from functools import cache
from hanam.dvc.letters.words import say
from io import BytesIO


CENTER = WD_ALIGN_PARAGRAPH.CENTER
FONT = "Times New Roman"
PERSON = (
    ("Địa chỉ", "dia_chi"),
    ("Số điện thoại", "dien_thoai"),
    ("Email", "email"),
)
# Lines of each form: a text, or (label, variable); TABLE stands for its list.
TABLE = "table"
BODIES = {
    "01": (
        ("Bộ phận tiếp nhận", "bo_phan"),
        ("Tiếp nhận hồ sơ của (ông/bà, tổ chức)", "ho_ten"),
        ("Người nộp hồ sơ", "nguoi_nop"),
        *PERSON,
        ("Số CMND/CCCD/hộ chiếu/mã số thuế", "so_giay_to"),
        ("Nội dung yêu cầu giải quyết", "thu_tuc"),
        "1. Thành phần hồ sơ nộp gồm:",
        TABLE,
        "2. Số lượng hồ sơ: {{ so_bo }} (bộ)",
        ("3. Thời gian giải quyết hồ sơ theo quy định", "thoi_han"),
        ("4. Thời gian nhận hồ sơ", "tiep_nhan_luc"),
        "5. Thời gian trả kết quả giải quyết hồ sơ: "
        "{% if hen_tra %}{{ hen_tra }}{% else %}sẽ được thông báo sau{% endif %}",
        ("6. Đăng ký nhận kết quả", "noi_nhan_ket_qua"),
        "Vào Sổ theo dõi hồ sơ, quyển số: {{ quyen_so }}; số thứ tự: {{ so_thu_tu }}",
    ),
    "02": (
        ("Hồ sơ của (ông/bà, tổ chức)", "ho_ten"),
        ("Nội dung yêu cầu giải quyết", "thu_tuc"),
        *PERSON,
        "Yêu cầu hoàn thiện hồ sơ gồm những nội dung sau:",
        TABLE,
        ("Lý do", "ly_do"),
        "Trong quá trình hoàn thiện hồ sơ, nếu có vướng mắc, ông (bà) liên hệ với "
        "{{ lien_he }} để được hướng dẫn./.",
    ),
    "03": (
        "{{ bo_phan }}, {{ co_quan }}, đã xem xét hồ sơ của:",
        ("Ông/bà, tổ chức", "ho_ten"),
        *PERSON,
        ("Nội dung yêu cầu giải quyết", "thu_tuc"),
        "Qua xem xét, cơ quan thông báo không tiếp nhận, không giải quyết hồ sơ này với "
        "lý do cụ thể như sau: {{ ly_do }}",
        "Nếu cần giải thích thêm, ông (bà) liên hệ với {{ lien_he }}./.",
    ),
    "04": (
        "Kính gửi: {{ ho_ten }}",
        "{{ co_quan }} đã tiếp nhận hồ sơ đề nghị {{ thu_tuc }} của ông (bà), tổ chức lúc "
        "{{ tiep_nhan_luc }}; mã hồ sơ {{ ma_ho_so }}.",
        ("Thời gian hẹn trả kết quả giải quyết hồ sơ", "hen_tra_cu"),
        "Tuy nhiên, đến nay {{ co_quan }} chưa trả kết quả đúng thời hạn.",
        ("Lý do", "ly_do"),
        "{{ co_quan }} xin lỗi ông (bà), tổ chức và sẽ trả kết quả vào lúc: {{ hen_tra }}.",
        "Mong nhận được sự thông cảm của ông (bà), tổ chức về sự chậm trễ này./.",
    ),
    "05": (
        ("Nội dung yêu cầu giải quyết", "thu_tuc"),
        ("Hồ sơ của", "ho_ten"),
        ("Cơ quan giải quyết", "co_quan"),
        ("Cơ quan phối hợp giải quyết", "phoi_hop"),
        ("Thời gian tiếp nhận", "tiep_nhan_luc"),
        ("Thời gian hẹn trả kết quả", "hen_tra"),
        TABLE,
        "{% if ket_thuc %}Kết thúc giải quyết: {{ ket_thuc }} ({{ ket_qua_chung }})."
        "{% else %}Bước đang giải quyết: {{ buoc_dang_lam }}{% endif %}",
    ),
}
# list: (name of the list, ((header, column), …))
TABLES = {
    "01": (
        "giay_to",
        (
            ("STT", "stt"),
            ("Tên giấy tờ", "ten"),
            ("Bản chính", "ban_chinh"),
            ("Bản sao", "ban_sao"),
        ),
    ),
    "02": ("yeu_cau", (("STT", "stt"), ("Nội dung", "noi_dung"))),
    "05": (
        "lan_giao",
        (
            ("STT", "stt"),
            ("Giao", "giao"),
            ("Nhận", "nhan"),
            ("Thời gian", "thoi_gian"),
            ("Kết quả", "ket_qua"),
            ("Ghi chú", "ghi_chu"),
        ),
    ),
}
GIVER = ("NGƯỜI NỘP HỒ SƠ", "nguoi_nop")
SIGNERS = {
    "01": (GIVER, ("NGƯỜI TIẾP NHẬN HỒ SƠ", "nguoi_tiep_nhan")),
    "02": (GIVER, ("NGƯỜI HƯỚNG DẪN", "nguoi_huong_dan")),
    "03": (GIVER, ("NGƯỜI TIẾP NHẬN HỒ SƠ", "nguoi_tiep_nhan")),
    "04": (("{{ quyen_han }} {{ chuc_vu_tren }} {{ chuc_vu }}", "nguoi_ky"),),
}


@cache
def docx(kind) -> bytes:
    """The template of a form (a `kinds.Kind`) as a Word file, on A5 but for the register."""
    document = Document()
    if kind.id == "06":
        from hanam.dvc.letters.templates import default_book

        return saved(default_book.write(document, say(kind.title)))
    prepare(document, say(kind.title))
    head(document, kind.id)
    paragraph(document, say(kind.title).upper(), bold=True, size=13, align=CENTER)
    for line in BODIES[kind.id]:
        if line == TABLE:
            table(document, *TABLES[kind.id])
        elif isinstance(line, tuple):
            paragraph(document, f"{line[0]}: {{{{ {line[1]} }}}}")
        else:
            paragraph(document, line)
    sign(document, SIGNERS.get(kind.id, ()))
    paragraph(document, "{{ ma_qr }}", align=CENTER)
    return saved(document)


def saved(document) -> bytes:
    made = BytesIO()
    document.save(made)
    return made.getvalue()


def prepare(document, title: str) -> None:
    """A5, margins and type as documents of the state have them; a title and a language."""
    page = document.sections[0]
    page.page_width, page.page_height = Mm(148), Mm(210)
    page.left_margin = page.right_margin = Mm(12)
    page.top_margin = page.bottom_margin = Mm(11)
    style = document.styles["Normal"]
    style.font.name, style.font.size = FONT, Pt(11)
    style.element.rPr.rFonts.set(qn("w:eastAsia"), FONT)
    style.paragraph_format.space_after = Pt(3)
    document.core_properties.title = title
    document.core_properties.author = ""
    document.core_properties.language = "vi-VN"


def paragraph(place, text: str, bold=False, italic=False, size=None, align=None):
    made = place.add_paragraph()
    run = made.add_run(text)
    run.bold, run.italic = bold, italic
    if size:
        run.font.size = Pt(size)
    if align is not None:
        made.alignment = align
    return made


def head(document, kind: str) -> None:
    """Issuer left, motto right."""
    left, right = document.add_table(rows=1, cols=2).rows[0].cells
    above, below = ("co_quan_chu_quan", "co_quan")
    if kind != "04":
        above, below = ("co_quan", "bo_phan")
    left.paragraphs[0].alignment = CENTER
    left.paragraphs[0].add_run(f"{{{{ {above}|upper }}}}").font.size = Pt(10)
    paragraph(left, f"{{{{ {below}|upper }}}}", bold=True, size=10, align=CENTER)
    if kind != "05":
        paragraph(left, "Số: {{ so }}", size=10, align=CENTER)
    paragraph(left, "Mã hồ sơ: {{ ma_ho_so }}", size=9, align=CENTER)
    right.paragraphs[0].alignment = CENTER
    motto = right.paragraphs[0].add_run("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM")
    motto.bold, motto.font.size = True, Pt(10)
    paragraph(right, "Độc lập - Tự do - Hạnh phúc", bold=True, size=11, align=CENTER)
    paragraph(right, "{{ ngay_ky }}", italic=True, size=10, align=CENTER)


def table(document, name: str, columns):
    """A row for each entry of a list, below the headers."""
    made = document.add_table(rows=4, cols=len(columns))
    made.style = "Table Grid"
    for number, (header, column) in enumerate(columns):
        made.rows[0].cells[number].paragraphs[0].add_run(header).bold = True
        made.rows[2].cells[number].text = f"{{{{ dong.{column} }}}}"
    made.rows[1].cells[0].text = f"{{%tr for dong in {name} %}}"
    made.rows[3].cells[0].text = "{%tr endfor %}"
    return made


def sign(document, signers) -> None:
    """Who signs, side by side."""
    if not signers:
        return
    cells = document.add_table(rows=1, cols=len(signers)).rows[0].cells
    for cell, (title, name) in zip(cells, signers, strict=True):
        cell.paragraphs[0].alignment = CENTER
        cell.paragraphs[0].add_run(title).bold = True
        paragraph(cell, "(Ký và ghi rõ họ tên)", italic=True, align=CENTER)
        paragraph(cell, "", align=CENTER)
        paragraph(cell, f"{{{{ {name} }}}}", bold=True, align=CENTER)
