"""Whom the authority of the sample province has given certificates to. All are invented."""

from dataclasses import dataclass


PIN = "246810"
PERSON, SEAL = "person", "seal"


@dataclass(frozen=True)
class Holder:
    """Whose certificate it is; ``days`` it has been and will be valid, from today.

    ``home`` is the authority that gave it: "" the one of the province, else a stranger.
    """

    id: str
    name: str
    organisation: str
    title: str = ""
    kind: str = PERSON
    days: tuple[int, int] = (-30, 365 * 3)
    home: str = ""
    revoked: bool = False


HOLDERS = (
    Holder(
        "lanh-dao", "Hoàng Thị Lãnh Đạo", "Sở Tư pháp tỉnh Hà Nam (mẫu)", "Giám đốc"
    ),
    Holder(
        "chuyen-vien",
        "Phạm Văn Chuyên Viên",
        "Sở Tư pháp tỉnh Hà Nam (mẫu)",
        "Chuyên viên",
    ),
    Holder(
        "dau-so-tu-phap",
        "Sở Tư pháp tỉnh Hà Nam (mẫu)",
        "Sở Tư pháp tỉnh Hà Nam (mẫu)",
        kind=SEAL,
    ),
    Holder("het-han", "Chữ Ký Hết Hạn", "Cơ quan mẫu", days=(-800, -70)),
    Holder("thu-hoi", "Chữ Ký Thu Hồi", "Cơ quan mẫu", revoked=True),
    Holder("la", "Người Ký Lạ", "Tổ chức lạ", home="stranger"),
)
