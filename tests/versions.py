"""Procedures with versions, days that pass, and decisions, for tests."""

from contextlib import contextmanager
from datetime import date
from datetime import datetime
from hanam.dvc.catalogue import loading
from hanam.dvc.catalogue import lookup
from hanam.dvc.catalogue import moment
from hanam.dvc.catalogue.versions import lifecycle
from plone import api
from unittest.mock import patch


CODE = "1.999001"
SECTOR = {"slug": "linh-vuc-mau", "title": "Lĩnh vực mẫu"}
AGENCY = {
    "slug": "so-mau",
    "title": "Sở Mẫu",
    "kind": "province_body",
    "unit_code": "000.00.01.H25",
}
PROCEDURE = {
    "code": CODE,
    "title": "Thủ tục mẫu",
    "sector": "linh-vuc-mau",
    "agencies": ["so-mau"],
    "channels": ["online", "counter"],
    "declared_level": 3,
    "how_steps": ["Nộp hồ sơ.", "Nhận kết quả."],
    "limits": [{"value": 5, "unit": "working_day"}],
    "papers": [{"key": "don", "title": "Đơn đề nghị", "originals": 1}],
    "fees": [{"kind": "charge", "title": "Lệ phí", "amount": 20000}],
    "effective_from": "2016-01-01",
}
OTHER = {**PROCEDURE, "code": "1.999002", "title": "Thủ tục thay thế"}


def load(*rows, publish=True):
    """The sector, the agency and procedures; returns the first procedure."""
    loading.load_sectors([SECTOR])
    loading.load_agencies([AGENCY])
    rows = rows or (PROCEDURE,)
    loading.load_procedures(rows, publish)
    return lookup.procedure(rows[0]["code"])


@contextmanager
def on(day: date):
    """It is ``day`` in the province."""

    class Clock(datetime):
        @classmethod
        def now(cls, tz=None):
            return datetime(day.year, day.month, day.day, 9, 0, tzinfo=tz)

    with patch.object(moment, "datetime", Clock):
        yield


def write(procedure, start: date, **values):
    """A new draft version that begins on ``start``."""
    version = lifecycle.start(procedure)
    version.effective_from = start
    for name, value in values.items():
        setattr(version, name, value)
    return version


def approve(version):
    """Send to review and approve."""
    api.content.transition(version, "submit")
    api.content.transition(version, "approve")
    return version


def limit(days: int) -> list[dict]:
    """``limits`` of so many working days."""
    row = {"case": "", "channel": "", "value": days, "unit": "working_day", "text": ""}
    return [row]
