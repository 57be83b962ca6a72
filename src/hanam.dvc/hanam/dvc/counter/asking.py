"""What a request asks of the worklist, read the same for the page, the file and the API."""

from dataclasses import replace
from datetime import datetime
from datetime import timedelta
from hanam.dvc.counter import searching
from hanam.dvc.counter.asked import Asked
from hanam.dvc.counter.asked import DAYS
from hanam.dvc.counter.asked import RANGES
from hanam.dvc.counter.asked import SIZE
from hanam.dvc.counter.asked import VALUES
from hanam.dvc.counter.desk import Desk
from hanam.dvc.counter.tabs import BY_ID
from hanam.dvc.counter.tabs import EVERYTHING
from hanam.dvc.counter.tabs import ME
from hanam.dvc.i18n import _
from hanam.dvc.register import groups
from hanam.dvc.register import queries
from hanam.dvc.rules.states import CODES
from hanam.dvc.rules.vietnamese import nfc


DUES = ("", "overdue", "soon")
MOST = 100
LONGEST_TEXT = 100
LONGEST_VALUE = 200
YEARS = (1900, 2999)
BY_NATIONAL_CODE = {
    str(number): state.value for state, number in CODES.items() if number
}


class BadRequest(ValueError):
    """Parameters that make no sense: ``args[0]`` is the message for the reader."""


class SearchEnded(BadRequest):
    """What was searched for is kept no more, or never was by this reader."""


def read(form, desk: Desk, tab: str = "all_open") -> Asked:
    """The choices in a query string or form; raises `BadRequest`, and `SearchEnded` where its
    key opens nothing: nobody gets the whole of a list for a part of it.

    ``tab`` is the list to show where none is named; a search or a state without a tab
    looks through everything.
    """

    def given(name):
        value = form.get(name) or ""
        if not isinstance(value, str):
            raise BadRequest(_("Say “${name}” only once.", mapping={"name": name}))
        return nfc(value).replace("\0", "").strip()

    key, text = given("s"), given("text") or given("q")
    values = {name: given(name) for name in VALUES}
    if text or values["words"]:
        key = ""
    elif key:
        text, values["words"] = _searched(key, desk)
    state = BY_NATIONAL_CODE.get(given("state"), given("state"))
    asked = Asked(
        tab=given("tab") or (EVERYTHING if text or state else tab),
        state=state,
        agency=given("agency"),
        due=given("due"),
        sort=given("sort") or _sort(given),
        after=given("after"),
        before=given("before"),
        text=text,
        size=_size(given("size")),
        practice="1" if given("practice") == "1" else "",
        more="1" if given("more") == "1" else "",
        s=key,
        **values,
        **{name: _day(given(name)) for name in DAYS},
    )
    _check(asked, desk)
    return asked


def _searched(key: str, desk: Desk) -> tuple[str, str]:
    found = searching.find(key, desk.user_id)
    if found is None:
        message = _(
            "What was searched for is no longer kept. Search again in the worklist."
        )
        raise SearchEnded(message)
    return found


def kept(asked: Asked, desk: Desk) -> Asked:
    """The same with a key for what is searched for, where that may tell of a person."""
    if not asked.is_loose:
        return asked
    return replace(asked, s=searching.keep(desk.user_id, asked.text, asked.words))


def without_search(form) -> dict:
    """The choices of a form but what was searched for, from the first page on."""
    names = ("s", "q", "text", "words", "after", "before")
    return {name: value for name, value in form.items() if name not in names}


def _sort(given) -> str:
    """The order where none is named: by the day that is asked for."""
    for name in ("filed", "received"):
        if given(f"{name}_from") or given(f"{name}_to"):
            return name
    return "due"


def _day(text: str) -> str:
    """A day as ISO, from ISO or as it is written here: 06/9/2018."""
    if not text:
        return ""
    for pattern in ("%Y-%m-%d", "%d/%m/%Y"):
        try:
            day = datetime.strptime(text, pattern).date()
        except ValueError:
            continue
        if YEARS[0] <= day.year <= YEARS[1]:
            return day.isoformat()
    raise BadRequest(_("Enter days as day/month/year."))


def _size(text: str) -> int:
    if not text:
        return SIZE
    if not (text.isascii() and text.isdigit() and 1 <= int(text[:9]) <= MOST):
        message = _(
            "“size” must be a number from 1 to ${most}.", mapping={"most": MOST}
        )
        raise BadRequest(message)
    return int(text)


def _check(asked: Asked, desk: Desk) -> None:
    known = {
        "tab": tuple(BY_ID),
        "state": ("", *groups.ALL),
        "due": DUES,
        "sort": tuple(queries.SORTS),
    }
    for name, values in known.items():
        if getattr(asked, name) not in values:
            choices = ", ".join(value for value in values if value)
            facts = {"name": name, "choices": choices}
            raise BadRequest(_("“${name}” must be one of: ${choices}.", mapping=facts))
    if asked.agency and asked.agency not in desk.agencies:
        raise BadRequest(_("You do not work for an agency of this name."))
    if any(len(getattr(asked, name)) > LONGEST_VALUE for name in VALUES):
        facts = {"most": LONGEST_VALUE}
        raise BadRequest(_("Search for at most ${most} characters.", mapping=facts))
    if asked.words and not desk.shows_persons:
        raise BadRequest(_("Only those who work on dossiers search in their content."))
    if len(asked.text) > LONGEST_TEXT:
        facts = {"most": LONGEST_TEXT}
        raise BadRequest(_("Search for at most ${most} characters.", mapping=facts))
    if not desk.shows_persons and searching.is_personal(asked.text):
        raise BadRequest(_("Search by the full code of a dossier."))


def states_of(asked: Asked) -> tuple[str, ...] | None:
    """The states to list (empty: all); None where tab and state exclude each other."""
    states = BY_ID[asked.tab].states
    if not asked.state:
        return states
    if states and asked.state not in states:
        return None
    return (asked.state,)


def query_of(asked: Asked, desk: Desk, now: datetime) -> queries.WorklistQuery:
    """The question to the register."""
    tab, states = BY_ID[asked.tab], states_of(asked)
    agencies = (asked.agency,) if asked.agency else desk.agencies
    due = tab.due or asked.due
    if tab.due and asked.due and asked.due != tab.due:
        states = None
    return queries.WorklistQuery(
        agencies=() if states is None else agencies,
        states=states or (),
        due=due,
        assignee=desk.user_id if tab.assignee == ME else tab.assignee or asked.assignee,
        text=asked.text,
        sort=asked.sort,
        after=asked.after,
        before=asked.before,
        size=asked.size,
        practice=bool(asked.practice),
        now=now,
        procedure=asked.procedure,
        channel=asked.channel,
        result_by=asked.result_by,
        step=asked.step,
        words=asked.words,
        between=_between(asked),
        tracks=tuple(
            (name, getattr(asked, name))
            for name in ("money", "delivery", "shelf")
            if getattr(asked, name)
        ),
    )


def _between(asked: Asked) -> tuple:
    """(column, from, before) of each range of days."""
    found = []
    for name, column in RANGES.items():
        start, end = getattr(asked, f"{name}_from"), getattr(asked, f"{name}_to")
        if start or end:
            begins = datetime.fromisoformat(start) if start else None
            ends = datetime.fromisoformat(end) + timedelta(days=1) if end else None
            found.append((column, begins, ends))
    return tuple(found)


def page_of(asked: Asked, desk: Desk, now: datetime) -> queries.Page:
    """One page of the list; raises `BadRequest` for a page token that is none."""
    try:
        return queries.worklist(query_of(asked, desk, now))
    except queries.BadQuery as error:
        raise _told(error) from error


def total_of(
    asked: Asked, desk: Desk, now: datetime, most: int = queries.MANY
) -> tuple[int, bool]:
    """(number up to ``most``, whether there are more) of the whole list; raises
    `BadRequest`."""
    try:
        return queries.total(query_of(asked, desk, now), most)
    except queries.BadQuery as error:
        raise _told(error) from error


def _told(error: queries.BadQuery) -> BadRequest:
    if error.args[0] in queries.SORTS:
        message = _("Choose an agency first: this order is kept for one at a time.")
    else:
        message = _("This page of the list is not known. Begin at the first page.")
    return BadRequest(message)


def codes_of(asked: Asked, desk: Desk, now: datetime, most: int) -> list[str]:
    """The codes of the whole list in its order, at most ``most``; raises `BadRequest`."""
    found: list[str] = []
    asked = replace(asked, after="", size=MOST)
    while True:
        page = page_of(asked, desk, now)
        found += [row.code for row in page.rows]
        if not page.after or len(found) >= most:
            return found[:most]
        asked = replace(asked, after=page.after)
