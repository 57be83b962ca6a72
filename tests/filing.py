"""A visitor who fills in the forms of the portal over HTTP, and the world to do it in."""

from hanam.dvc.catalogue import loading
from hanam.dvc.catalogue import lookup
from hanam.dvc.dossiers import access
from hanam.dvc.filing import braked
from lxml import html
from plone import api
from tests.dossiers import build_world
from tests.dossiers import PASSWORD
from tests.dossiers import PDF
from tests.dossiers import PROCEDURE

import requests
import transaction
import uuid


CODE = PROCEDURE["code"]
PNG = (
    b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x00\x00\x01\x00\x00\x00\x01\x08\x06\x00\x00"
    b"\x00\x1f\x15\xc4\x89\x00\x00\x00\rIDATx\x9cc\xf8\xcf\xc0\xf0\x1f\x00\x05\x00\x01\xff"
    b"\x89\x99=\x1d\x00\x00\x00\x00IEND\xaeB`\x82"
)
KINDS = {
    "title": "Tờ khai đủ loại",
    "minutes": 5,
    "fieldsets": [
        {
            "title": "Phần một",
            "fields": [
                {"name": "ten", "kind": "text", "title": "Tên", "max_length": 40},
                {
                    "name": "ly_do",
                    "kind": "multiline",
                    "title": "Lý do",
                    "required": False,
                },
                {
                    "name": "so_ban",
                    "kind": "integer",
                    "title": "Số bản",
                    "min": 1,
                    "max": 9,
                },
                {"name": "tien", "kind": "money", "title": "Số tiền"},
                {"name": "ngay", "kind": "date", "title": "Ngày"},
            ],
        },
        {
            "title": "Phần hai",
            "fields": [
                {
                    "name": "viec",
                    "kind": "choice",
                    "title": "Việc",
                    "values": [["khai_sinh", "Khai sinh"], ["khac", "Việc khác"]],
                },
                {
                    "name": "muc",
                    "kind": "choices",
                    "title": "Mục",
                    "values": [["a", "Mục a"], ["b", "Mục b"]],
                    "required": False,
                },
                {"name": "so_cccd", "kind": "personal_id", "title": "Số căn cước"},
                {
                    "name": "mst",
                    "kind": "tax_code",
                    "title": "Mã số thuế",
                    "required": False,
                },
                {"name": "may", "kind": "phone", "title": "Số máy"},
                {"name": "thu", "kind": "email", "title": "Thư", "required": False},
                {
                    "name": "xa",
                    "kind": "admin_unit",
                    "title": "Xã",
                    "required": False,
                },
                {"name": "cam_doan", "kind": "bool", "title": "Tôi cam đoan"},
            ],
        },
    ],
}
ANSWERS = {
    "ten": "Ví dụ",
    "ly_do": "Dòng một\nDòng hai",
    "so_ban": "2",
    "tien": "135.000",
    "ngay": "31/8/2018",
    "viec": "khai_sinh",
    "muc": ["a", "b"],
    "so_cccd": "035185000001",
    "mst": "0100109106",
    "may": "0912 345 678",
    "thu": "ten@vi-du.example",
    "xa": "",
    "cam_doan": "1",
}
PERSON = {
    "kind": "citizen",
    "name": "Nguyễn Thị Mẫu",
    "id_number": "035185000001",
    "birth_date": "1/1/1985",
    "phone": "0912 345 678",
}
CLOSED = {
    **PROCEDURE,
    "code": "1.999002",
    "title": "Cấp giấy đã bỏ",
    "effective_to": "2018-01-01",
}
OFFLINE = {
    **PROCEDURE,
    "code": "1.999003",
    "title": "Cấp giấy tại quầy",
    "declared_level": 2,
    "channels": ["counter", "post"],
}
COMMUNES = [
    {
        "slug": "huyen-mau",
        "title": "Ủy ban nhân dân huyện Mẫu",
        "short_title": "UBND huyện Mẫu",
        "kind": "district",
        "unit_code": "000.00.81.H25",
    },
    *(
        {
            "slug": f"xa-{number}",
            "title": f"Ủy ban nhân dân xã Mẫu {name}",
            "short_title": f"UBND xã Mẫu {name}",
            "kind": "commune",
            "parent": "huyen-mau",
            "gso_code": f"999{number}",
            "unit_code": f"000.{number}.81.H25",
        }
        for number, name in zip(
            range(10, 20),
            [
                "Đông",
                "Tây",
                "Nam",
                "Bắc",
                "Thượng",
                "Hạ",
                "Trung",
                "Đoài",
                "Tân",
                "Hòa",
            ],
            strict=True,
        )
    ),
]
COMMUNAL = {
    **PROCEDURE,
    "code": "1.999004",
    "title": "Cấp giấy ở xã",
    "agencies": ["so-mau", "@commune"],
    "papers": [
        {"key": "don", "title": "Đơn đề nghị"},
        {"key": "cu", "title": "Giấy cũ", "case": "lai", "required": False},
    ],
    "cases": [
        {"key": "moi", "title": "Cấp mới"},
        {"key": "lai", "title": "Cấp lại"},
    ],
}


def build_filing_world(portal) -> None:
    """`build_world` with a declaration of every kind, and procedures of other sorts."""
    braked.LOOKUPS.forget()
    build_world(portal)
    with api.env.adopt_roles(["Manager"]):
        loading.load_agencies(COMMUNES)
        loading.load_procedures([CLOSED, OFFLINE, COMMUNAL])
        for row in COMMUNES:
            access.ensure_agency(portal, row["slug"])
        loading.load_declaration(lookup.procedure(CODE), KINDS)
    transaction.commit()


class Visitor:
    """A browser without scripts: keeps cookies, follows redirects, fills in forms."""

    def __init__(self, portal, user=""):
        self.url = portal.absolute_url()
        self.session = requests.Session()
        self.session.headers["Accept"] = "text/html"
        if user:
            self.session.auth = (user, PASSWORD)
        self.answer = None

    def get(self, path):
        url = path if path.startswith("http") else f"{self.url}/{path}"
        return self.keep(self.session.get(url))

    def keep(self, answer):
        self.answer = answer
        self.page = html.fromstring(answer.text) if answer.text.strip() else None
        return answer

    @property
    def title(self) -> str:
        return " ".join(self.page.cssselect("h1")[0].text_content().split())

    @property
    def problems(self) -> list[str]:
        """The fields that the summary of errors links to ("" for none)."""
        return [
            (item.cssselect("a") or [{}])[0].get("href", "").lstrip("#")
            for item in self.page.cssselect(".dvc-errors li")
        ]

    def words(self, css="main") -> str:
        return " ".join(self.page.cssselect(css)[0].text_content().split())

    def form(self, number=0):
        return self.page.cssselect("main form[method=post]")[number]

    def values(self, number=0) -> list[tuple[str, str]]:
        """What a browser would send of the form as it is shown, without its buttons."""
        return [
            (name, value)
            for name, value in self.form(number).form_values()
            if name != "go"
        ]

    def send(self, values=None, go="", files=(), number=0, follow=True):
        """Send the form with some answers changed; a list is a control's many values."""
        values = dict(values or {})
        found = [pair for pair in self.values(number) if pair[0] not in values]
        for name, value in values.items():
            many = value if isinstance(value, list) else [value]
            found.extend((name, text) for text in many)
        if go:
            found.append(("go", go))
        form = self.form(number)
        parts = [(name, (None, text.encode())) for name, text in found]
        return self.keep(
            self.session.post(
                form.get("action"),
                files=[*parts, *files]
                if "multipart" in form.get("enctype", "")
                else None,
                data=None if "multipart" in form.get("enctype", "") else found,
                allow_redirects=follow,
            )
        )

    # -- the path of a filing

    def begin(self, code=CODE):
        self.get(f"thu-tuc/{code}/nop-ho-so")
        return self.send()

    def asks(self, name) -> bool:
        """Whether the page has a control of that name."""
        return bool(self.page.xpath(f"//main//*[@name={name!r}]"))

    def tell_who(self, slug="so-mau", **changes):
        """The first page; the agency too, where it is asked there."""
        person = PERSON | changes
        answers = {f"applicant.{key}": value for key, value in person.items()}
        if self.asks("place.agency"):
            answers["place.agency"] = slug
        return self.send(answers)

    def choose_place(self, slug="so-mau"):
        """The agency, where that is a page of its own or still to be told."""
        if not self.asks("place.agency"):
            return self.answer
        return self.send({"place.agency": slug})

    def declare(self, **changes):
        answers = ANSWERS | changes
        return self.send({f"data.{key}": value for key, value in answers.items()})

    def add_papers(self, *files):
        files = files or (("don.pdf", PDF),)
        return self.send(
            go="next", files=[("papers.don", (name, data)) for name, data in files]
        )

    def walk_to_check(self):
        """All pages up to the last."""
        self.begin()
        self.tell_who()
        self.choose_place()
        self.declare()
        self.add_papers()
        return self.choose_way()

    def choose_way(self, way="counter"):
        """How the result is received, where that is a page of its own."""
        if self.asks("check.statement"):
            return self.answer
        return self.send({"way.result_by": way})

    def file(self, **more):
        return self.send({"check.statement": "1"}, go="file", **more)


class Client:
    """An API client; ``user`` has the password of all."""

    def __init__(self, portal, user=""):
        self.url = portal.absolute_url()
        self.session = requests.Session()
        self.session.headers["Accept"] = "application/json"
        if user:
            self.session.auth = (user, PASSWORD)

    def get(self, path, **more):
        return self.session.get(f"{self.url}/{path}", **more)

    def post(self, body, key=None, **more):
        headers = {"Idempotency-Key": key or uuid.uuid4().hex}
        if more:
            return self.session.post(f"{self.url}/@dossiers", headers=headers, **more)
        return self.session.post(f"{self.url}/@dossiers", headers=headers, json=body)

    def example(self, code=CODE):
        return self.get(f"@dossiers/example?procedure={code}").json()
