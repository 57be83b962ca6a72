"""A procedure as a flat row of plain values, for CSV and JSON."""

from contextlib import contextmanager
from hanam.dvc.catalogue import fees
from hanam.dvc.catalogue import limits
from hanam.dvc.catalogue import lookup
from hanam.dvc.catalogue import terms
from hanam.dvc.catalogue.search import facet_title
from hanam.dvc.catalogue.settings import life_events
from hanam.dvc.rules import tables
from plone import api
from zope.globalrequest import getRequest
from zope.i18n import translate


# Columns of the CSV file, in the language of the data.
COLUMNS = (
    ("code", "Mã thủ tục"),
    ("title", "Tên thủ tục"),
    ("sector", "Lĩnh vực"),
    ("agencies", "Cơ quan thực hiện"),
    ("government_levels", "Cấp thực hiện"),
    ("level", "Mức độ trực tuyến"),
    ("channels", "Cách thức nộp"),
    ("subjects", "Đối tượng thực hiện"),
    ("papers", "Thành phần hồ sơ"),
    ("limit", "Thời hạn giải quyết"),
    ("usual_median", "Một nửa hồ sơ xong trong (ngày làm việc)"),
    ("usual_most", "9 trên 10 hồ sơ xong trong (ngày làm việc)"),
    ("usual_count", "Số hồ sơ để tính"),
    ("fee", "Phí, lệ phí"),
    ("results", "Kết quả"),
    ("legal_basis", "Căn cứ pháp lý"),
    ("life_events", "Sự kiện"),
    ("decision", "Quyết định công bố"),
    ("effective_from", "Ngày có hiệu lực"),
    ("effective_to", "Ngày hết hiệu lực"),
    ("modified", "Cập nhật"),
    ("url", "Địa chỉ"),
)
AGENCY_COLUMNS = (
    ("agency", "Mã trong cổng"),
    ("title", "Tên cơ quan"),
    ("short_title", "Tên ngắn"),
    ("kind", "Loại"),
    ("parent", "Cơ quan cấp trên"),
    ("unit_code", "Mã định danh"),
    ("gso_code", "Mã đơn vị hành chính"),
    ("valid_from", "Từ ngày"),
    ("valid_to", "Đến ngày"),
    ("url", "Địa chỉ"),
)


def said(message) -> str:
    """In Vietnamese, the language of the data."""
    return translate(message, target_language="vi")


@contextmanager
def in_vietnamese():
    """What is told speaks the language of the data, whatever the reader's."""
    request = getRequest()
    if request is None:
        yield
        return
    before = request.get("LANGUAGE")
    request.set("LANGUAGE", "vi")
    try:
        yield
    finally:
        request.set("LANGUAGE", before)


def day(value) -> str:
    return "" if value is None else value.isoformat()


def modified(item) -> str:
    """When it last changed, ISO 8601 with the offset of the server."""
    return item.modified().ISO8601()


def titles(pairs, values) -> list[str]:
    return [said(terms.title_of(pairs, value)) for value in values or ()]


def row_of(item, url: str) -> dict:
    """All that is published about a procedure; lists stay lists, unknown is empty.

    Amounts in đồng, dates ISO. ``url`` is the address of its page.
    """
    events = {event["key"]: event["title"] for event in life_events()}
    return {
        "code": item.code or "",
        "title": item.title,
        "sector": said(facet_title("sector", item.sector)) if item.sector else "",
        "agencies": [said(facet_title("agency", s)) for s in item.agencies or ()],
        "government_levels": titles(terms.GOVERNMENT_LEVELS, item.government_levels),
        "level": item.declared_level,
        "channels": titles(terms.CHANNELS, item.channels),
        "subjects": list(item.subjects or ()),
        "papers": [
            {
                "title": paper["title"],
                "originals": paper["originals"],
                "copies": paper["copies"],
                "required": paper["required"],
            }
            for paper in item.papers or ()
        ],
        "limit": said(limits.in_words(limits.longest(item))),
        "fee": said(fees.summary(fees.summary_facts(item))),
        "results": [row["title"] for row in item.results or ()],
        "legal_basis": [
            {"title": row["title"], "number": row["number"]}
            for row in item.legal_basis or ()
        ],
        "life_events": [events.get(key, key) for key in item.life_events or ()],
        "decision": item.decision or "",
        "effective_from": day(item.effective_from),
        "effective_to": day(item.effective_to),
        "modified": modified(item),
        "url": url,
    }


def usual_row(known: dict | None) -> dict:
    """Usual times as columns, empty where there are too few dossiers."""
    names = ("median", "most", "count")
    return {f"usual_{name}": "" if known is None else known[name] for name in names}


def agency_row(item, url: str) -> dict:
    """An agency; ``parent`` is a slug."""
    return {
        "agency": item.getId(),
        "title": item.title,
        "short_title": item.short_title or "",
        "kind": said(terms.title_of(terms.AGENCY_KINDS, item.kind)),
        "parent": item.parent or "",
        "unit_code": item.unit_code or "",
        "gso_code": item.gso_code or "",
        "valid_from": day(item.valid_from),
        "valid_to": day(item.valid_to),
        "url": url,
    }


def cell(value) -> str:
    """A value as a cell of a table that a spreadsheet opens without running it."""
    if isinstance(value, list):
        value = "; ".join(cell_text(part) for part in value)
    return tables.cell(value)


def cell_text(part) -> str:
    if not isinstance(part, dict):
        return str(part)
    number = part.get("number")
    return f"{part['title']} ({number})" if number else part["title"]


def is_public(item, today) -> bool:
    """Whether a procedure belongs to the open data: published and in force."""
    return not lookup.is_closed(item, today)


def public_agency(item) -> bool:
    return api.content.get_state(item, default="published") == "published"
