"""The people of the stand-in for a national login; none of them exists."""

PEOPLE = {
    "mau-001": {
        "name": "Nguyễn Thị Mẫu",
        "personal_id": "035185000001",
        "birthdate": "1985-01-01",
        "phone_number": "+84900000001",
        "email": "nguoi.mau@vi-du.example",
        "acr": "muc-2",
    },
    "mau-002": {
        "name": "Trần Văn Ví Dụ",
        "personal_id": "035090000002",
        "birthdate": "1990-02-03",
        "phone_number": "+84900000002",
        "acr": "muc-1",
    },
    "mau-003": {"name": "Lê Thị Thử", "birthdate": "1970-12-30", "acr": "muc-1"},
}
