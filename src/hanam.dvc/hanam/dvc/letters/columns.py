"""The columns of the register of dossiers (form 06): what a template calls each, the name of its
value, its title (a message) and what a sample says."""

from hanam.dvc.i18n import _


COLUMNS = (
    ("stt", "no", _("No."), "1"),
    ("ma_ho_so", "code", _("Code of the dossier"), "000.00.99.H25-180910-0001"),
    ("thu_tuc", "procedure", _("Name of the procedure"), "Cấp giấy mẫu"),
    ("so_bo", "sets", _("Dossiers (sets)"), "1"),
    (
        "ho_ten",
        "person",
        _("Name of the person or organisation"),
        "Nguyễn Thị Mẫu & <Con>",
    ),
    (
        "dia_chi",
        "address",
        _("Address, phone"),
        "Số 1 đường Mẫu, phường Mẫu, 0900 000 000",
    ),
    ("co_quan", "agency", _("Agency that resolves it"), "Sở Mẫu"),
    ("ngay_nhan", "received", _("Received on"), "09:00 10/9/2018"),
    ("hen_tra", "due", _("Result promised for"), "17:00 13/9/2018"),
    ("ngay_co_ket_qua", "finished", _("Result came on"), "09:00 12/9/2018"),
    ("ngay_tra", "returned", _("Result handed over on"), "10:00 12/9/2018"),
    (
        "phuong_thuc",
        "result_by",
        _("Way the result is received"),
        "Tại Bộ phận Một cửa",
    ),
    ("ky_nhan", "signature", _("Signature"), ""),
    ("ghi_chu", "note", _("Note"), "đã quá hạn"),
)
HEADERS = tuple(title for _name, _key, title, _sample in COLUMNS)
KEYS = tuple(key for _name, key, _title, _sample in COLUMNS)
