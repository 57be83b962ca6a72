"""A body that `POST @dossiers` accepts as it stands, for any procedure filed online.

All of it is fictional: the name says so, the numbers have the right form and belong to
nobody (the serial of the personal number is zeros, the phone number ends in zeros).
"""

from base64 import b64encode
from hanam.dvc.catalogue import lookup
from hanam.dvc.dossiers import moment
from hanam.dvc.filing import places
from hanam.dvc.filing import sample_paper
from hanam.dvc.filing.answers import components
from hanam.dvc.filing.answers import declared_fields
from hanam.dvc.filing.answers import result_ways
from hanam.dvc.filing.asking import Asked
from hanam.dvc.filing.formfield import FormField
from hanam.dvc.rules import identity


PERSONAL_ID = "035185000000"
PHONE = "0900000000"
EMAIL = "nguoi.mau@vi-du.example"
BIRTH = "1985-01-15"
DAY = "2018-01-15"


def tax_code() -> str:
    """The first number after 0700000000 whose check digit is right."""
    numbers = (f"0700000{serial:03}" for serial in range(1000))
    return next(number for number in numbers if identity.tax_check(number))


def applicant() -> dict:
    """A citizen who does not exist."""
    return {
        "kind": "citizen",
        "name": "Nguyễn Thị Mẫu",
        "id_number": PERSONAL_ID,
        "birth_date": BIRTH,
        "phone": PHONE,
        "email": EMAIL,
        "address": "Số nhà 0, đường Ví Dụ",
        "commune": first_commune(),
        "tax_code": "",
    }


def first_commune() -> str:
    groups = places.communes()
    return groups[0][1][0][0] if groups else ""


def value_for(field: FormField):
    """A valid answer of the field's kind."""
    makers = {
        "integer": lambda: number_for(field),
        "money": lambda: number_for(field, 1_000_000),
        "number": lambda: str(number_for(field)),
        "date": lambda: day_for(field, DAY),
        "birth": lambda: BIRTH,
        "choice": lambda: field.all_choices[0][0],
        "choices": lambda: [field.all_choices[0][0]],
        "admin_unit": first_commune,
        "bool": lambda: True,
        "group": lambda: [
            answers(field.columns) for _row in range(max(1, int(field.minimum)))
        ],
        "address": lambda: {
            "detail": "Số nhà 0, đường Ví Dụ",
            "commune": first_commune(),
        },
        "personal_id": lambda: PERSONAL_ID,
        "tax_code": tax_code,
        "phone": lambda: PHONE,
        "email": lambda: EMAIL,
    }
    return makers.get(field.kind, lambda: text_for(field))()


def answers(fields, facts=None) -> dict:
    """A valid answer to each field that is asked where all are answered like this."""
    found = {field.name: value_for(field) for field in fields if field.is_answered}
    known = Asked(fields, found, facts)
    asked = [field for field in fields if field.name in found and known.asks(field)]
    return {field.name: found[field.name] for field in asked}


def number_for(field: FormField, wanted: int = 1) -> int:
    """``wanted``, moved between the field's limits."""
    if field.minimum is not None:
        wanted = max(wanted, int(field.minimum))
    if field.maximum is not None:
        wanted = min(wanted, int(field.maximum))
    return wanted


def day_for(field: FormField, wanted: str) -> str:
    """``wanted`` (ISO), moved between the field's limits."""
    if field.minimum is not None:
        wanted = max(wanted, field.minimum.isoformat())
    if field.maximum is not None:
        wanted = min(wanted, field.maximum.isoformat())
    return wanted


def text_for(field: FormField) -> str:
    if field.example or field.default:
        return field.example or field.default
    text = "Ví dụ"
    while len(text) < field.min_length:
        text += " ví dụ"
    return text[: field.max_length] if field.max_length else text


def body_for(procedure, agency: str = "") -> dict:
    """The body of a filing under ``procedure``; with ``agency``, to it."""
    case = procedure.cases[0]["key"] if procedure.cases else ""
    paper = b64encode(sample_paper.pdf("Giay to vi du - sample paper")).decode()
    if not agency:
        found = lookup.agencies_of(procedure, moment.now().date())
        agency = found[0].getId() if found else ""
    return {
        "procedure": procedure.getId(),
        "case": case,
        "agency": agency,
        "channel": "online",
        "applicant": applicant(),
        "data": answers(
            declared_fields(procedure), {"case": case, "applicant.kind": "citizen"}
        ),
        "papers": [
            {
                "component": row["key"],
                "filename": f"{row['key']}.pdf",
                "content_type": "application/pdf",
                "data": paper,
            }
            for row in components(procedure, case)
            if row["required"]
        ],
        "result_by": result_ways(procedure)[0][0],
    }
