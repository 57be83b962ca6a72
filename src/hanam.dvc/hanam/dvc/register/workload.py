"""How much work each person of an agency has, read from indexes: it costs what the person has open
and ended in a month, however many dossiers the register holds."""
# ruff: noqa: S608 - names from this module, values are parameters

from dataclasses import dataclass
from dataclasses import field
from datetime import datetime
from functools import cache
from hanam.dvc.register import groups
from hanam.dvc.register.queries import MANY
from hanam.dvc.register.session import session
from sqlalchemy import bindparam
from sqlalchemy import DateTime
from sqlalchemy import text
from statistics import median


NOBODY = ""
DAY = 24 * 3600


@dataclass(frozen=True)
class Load:
    """The work of a person at an agency; each number stops at `MANY` + 1.

    ``open`` and by step, of these ``soon`` and ``overdue``; ``ended`` since a moment, with the
    median of days from acceptance to the end, None where nothing ended.
    """

    user: str
    open: int = 0
    soon: int = 0
    overdue: int = 0
    ended: int = 0
    days: float | None = None
    steps: tuple = field(default=())


def of(agency: str, user: str, now: datetime, until: datetime, since: datetime) -> Load:
    """The work of a user at an agency, or of `NOBODY` what waits there for somebody.

    ``until``: what is due by then counts as soon; ``since``: from when on ended work counts.
    """
    params = {"agency": agency, "user": user, "many": MANY + 1}
    numbers = session().execute(
        _open(bool(user)), params | {"now": now, "until": until}
    )
    steps, total, soon, overdue = [], 0, 0, 0
    for title, number, of_soon, of_late in numbers:
        total, soon, overdue = total + number, soon + of_soon, overdue + of_late
        steps.append((title, number))
    if not user:
        return Load(user, total, soon, overdue, steps=tuple(steps))
    ended = session().execute(_ended(), params | {"since": since, "now": now}).all()
    days = [(end - begin).total_seconds() / DAY for begin, end in ended if begin]
    middle = round(median(days), 1) if days else None
    return Load(user, total, soon, overdue, len(ended), middle, tuple(steps))


@cache
def _open(is_somebody):
    states = groups.OPEN if is_somebody else groups.WORKED_ON
    names = ", ".join(f"'{state}'" for state in states)
    running = ", ".join(f"'{state}'" for state in groups.RUNNING)
    who = "assignee <> '' AND assignee = :user" if is_somebody else "assignee = ''"
    moments = (bindparam(name, type_=DateTime) for name in ("now", "until"))
    return text(
        "SELECT step_title, count(*),"
        f" sum(CASE WHEN state IN ({running}) AND next_due >= :now"
        " AND next_due <= :until THEN 1 ELSE 0 END),"
        f" sum(CASE WHEN state IN ({running}) AND next_due < :now THEN 1 ELSE 0 END)"
        " FROM (SELECT step_title, state, next_due FROM dossier"
        f" WHERE {who} AND agency = :agency AND state IN ({names}) AND NOT practice"
        " LIMIT :many) AS part GROUP BY step_title ORDER BY step_title"
    ).bindparams(*moments)


@cache
def _ended():
    moments = (bindparam(name, type_=DateTime) for name in ("since", "now"))
    return (
        text(
            "SELECT received, finished FROM dossier"
            " WHERE assignee <> '' AND assignee = :user AND agency = :agency"
            " AND finished >= :since AND finished <= :now AND NOT practice"
            " LIMIT :many"
        )
        .bindparams(*moments)
        .columns(received=DateTime, finished=DateTime)
    )
