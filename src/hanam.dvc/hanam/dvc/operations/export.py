"""All dossiers as a table, a row each, for whoever counts by themselves."""

from collections.abc import Iterator
from datetime import datetime
from hanam.dvc.dossiers import moment
from hanam.dvc.register import session
from hanam.dvc.register.model import DossierRow
from hanam.dvc.rules.states import CODES
from hanam.dvc.rules.states import State
from sqlalchemy import select

import csv
import json


COLUMNS = (
    "code",
    "procedure",
    "agency",
    "channel",
    "assisted_by",
    "filed",
    "received",
    "due",
    "finished",
    "returned",
    "state",
    "state_code",
    "procedure_title",
    "case",
    "level",
    "online_capable",
    "unit",
    "place",
    "result_by",
    "supplements",
)
PERSONAL = (
    "applicant_name",
    "applicant_id",
    "owner_name",
    "owner_id",
    "phone",
    "filed_by",
)
FORMATS = ("csv", "jsonl")
STREAM = 1000


def export(form: str, out, personal: bool = False, practice: bool = False) -> int:
    """Write all dossiers to the text file ``out`` in the order of their codes; how many.

    ``form`` is one of `FORMATS`. Times are ISO 8601 with +07:00 and empty where there is none;
    ``received`` is the moment of acceptance. ``personal`` adds names and numbers of people,
    ``practice`` the dossiers of classes. ValueError for another form.
    """
    if form not in FORMATS:
        raise ValueError(form)
    columns = COLUMNS + (PERSONAL if personal else ())
    write = _csv(out, columns) if form == "csv" else _jsonl(out, columns)
    count = 0
    for values in _values(columns, practice):
        write(values)
        count += 1
    return count


def _values(columns, practice) -> Iterator[list]:
    special = {"state_code": DossierRow.state, "supplements": DossierRow.rounds}
    asked = select(
        *(special.get(name) or getattr(DossierRow, name) for name in columns)
    )
    if not practice:
        asked = asked.where(DossierRow.practice.is_(False))
    streamed = asked.order_by(DossierRow.code).execution_options(yield_per=STREAM)
    place = columns.index("state_code")
    for row in session.session().execute(streamed):
        values = list(row)
        values[place] = CODES[State(values[place])]
        yield values


def _csv(out, columns):
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(columns)

    def write(values):
        writer.writerow([_safe(_plain(value)) for value in values])

    return write


def _jsonl(out, columns):
    def write(values):
        known = {
            name: _plain(value) for name, value in zip(columns, values, strict=True)
        }
        out.write(json.dumps(known, ensure_ascii=False) + "\n")

    return write


def _plain(value):
    if isinstance(value, datetime):
        return moment.iso(value)
    return "" if value is None else value


def _safe(value):
    """No text that a spreadsheet would take for a formula."""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, str) and value[:1] in "=+-@\t\r" and value:
        return "'" + value
    return value
