"""Lists, counts and look-ups of dossiers.

What a page costs does not grow with the register: a list is read from an index, a range for each
agency and state, and merged; counting stops at `MANY`; pages go on after the last row shown
(keyset), never by offset.
"""

from base64 import urlsafe_b64decode
from base64 import urlsafe_b64encode
from dataclasses import dataclass
from datetime import datetime
from datetime import timedelta
from hanam.dvc.register import groups
from hanam.dvc.register.model import DossierRow
from hanam.dvc.register.model import DossierTerm
from hanam.dvc.register.model import HistoryRow
from hanam.dvc.register.model import PauseRow
from hanam.dvc.register.model import StepRow
from hanam.dvc.register.session import session
from hanam.dvc.register.terms import fold
from hanam.dvc.register.terms import span
from itertools import product
from sqlalchemy import func
from sqlalchemy import literal_column
from sqlalchemy import select
from sqlalchemy import tuple_
from sqlalchemy import union_all

import json


MANY = 1000
RANGES = 400
UNASSIGNED = "-"
SORTS = {
    "due": (DossierRow.next_due, False),
    "-due": (DossierRow.next_due, True),
    "filed": (DossierRow.filed, False),
    "-filed": (DossierRow.filed, True),
}


@dataclass(frozen=True)
class WorklistQuery:
    """What to list.

    `agencies`: slugs whose dossiers may be shown (none: nothing is). `states`: state values, empty
    for all. `due`: `overdue`, `soon` (with `soon_until`) or empty. `assignee`: a user id,
    `UNASSIGNED`, or empty for all. `text`: a name, id number, phone or code, from the beginning of
    a word. `sort`: a key of `SORTS`. `after`: the token of the page before. `size`: rows a page.
    `practice`: dossiers of classes instead of real ones. `now`: what "overdue" is measured by.
    """

    agencies: tuple = ()
    states: tuple = ()
    due: str = ""
    assignee: str = ""
    text: str = ""
    sort: str = "due"
    after: str = ""
    size: int = 25
    practice: bool = False
    now: datetime | None = None
    soon_until: datetime | None = None


@dataclass(frozen=True)
class Page:
    """A page of rows; `after` is the token of the next page or empty at the end.

    `total` counts the whole list up to `MANY`; above that `many` is true ("more than 1000").
    """

    rows: tuple
    after: str
    total: int
    many: bool


class BadQuery(ValueError):
    """A sort order or page token that the register does not know."""


def worklist(query):
    """The page of dossiers a `WorklistQuery` asks for; raises `BadQuery`."""
    if query.sort not in SORTS:
        raise BadQuery(query.sort)
    column, backwards = SORTS[query.sort]
    filters = _filters(query)
    found = _merge(query, filters, column, backwards, _decode(query.after))
    codes = [code for _, code in found[: query.size]]
    after = ""
    if len(found) > query.size:
        after = _encode(*found[query.size - 1])
    total = _total(query, filters)
    return Page(_rows(codes), after, min(total, MANY), total > MANY)


def _ranges(query):
    """The (agency, state) conditions the list is made of; few enough to be read one by one."""
    states = query.states or groups.ALL
    pairs = list(product(query.agencies, states))
    if len(pairs) <= RANGES:
        return [
            (DossierRow.agency == agency, DossierRow.state == state)
            for agency, state in pairs
        ]
    return [(DossierRow.agency.in_(query.agencies), DossierRow.state.in_(states))]


def _filters(query):
    filters = [DossierRow.practice == query.practice]
    if query.assignee == UNASSIGNED:
        filters.append(NOBODY)
    elif query.assignee:
        filters.append(DossierRow.assignee == query.assignee)
    now = query.now or datetime.now()
    if query.due == "overdue":
        filters += [DossierRow.next_due < now, DossierRow.state.in_(groups.RUNNING)]
    elif query.due == "soon":
        until = query.soon_until or _tomorrow(now)
        filters += [
            DossierRow.next_due >= now,
            DossierRow.next_due <= until,
            DossierRow.state.in_(groups.RUNNING),
        ]
    if query.text:
        filters.append(_text_filter(query))
    return filters


# Literal, not a parameter: only so the partial index is seen to fit.
NOBODY = literal_column("assignee") == literal_column("''")


def _text_filter(query):
    """By the index of terms while that finds few; else row by row, which then finds soon."""
    words = span(query.text)
    if words is None:
        return literal_column("1") == 0
    term = DossierTerm.term
    codes = select(DossierTerm.code).where(
        DossierTerm.agency.in_(query.agencies), term >= words[0], term < words[1]
    )
    few = session().scalars(codes.limit(MANY + 1)).all()
    if len(few) <= MANY:
        return DossierRow.code.in_(set(few))
    return DossierRow.folded.contains(f" {fold(query.text)}", autoescape=True)


def _merge(query, filters, column, backwards, after):
    """The (sort value, code) of one page and one more."""
    order = (
        (column.desc(), DossierRow.code.desc())
        if backwards
        else (
            column,
            DossierRow.code,
        )
    )
    if after:
        position = tuple_(column, DossierRow.code)
        filters = [*filters, position < after if backwards else position > after]
    parts = [
        select(column.label("at"), DossierRow.code.label("code"))
        .where(*between, *filters)
        .order_by(*order)
        .limit(query.size + 1)
        for between in _ranges(query)
    ]
    if not parts:
        return []
    whole = union_all(*(select(p.subquery()) for p in parts)).subquery()
    order = (whole.c.at, whole.c.code)
    if backwards:
        order = tuple(part.desc() for part in order)
    return (
        session()
        .execute(
            select(whole.c.at, whole.c.code).order_by(*order).limit(query.size + 1)
        )
        .all()
    )


def _total(query, filters):
    parts = [
        select(literal_column("1").label("one"))
        .select_from(DossierRow)
        .where(*between, *filters)
        .limit(MANY + 1)
        for between in _ranges(query)
    ]
    return _count(parts)


def _count(parts):
    if not parts:
        return 0
    whole = union_all(*(select(p.subquery()) for p in parts)).limit(MANY + 1)
    return session().scalar(select(func.count()).select_from(whole.subquery()))


def _rows(codes):
    found = session().scalars(select(DossierRow).where(DossierRow.code.in_(codes)))
    by = {row.code: row for row in found}
    return tuple(by[code] for code in codes)


def _encode(value, code):
    token = json.dumps([value.isoformat(), code]).encode()
    return urlsafe_b64encode(token).decode().rstrip("=")


def _decode(token):
    if not token:
        return None
    try:
        padded = token + "=" * (-len(token) % 4)
        value, code = json.loads(urlsafe_b64decode(padded))
        return datetime.fromisoformat(value), str(code)
    except (ValueError, TypeError) as error:
        raise BadQuery("after") from error


def _tomorrow(now):
    day = (now + timedelta(days=1)).date()
    return datetime.combine(day, datetime.max.time())


def counts(agencies, assignee, now, soon_until=None):
    """How much work waits with these agencies, each number counted up to `MANY` + 1.

    Keys: `to_accept`, `unassigned`, `mine` (open and assigned to `assignee`), `due_soon` (until
    `soon_until`, default the end of tomorrow), `overdue`, `waiting` (for the citizen),
    `to_hand_over`, `all_open`. `MANY` + 1 means "more than 1000".
    """
    due, real = DossierRow.next_due, DossierRow.practice == False  # noqa: E712
    until = soon_until or _tomorrow(now)
    asked = {
        "to_accept": (groups.TO_ACCEPT, ()),
        "unassigned": (groups.WORKED_ON, (NOBODY,)),
        "mine": (groups.OPEN, (DossierRow.assignee == assignee,)),
        "due_soon": (groups.RUNNING, (due >= now, due <= until)),
        "overdue": (groups.RUNNING, (due < now,)),
        "waiting": (groups.WAITING, ()),
        "to_hand_over": (groups.TO_HAND_OVER, ()),
        "all_open": (groups.OPEN, ()),
    }
    if not assignee:
        del asked["mine"]
    counted = {
        name: _count(_parts(agencies, states, (real, *filters)))
        for name, (states, filters) in asked.items()
    }
    return {"mine": 0} | counted


def _parts(agencies, states, filters):
    query = WorklistQuery(agencies=tuple(agencies), states=tuple(states))
    return [
        select(literal_column("1").label("one"))
        .select_from(DossierRow)
        .where(*between, *filters)
        .limit(MANY + 1)
        for between in _ranges(query)
    ]


def by_code(code, for_update=False):
    """The row of a dossier or None; `for_update` also locks it (PostgreSQL)."""
    return session().get(DossierRow, code, with_for_update=for_update or None)


def history(code):
    """What happened to a dossier, oldest first."""
    asked = select(HistoryRow).where(HistoryRow.code == code).order_by(HistoryRow.id)
    return session().scalars(asked).all()


def steps(code):
    """The steps of a dossier in their order."""
    asked = select(StepRow).where(StepRow.code == code).order_by(StepRow.no)
    return session().scalars(asked).all()


def pauses(code):
    """The pauses of a dossier's clock in their order."""
    asked = select(PauseRow).where(PauseRow.code == code).order_by(PauseRow.no)
    return session().scalars(asked).all()


def of_person(filed_by, size=100):
    """The dossiers a user has filed, newest first, at most `size`."""
    if not filed_by:
        return []
    asked = select(DossierRow).where(
        DossierRow.filed_by == filed_by,
        literal_column("filed_by") != literal_column("''"),
    )
    newest = asked.order_by(DossierRow.filed.desc(), DossierRow.code.desc())
    return session().scalars(newest.limit(size)).all()
