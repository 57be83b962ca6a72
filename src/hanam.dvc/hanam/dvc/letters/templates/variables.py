"""The variables of templates: the names an office writes into its Word files.

One table for everything: what templates may name, what `values.of` calls it, the page that
lists them, the documentation, and the values of the fictional sample.
"""

from dataclasses import dataclass
from hanam.dvc.i18n import _
from hanam.dvc.letters.columns import COLUMNS


@dataclass(frozen=True)
class Variable:
    """``name`` in a template, ``key`` in the values, ``title`` (a message), ``sample``.

    ``kinds``: the forms that have it, empty for all. ``columns``: of a list, (name, key,
    title, sample) each.
    """

    name: str
    key: str
    title: str
    sample: str = ""
    kinds: tuple[str, ...] = ()
    columns: tuple[tuple[str, str, str, str], ...] = ()

    def is_of(self, kind: str) -> bool:
        return not self.kinds or kind in self.kinds


QR = "ma_qr"
BOOK = "06"
# The forms that tell of one dossier.
OF_ONE = ("01", "02", "03", "04", "05")
NO = _("Serial number")
VARIABLES = (
    Variable("co_quan_chu_quan", "superior", _("Superior body"), "UBND tỉnh Mẫu"),
    Variable("co_quan", "agency", _("Agency"), "Sở Mẫu"),
    Variable(
        "bo_phan", "office", _("Office that receives dossiers"), "Bộ phận Một cửa"
    ),
    Variable("so", "number", _("Number of the letter"), "07/GTN-SM", kinds=OF_ONE),
    Variable(
        "ma_ho_so",
        "code",
        _("Code of the dossier"),
        "000.00.99.H25-180910-0001",
        kinds=OF_ONE,
    ),
    Variable(
        "ngay_ky", "dated", _("Place and date"), "Hà Nam, ngày 10 tháng 9 năm 2018"
    ),
    Variable(
        "ho_ten",
        "person",
        _("Owner of the dossier"),
        "Nguyễn Thị Mẫu & <Con>",
        kinds=OF_ONE,
    ),
    Variable(
        "nguoi_nop", "applicant", _("Who handed it in"), "Trần Văn Mẫu", kinds=OF_ONE
    ),
    Variable(
        "dia_chi", "address", _("Address"), "Số 1 đường Mẫu, phường Mẫu", kinds=OF_ONE
    ),
    Variable("dien_thoai", "phone", _("Phone"), "0900 000 000", kinds=OF_ONE),
    Variable("email", "email", _("E-mail"), "mau@cong.example", kinds=OF_ONE),
    Variable(
        "so_giay_to",
        "id_number",
        _("Identity card, passport or tax code"),
        "035000000000",
        kinds=OF_ONE,
    ),
    Variable("thu_tuc", "procedure", _("Procedure"), "Cấp giấy mẫu", kinds=OF_ONE),
    Variable(
        "lien_he",
        "contact",
        _("Whom to turn to"),
        "Sở Mẫu, 0226 0000 000",
        kinds=OF_ONE,
    ),
    Variable("quyen_han", "authority", _("Authority of who signs"), "KT."),
    Variable("chuc_vu_tren", "head", _("Post in whose place it is signed"), "GIÁM ĐỐC"),
    Variable("chuc_vu", "post", _("Post of who signs"), "PHÓ GIÁM ĐỐC"),
    Variable("nguoi_ky", "signer", _("Name of who signs"), "Lê Văn Mẫu"),
    Variable(
        "dia_chi_tra_cuu",
        "url",
        _("Address where the dossier is followed"),
        "https://cong.example/tra-cuu/000.00.99.H25-180910-0001",
        kinds=OF_ONE,
    ),
    Variable(
        "giay_to",
        "papers",
        _("Papers handed in (a list)"),
        kinds=("01",),
        columns=(
            ("stt", "no", NO, "1"),
            ("ten", "title", _("Name of the paper"), "Đơn đề nghị"),
            ("ban_chinh", "originals", _("Originals"), "1"),
            ("ban_sao", "copies", _("Copies"), "2"),
        ),
    ),
    Variable("so_bo", "sets", _("Dossiers (sets)"), "01", ("01",)),
    Variable("thoi_han", "limit", _("Time limit by law"), "3 ngày làm việc", ("01",)),
    Variable(
        "tiep_nhan_luc",
        "received",
        _("Moment of acceptance"),
        "09 giờ 00 phút, ngày 10 tháng 9 năm 2018",
        ("01", "04", "05"),
    ),
    Variable(
        "hen_tra",
        "due",
        _("Appointment for the result"),
        "17 giờ 00 phút, ngày 13 tháng 9 năm 2018",
        ("01", "04", "05"),
    ),
    Variable(
        "gia_han",
        "extended",
        _("Extension of the appointment"),
        "",
        ("01",),
    ),
    Variable(
        "noi_nhan_ket_qua",
        "result_by",
        _("Way the result is received"),
        "Tại Bộ phận Một cửa",
        ("01",),
    ),
    Variable("quyen_so", "book", _("Book of the register"), "2018", ("01", BOOK)),
    Variable("so_thu_tu", "book_no", _("Line in the register"), "7", ("01",)),
    Variable(
        "nguoi_tiep_nhan",
        "clerk",
        _("Who received it here"),
        "Phạm Thị Mẫu",
        ("01", "03"),
    ),
    Variable(
        "yeu_cau",
        "items",
        _("What is asked for (a list)"),
        kinds=("02",),
        columns=(
            ("stt", "no", NO, "1"),
            ("noi_dung", "text", _("What has to be added"), "Bản sao giấy tờ mẫu"),
        ),
    ),
    Variable(
        "nguoi_huong_dan", "guide", _("Who gives advice"), "Phạm Thị Mẫu", ("02",)
    ),
    Variable("ly_do", "reason", _("Reason"), "Hồ sơ chưa đủ", ("02", "03", "04")),
    Variable(
        "hen_tra_cu",
        "old_due",
        _("Appointment before"),
        "17 giờ 00 phút, ngày 12 tháng 9 năm 2018",
        ("04",),
    ),
    Variable("phoi_hop", "helpers", _("Agencies that take part"), "Sở Khác", ("05",)),
    Variable(
        "lan_giao",
        "rows",
        _("Hand-overs (a list)"),
        kinds=("05",),
        columns=(
            ("stt", "no", NO, "1"),
            ("giao", "giver", _("Who gives"), "Phạm Thị Mẫu"),
            ("nhan", "taker", _("Who takes"), "Lê Văn Mẫu"),
            ("thoi_gian", "at", _("Moment"), "09:00 10/9/2018"),
            ("buoc", "step", _("Step that ended"), "Tiếp nhận"),
            ("ket_qua", "outcome", _("In time or not"), "đúng hạn"),
            ("ghi_chu", "note", _("Note"), ""),
        ),
    ),
    Variable("buoc_dang_lam", "step", _("Step being worked on"), "Thẩm định", ("05",)),
    Variable(
        "ket_thuc",
        "finished",
        _("Moment at which processing ended"),
        "09 giờ 00 phút, ngày 12 tháng 9 năm 2018",
        ("05",),
    ),
    Variable(
        "ket_qua_chung", "outcome", _("In time on the whole"), "trước hạn", ("05",)
    ),
    Variable(
        "thoi_gian",
        "span",
        _("Days that the register tells of"),
        "Từ ngày 01/01/2018 đến ngày 31/12/2018",
        (BOOK,),
    ),
    Variable("dong_dau", "first", _("First line of the document"), "1", (BOOK,)),
    Variable("dong_cuoi", "last", _("Last line of the document"), "2", (BOOK,)),
    Variable(
        "khoa_so",
        "closed",
        _("When, by whom and with what the book was closed"),
        "Sổ được khóa lúc 09 giờ 00 phút, ngày 10 tháng 01 năm 2019",
        (BOOK,),
    ),
    Variable(
        "ho_so",
        "lines",
        _("Lines of the register (a list)"),
        kinds=(BOOK,),
        columns=COLUMNS,
    ),
)


def of(kind: str) -> list[Variable]:
    """The variables of a form."""
    return [variable for variable in VARIABLES if variable.is_of(kind)]


def names(kind: str) -> dict[str, tuple[str, ...]]:
    """{name: names of columns} of everything a template of the form may name."""
    found = {v.name: tuple(c[0] for c in v.columns) for v in of(kind)}
    return found | ({QR: ()} if has_qr(kind) else {})


def has_qr(kind: str) -> bool:
    """Whether a form has a page where its dossier is followed."""
    return kind in OF_ONE


def named(kind: str, values: dict) -> dict:
    """The values of `values.of` under the names of templates."""
    found = {}
    for variable in of(kind):
        value = values.get(variable.key, "")
        if variable.columns:
            value = [
                {
                    name: row.get(key, "")
                    for name, key, _title, _sample in variable.columns
                }
                for row in value or ()
            ]
        found[variable.name] = value
    return found


def sample(kind: str) -> dict:
    """Values of a dossier that does not exist, as `values.of` gives them."""
    found = {}
    for variable in of(kind):
        row = {key: told for _name, key, _title, told in variable.columns}
        found[variable.key] = [row, dict(row)] if variable.columns else variable.sample
    return found
