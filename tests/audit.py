"""Procedures, accounts and dossiers for the tests of the audits."""

from datetime import timedelta
from hanam.dvc.catalogue import loading
from hanam.dvc.catalogue import lookup
from hanam.dvc.catalogue.audit import findings
from hanam.dvc.catalogue.audit.records import records
from hanam.dvc.catalogue.moment import PROVINCE
from hanam.dvc.register import session
from hanam.dvc.testing import INTEGRATION
from hanam.dvc.testing import SAMPLE_FUNCTIONAL
from lxml import html
from openpyxl import load_workbook
from plone.app.testing import setRoles
from plone.app.testing import TEST_USER_ID
from tests.registers import row

import datetime
import io
import requests
import transaction
import unittest


PASSWORD = "Mau-2018-hanam"
SUPERVISOR, EDITOR, CITIZEN, CLERK = "giam.sat", "bien.tap", "cong.dan", "mot.cua"
BIRTH, PAID = "1.001193", "1.004873"
PAGES = ("danh-muc", "kiem-tra-danh-muc", "nang-muc-do", "don-gian-hoa")
FILES = ("kiem-tra-danh-muc.xlsx", "nang-muc-do.xlsx", "don-gian-hoa.xlsx")
SERVICES = ("@completeness", "@levels", "@red-tape")
CODE = "1.900001"
COMPLETE = {
    "code": CODE,
    "title": "Đăng ký mẫu",
    "sector": "ho-tich",
    "agencies": ["so-tu-phap"],
    "declared_level": 4,
    "channels": ["online", "counter"],
    "subjects": ["Công dân Việt Nam"],
    "how_steps": ["Nộp hồ sơ."],
    "papers": [
        {"key": "to-khai", "title": "Tờ khai đăng ký", "form": "to-khai"},
        {"key": "khai-sinh", "title": "Giấy khai sinh của con"},
        {"key": "khac", "title": "Giấy chứng sinh"},
        {"key": "them", "title": "Giấy ủy quyền", "required": False},
    ],
    "limits": [{"value": 3, "unit": "working_day"}],
    "fees": [{"amount": 0, "title": "Lệ phí"}],
    "results": [{"title": "Giấy khai sinh"}],
    "legal_basis": [{"title": "Luật Hộ tịch"}],
    "plan": [{"title": "Xử lý", "role": "officer", "value": 1, "unit": "working_day"}],
    "effective_from": "2016-01-01",
    "decision": "Quyết định mẫu",
    "synonyms": ["làm mẫu"],
    "return_by_post": True,
}
FORM = {
    "title": "Tờ khai đăng ký",
    "minutes": 8,
    "fieldsets": [
        {
            "title": "Bạn khai",
            "fields": [{"name": "ho_ten", "kind": "text", "title": "Họ tên"}],
        }
    ],
}
TICK = {"name": "cam_doan", "kind": "bool", "title": "Tôi cam đoan"}


def dossiers(procedure, channel, count, days_ago=10, first=0, **facts):
    now = datetime.datetime.now(PROVINCE).replace(tzinfo=None)
    return [
        row(
            f"000.00.99.H25-{procedure}-{channel}-{days_ago}-{number + first:04}",
            procedure=procedure,
            channel=channel,
            filed=now - timedelta(days=days_ago),
            **facts,
        )
        for number in range(count)
    ]


class SampleCase(unittest.TestCase):
    layer = SAMPLE_FUNCTIONAL

    def setUp(self):
        self.portal = self.layer["portal"]
        self.url = self.portal.absolute_url()

    def get(self, path, user=None, accept="text/html", language="vi"):
        auth = (user, PASSWORD) if user else None
        headers = {"Accept": accept, "Accept-Language": language}
        return requests.get(
            f"{self.url}/{path}",
            auth=auth,
            headers=headers,
            timeout=60,
            allow_redirects=False,
        )

    def json(self, path, user=SUPERVISOR):
        answer = self.get(path, user, "application/json")
        self.assertEqual(answer.status_code, 200, answer.text)
        return answer.json()

    def tree(self, path, user=SUPERVISOR):
        answer = self.get(path, user)
        self.assertEqual(answer.status_code, 200, answer.text)
        return html.fromstring(answer.text)

    def sheet(self, path, user=SUPERVISOR):
        answer = self.get(path, user)
        self.assertEqual(answer.status_code, 200)
        return load_workbook(io.BytesIO(answer.content)).active

    def items(self, path, user=SUPERVISOR):
        found = self.json(f"{path}{'&' if '?' in path else '?'}b_size=100", user)
        return {item["code"]: item for item in found["items"]}

    def keep(self, *rows):
        session.for_writing().add_all(rows)
        transaction.commit()


class AuditCase(unittest.TestCase):
    layer = INTEGRATION

    def setUp(self):
        self.portal = self.layer["portal"]
        setRoles(self.portal, TEST_USER_ID, ["Manager"])
        loading.load_sectors([{"slug": "ho-tich", "title": "Hộ tịch"}])
        loading.load_agencies([{"slug": "so-tu-phap", "title": "Sở Tư pháp"}])

    def load(self, form=FORM, **values):
        """The complete procedure with some of its values changed."""
        loading.load_procedures([COMPLETE | values])
        procedure = lookup.procedure(CODE)
        if form:
            loading.load_declaration(procedure, form)
        return procedure

    def record(self):
        return next(record for record in records() if record.code == CODE)

    def gaps(self):
        found = findings.findings()
        return next(item.gaps for item in found if item.record.code == CODE)
