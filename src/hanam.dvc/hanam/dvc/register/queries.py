"""Lists, counts and look-ups of dossiers.

What a page costs does not grow with the register: a list is read from an index, a range for each
agency and state, and merged; counting stops at `MANY`; pages go on after the last row shown
(keyset), never by offset.
"""

from dataclasses import dataclass
from datetime import datetime
from datetime import timedelta
from hanam.dvc.register import groups
from hanam.dvc.register import sifting
from hanam.dvc.register import statements
from hanam.dvc.register.listing import Listing
from hanam.dvc.register.model import DossierRow
from hanam.dvc.register.model import HistoryRow
from hanam.dvc.register.model import PauseRow
from hanam.dvc.register.model import StepRow
from hanam.dvc.register.session import session
from hanam.dvc.register.terms import fold
from hanam.dvc.register.terms import span
from hanam.dvc.register.tokens import BadQuery
from hanam.dvc.register.tokens import decoded
from hanam.dvc.register.tokens import encoded
from hanam.dvc.rules.chain import READ
from sqlalchemy import literal_column
from sqlalchemy import select


MANY = 1000
CHANGES = HistoryRow.action.not_like(f"{READ}%")
UNASSIGNED = "-"
DUES = ("", "overdue", "soon")
SORTS = {
    "due": ("next_due", False),
    "-due": ("next_due", True),
    "filed": ("filed", False),
    "-filed": ("filed", True),
    "received": ("entered", False),
    "-received": ("entered", True),
    "since": ("state_since", False),
    "-since": ("state_since", True),
}
# Orders with an index of their own for all agencies together.
WIDE = ("due", "-due", "filed", "-filed")


@dataclass(frozen=True)
class WorklistQuery:
    """What to list.

    `agencies`: slugs whose dossiers may be shown (none: nothing is). `states`: state values, empty
    for all. `due`: `overdue`, `soon` (with `soon_until`) or empty. `assignee`: a user id,
    `UNASSIGNED`, or empty for all. `text`: a name, id number, phone or code, from the beginning of
    a word. `sort`: a key of `SORTS`. `after`: the token of the page before, `before`: that of the
    page after. `size`: rows a page. `practice`: dossiers of classes instead of real ones. `now`: what
    "overdue" is measured by. `procedure`, `channel`, `result_by`: values of these columns;
    `step`: the title of the present step. `between`: (column, from, before) of moments,
    columns of `statements.RANGED`. `tracks`: (column, value) of the tracks of a dossier.
    `words`: words of its content, all of them.
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
    before: str = ""
    procedure: str = ""
    channel: str = ""
    result_by: str = ""
    step: str = ""
    between: tuple = ()
    tracks: tuple = ()
    words: str = ""


@dataclass(frozen=True)
class Page:
    """A page of rows; `after` is the token of the next page or empty at the end, `before`
    that of the page before or empty at the beginning.

    `total` counts the whole list up to `MANY`; above that `many` is true ("more than 1000").
    `cut`: where no index knows a filter, only the next `LOOK` dossiers of the list were looked
    at; then the page may be short, `after` goes on behind them, and `many` means that the total
    is of the first `LOOK`.
    """

    rows: tuple
    after: str
    total: int
    many: bool
    before: str = ""
    cut: bool = False


def worklist(query):
    """The page of dossiers a `WorklistQuery` asks for; raises `BadQuery`."""
    position = decoded(query.before or query.after)
    listing = _listing(query)
    if listing is None:
        return Page((), "", 0, False)
    total, many = listing.total(MANY)
    found, edge = listing.read(position, bool(query.before))
    rows = _rows([code for _, code in found[: query.size]])
    return _page(query, rows, found, edge, total, many)


def total(query, most=MANY):
    """(number up to `most`, whether there are more) of what a `WorklistQuery` lists."""
    listing = _listing(query)
    if listing is None:
        return 0, False
    listing.params = listing.params | {"many": most + 1}
    return listing.total(most)


def _listing(query):
    """The list that is asked for, None where nothing can be in it; raises `BadQuery`."""
    if query.sort not in SORTS or query.due not in DUES:
        raise BadQuery(query.sort if query.due in DUES else query.due)
    states = _states(query)
    if not query.agencies or not states:
        return None
    order, backwards = SORTS[query.sort]
    is_wide = len(query.agencies) * len(states) > statements.RANGES
    if is_wide and query.sort not in WIDE:
        raise BadQuery(query.sort)
    filters, params = _filters(query)
    sieve = sifting.sieve(query, params, order, is_wide)
    filters += sifting.filters(query, params, order, is_wide)
    few = _few(query, params)
    if query.text and not few:
        filters += (statements.BY_TEXT,)
    if query.words:
        sieve += (sifting.content(query, params),)
    search = few and bool(query.text or query.words)
    if search:
        filters, sieve = filters + sieve, ()
    shape = (order, backwards, len(query.agencies), states, filters)
    by = "term" if query.text else "content"
    return Listing(shape, params | {"enough": query.size + 1}, sieve, search, by)


def _page(query, rows, found, edge, total, many):
    """The page of what was found, which may hold one more than asked for."""
    more = len(found) > query.size
    found = found[: query.size]
    onward = encoded(*(found[-1] if more else edge)) if more or edge else ""
    back = ""
    if (query.after or query.before) and (found or edge):
        back = encoded(*(found[0] if found else edge))
    cut = edge is not None and not more
    if query.before:
        return Page(rows[::-1], back, total, many, onward, cut)
    return Page(rows, onward, total, many, back, cut)


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
    Words of the content are looked for by the rarest of them.
    """
    if query.text:
        first, last = span(query.text) or ("", "")
        params |= {"from_term": first, "to_term": last}
        params["like"] = f"% {fold(query.text)}%"
        asked = statements.matches(len(query.agencies))
        return session().scalar(asked, params) <= MANY
    return not query.words or sifting.is_rare(query, params, MANY)


def _rows(codes):
    if not codes:
        return ()
    found = session().scalars(select(DossierRow).where(DossierRow.code.in_(codes)))
    by_code = {row.code: row for row in found}
    return tuple(by_code[code] for code in codes if code in by_code)


def of_codes(codes):
    """The rows of dossiers by their codes, in that order; unknown codes are left out."""
    return _rows(list(codes))


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
