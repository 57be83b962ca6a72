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
from hanam.dvc.register import statements
from hanam.dvc.register.model import DossierRow
from hanam.dvc.register.model import HistoryRow
from hanam.dvc.register.model import PauseRow
from hanam.dvc.register.model import StepRow
from hanam.dvc.register.session import session
from hanam.dvc.register.terms import fold
from hanam.dvc.register.terms import span
from hanam.dvc.rules.chain import READ
from sqlalchemy import literal_column
from sqlalchemy import select

import json


MANY = 1000
CHANGES = HistoryRow.action.not_like(f"{READ}%")
UNASSIGNED = "-"
DUES = ("", "overdue", "soon")
SORTS = {
    "due": ("next_due", False),
    "-due": ("next_due", True),
    "filed": ("filed", False),
    "-filed": ("filed", True),
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
    if query.sort not in SORTS or query.due not in DUES:
        raise BadQuery(query.sort if query.due in DUES else query.due)
    position = _decode(query.after)
    states = _states(query)
    if not query.agencies or not states:
        return Page((), "", 0, False)
    filters, params = _filters(query)
    few = _few(query, params)
    if not few:
        filters += (statements.BY_TEXT,)
    search = query.text and few
    read = statements.found if search else statements.ranges
    count = statements.found_total if search else _counted
    shape = (len(query.agencies), states, filters)
    total = session().scalar(count(*shape), params)
    found = _found(read, query, shape, params, position)
    after = ""
    if len(found) > query.size:
        found = found[: query.size]
        after = _encode(*found[-1])
    rows = _rows([code for _, code in found])
    return Page(rows, after, min(total, MANY), total > MANY)


def _states(query):
    """The states to list, known ones only and each once."""
    wanted = groups.RUNNING if query.due else groups.ALL
    return tuple(s for s in wanted if not query.states or s in query.states)


def _filters(query):
    """SQL conditions and all parameters of a list."""
    now = query.now or datetime.now()
    params = statements.agency_params(query.agencies)
    params |= {"practice": query.practice, "now": now, "many": MANY + 1}
    params["until"] = query.soon_until or _tomorrow(now)
    filters = ()
    if query.assignee == UNASSIGNED:
        filters += (statements.UNASSIGNED,)
    elif query.assignee:
        filters += (statements.ASSIGNED,)
        params["assignee"] = query.assignee
    if query.due:
        late = query.due == "overdue"
        filters += (statements.LATE if late else statements.SOON,)
    return filters, params


def _few(query, params):
    """Whether the index of terms finds so few that they are looked at one by one.

    If not, the list is read in its order and compared row by row: a common name comes soon.
    """
    if not query.text:
        return True
    words = span(query.text) or ("", "")
    params |= {"from_term": words[0], "to_term": words[1]}
    params["like"] = f"% {fold(query.text)}%"
    asked = statements.matches(len(query.agencies))
    return session().scalar(asked, params) <= MANY


def _counted(agencies, states, filters):
    return statements.totals(agencies, (("listed", states, filters),))


def _found(read, query, shape, params, position):
    """The (sort value, code) of one page and one more."""
    column, backwards = SORTS[query.sort]
    statement = read(column, backwards, *shape, position is not None)
    params = params | {"enough": query.size + 1}
    if position:
        params |= {"at": position[0], "code": position[1]}
    return session().execute(statement, params).all()


def _rows(codes):
    if not codes:
        return ()
    found = session().scalars(select(DossierRow).where(DossierRow.code.in_(codes)))
    by_code = {row.code: row for row in found}
    return tuple(by_code[code] for code in codes if code in by_code)


def of_codes(codes):
    """The rows of dossiers by their codes, in that order; unknown codes are left out."""
    return _rows(list(codes))


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


COUNTS = (
    ("to_accept", groups.TO_ACCEPT, ()),
    ("unassigned", groups.WORKED_ON, (statements.UNASSIGNED,)),
    ("mine", groups.OPEN, (statements.ASSIGNED,)),
    ("due_soon", groups.RUNNING, (statements.SOON,)),
    ("overdue", groups.RUNNING, (statements.LATE,)),
    ("waiting", groups.WAITING, ()),
    ("to_hand_over", groups.TO_HAND_OVER, ()),
    ("all_open", groups.OPEN, ()),
)


def counts(agencies, assignee, now, soon_until=None):
    """How much work waits with these agencies; each number stops at `MANY` + 1.

    Keys: `to_accept`, `unassigned`, `mine` (open and assigned to the user id `assignee`),
    `due_soon` (until `soon_until`, default the end of tomorrow), `overdue`, `waiting` (for the
    citizen), `to_hand_over`, `all_open`. `MANY` + 1 means "more than 1000".
    """
    agencies = tuple(agencies)
    if not agencies:
        return {name: 0 for name, _states, _filters in COUNTS}
    statement = statements.totals(len(agencies), COUNTS)
    params = statements.agency_params(agencies) | {
        "assignee": assignee,
        "practice": False,
        "now": now,
        "until": soon_until or _tomorrow(now),
        "many": MANY + 1,
    }
    return dict(session().execute(statement, params).mappings().one())


def by_code(code, for_update=False):
    """The row of a dossier or None; `for_update` also locks it (PostgreSQL)."""
    return session().get(DossierRow, code, with_for_update=for_update or None)


def history(code):
    """What happened to a dossier, oldest first; `trail.whole` also tells who looked."""
    asked = select(HistoryRow).where(HistoryRow.code == code, CHANGES)
    asked = asked.order_by(HistoryRow.id)
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
