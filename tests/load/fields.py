"""What one filing carries in every system that is measured: 20 fields and a paper of 200 KB."""

from datetime import date
from datetime import datetime

import io
import random
import zlib


# name: (schema type of the stock Plone type, kind of value)
FIELDS = {
    "description": "Text",
    "procedure": "TextLine",
    "agency": "TextLine",
    "channel": "TextLine",
    "received": "Datetime",
    "deadline": "Datetime",
    "applicant": "TextLine",
    "id_number": "TextLine",
    "phone": "TextLine",
    "email": "TextLine",
    "province": "TextLine",
    "commune": "TextLine",
    "address": "TextLine",
    "dob": "Date",
    "gender": "TextLine",
    "fee": "Int",
    "paid": "Bool",
    "result_method": "TextLine",
    "note": "Text",
}
AGENCIES = [f"so-{number:02d}" for number in range(24)]
TEXT = """
đăng ký khai sinh cấp bản sao trích lục hộ tịch giấy phép xây dựng nhà ở riêng lẻ
xác nhận tình trạng hôn nhân kinh doanh cá thể chứng thực chữ ký hợp đồng tài sản đất đai
"""
SYLLABLES = TEXT.split()


def words(rnd: random.Random, count: int) -> str:
    """A text of real syllables, so that text indexes have what they have in life."""
    return " ".join(rnd.choice(SYLLABLES) for _ in range(count))


def values(number: int, rnd: random.Random) -> dict:
    """The title and the 19 other fields of a filing, by name."""
    return {
        "title": f"Hồ sơ {number} {words(rnd, 5)}",
        "description": words(rnd, 12),
        "procedure": f"1.{rnd.randrange(2000):06d}",
        "agency": rnd.choice(AGENCIES),
        "channel": rnd.choice(["online", "counter", "post"]),
        "received": datetime(2018, 9, 1, 8, 0),
        "deadline": datetime(2018, 9, 7, 17, 0),
        "applicant": f"Nguyễn Văn {words(rnd, 1).title()}",
        "id_number": f"0350850{rnd.randrange(10**5):05d}",
        "phone": "0900000000",
        "email": "a@mau.example",
        "province": "Hà Nam",
        "commune": "phường Minh Khai",
        "address": f"Số {rnd.randrange(300)} {words(rnd, 3)}",
        "dob": date(1985, 1, 1),
        "gender": "nam",
        "fee": 8000,
        "paid": False,
        "result_method": "post",
        "note": words(rnd, 40),
    }


def paper(size: int = 200 * 1024, seed: int = 1) -> bytes:
    """A valid one-page PDF of about ``size`` bytes that does not compress."""
    noise = random.Random(seed).randbytes(size - 600)
    out = io.BytesIO()
    places = []

    def add(body: bytes) -> None:
        places.append(out.tell())
        out.write(b"%d 0 obj\n" % len(places) + body + b"\nendobj\n")

    out.write(b"%PDF-1.4\n")
    add(b"<< /Type /Catalog /Pages 2 0 R >>")
    add(b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>")
    add(b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 420 595] /Contents 4 0 R >>")
    text = zlib.compress(b"BT ET")
    add(
        b"<< /Length %d /Filter /FlateDecode >>\nstream\n" % len(text)
        + text
        + b"\nendstream"
    )
    add(b"<< /Length %d >>\nstream\n" % len(noise) + noise + b"\nendstream")
    start = out.tell()
    out.write(b"xref\n0 %d\n0000000000 65535 f \n" % (len(places) + 1))
    out.writelines(b"%010d 00000 n \n" % place for place in places)
    out.write(b"trailer\n<< /Size %d /Root 1 0 R >>\n" % (len(places) + 1))
    out.write(b"startxref\n%d\n%%%%EOF\n" % start)
    return out.getvalue()
