"""A declaration with everything that forms can do, and answers to it."""

GOODS = {
    "title": "Tờ khai hàng hóa",
    "fieldsets": [
        {
            "title": "Người khai",
            "fields": [
                {
                    "name": "loai",
                    "kind": "choice",
                    "title": "Loại",
                    "values": [["nha", "Hộ gia đình"], ["cty", "Công ty"]],
                },
                {
                    "name": "von",
                    "kind": "money",
                    "title": "Vốn",
                    "condition": "loai = cty",
                    "more": "Số tiền ghi trên giấy đăng ký.",
                    "guide": "/huong-dan",
                },
                {
                    "name": "giay_phep",
                    "kind": "text",
                    "title": "Số giấy phép",
                    "condition": "von >= 1000000",
                    "pattern": r"GP-\d{1,4}",
                    "pattern_help": "Viết như GP-12.",
                    "example": "GP-12",
                },
                {
                    "name": "dan_toc",
                    "kind": "choice",
                    "list": "dan_toc",
                    "title": "Dân tộc",
                    "default": "Kinh",
                    "condition": "applicant.kind = citizen",
                },
                {"name": "sinh", "kind": "birth", "title": "Ngày sinh của chủ hàng"},
                {
                    "name": "kho",
                    "kind": "address",
                    "title": "Địa chỉ kho",
                    "required": False,
                },
            ],
        },
        {
            "title": "Hàng hóa",
            "help": "Khai từng mặt hàng.",
            "fields": [
                {
                    "name": "hang",
                    "kind": "group",
                    "title": "Danh mục hàng",
                    "row_title": "Mặt hàng",
                    "min": 1,
                    "max": 4,
                    "columns": [
                        {"name": "ten", "kind": "text", "title": "Tên hàng"},
                        {
                            "name": "so_luong",
                            "kind": "integer",
                            "title": "Số lượng",
                            "min": 1,
                        },
                        {"name": "don_gia", "kind": "money", "title": "Đơn giá"},
                        {
                            "name": "tien",
                            "kind": "computed",
                            "title": "Thành tiền",
                            "formula": "so_luong * don_gia",
                            "shows": "money",
                        },
                        {
                            "name": "xuat_xu",
                            "kind": "choice",
                            "title": "Xuất xứ",
                            "values": [["vn", "Trong nước"], ["nk", "Nhập khẩu"]],
                        },
                        {
                            "name": "nuoc",
                            "kind": "text",
                            "title": "Nước sản xuất",
                            "condition": "xuat_xu = nk",
                        },
                    ],
                },
                {
                    "name": "tong",
                    "kind": "computed",
                    "title": "Tổng giá trị",
                    "formula": "sum(hang.tien)",
                    "shows": "money",
                },
                {
                    "name": "bang_chu",
                    "kind": "computed",
                    "title": "Bằng chữ",
                    "formula": "money(tong)",
                    "shows": "text",
                },
            ],
        },
        {
            "title": "Ủy quyền",
            "condition": "loai = cty",
            "fields": [
                {"name": "dai_dien", "kind": "text", "title": "Người đại diện"},
                {
                    "name": "loi_dan",
                    "kind": "heading",
                    "title": "Lưu ý",
                    "help": "Ký tên và đóng dấu.",
                },
            ],
        },
    ],
}
ROW = {"ten": "Gạo", "so_luong": "10", "don_gia": "15.000", "xuat_xu": "vn"}
RIGHT = {"loai": "nha", "dan_toc": "Kinh", "sinh": "1985", "hang": [ROW]}
