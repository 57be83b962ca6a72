"""What clerks type, brought into the shapes that dossiers take."""

from datetime import datetime
from hanam.dvc.dossiers.content import PERSON
from hanam.dvc.rules.vietnamese import nfc

import re


DATE = re.compile(r"(\d{1,2})[/.\- ](\d{1,2})[/.\- ](\d{4})")
TIME = re.compile(r"(\d{1,2})(?:[:hg. ](\d{2})?)?")
DIGITS_DATE = re.compile(r"(\d{2})(\d{2})(\d{4})")


def text(form, name: str) -> str:
    """One value of a form, without the blanks around it."""
    value = form.get(name)
    return nfc(value).strip() if isinstance(value, str) else ""


def number(form, name: str) -> int:
    """A count of sheets; 0 for what is none."""
    value = text(form, name)
    return int(value) if value.isascii() and value.isdigit() and len(value) < 4 else 0


def whole(form, name: str) -> int | None:
    """A whole number that the page itself sent, as a version; None for what is none."""
    value = text(form, name)
    return (
        int(value) if value.isascii() and value.isdigit() and len(value) < 19 else None
    )


def birth_date(typed: str) -> str:
    """ "6/9/1985" or "06091985" as "1985-09-06"; anything else as it is, to be checked."""
    found = DATE.fullmatch(typed) or DIGITS_DATE.fullmatch(typed)
    if found is None:
        return typed
    day, month, year = found.groups()
    return f"{year}-{int(month):02}-{int(day):02}"


def moment(day: str, hour: str) -> datetime | None:
    """ "6/9/2018" and "16:30" (or "16h30", "16") as a local time; None for anything else."""
    time = TIME.fullmatch(hour)
    try:
        found = datetime.fromisoformat(birth_date(day))
        return found.replace(hour=int(time[1]), minute=int(time[2] or 0))
    except (ValueError, TypeError):
        return None


def shown_date(iso: str) -> str:
    """A birth date as it is typed: "1985-09-06" as "06/09/1985"; a year as it is."""
    parts = iso.split("-")
    return "/".join(reversed(parts)) if len(parts) == 3 else iso


def person(form, prefix: str) -> dict:
    """The person typed into the fields ``<prefix>.<key>``, every key there.

    Only the number that fits the kind is taken: what stands in a hidden field is none.
    """
    found = {key: text(form, f"{prefix}.{key}") for key in PERSON}
    found["kind"] = found["kind"] or "citizen"
    found["birth_date"] = birth_date(found["birth_date"])
    unused = (
        ("id_number", "birth_date") if found["kind"] != "citizen" else ("tax_code",)
    )
    return found | dict.fromkeys(unused, "")


def lines(typed: str) -> list[str]:
    """The lines of a text area that say something."""
    return [line.strip() for line in typed.splitlines() if line.strip()]
