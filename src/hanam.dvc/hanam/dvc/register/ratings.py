"""Ratings of dossiers and their running totals, both changed together."""

from datetime import datetime
from functools import cache
from hanam.dvc.register.dialects import insert_of
from hanam.dvc.register.model_ratings import RatingRow
from hanam.dvc.register.model_ratings import RatingTotal
from hanam.dvc.register.session import for_writing
from hanam.dvc.register.session import session
from sqlalchemy import select

import json


OVERALL = ""


def of(code: str, for_update: bool = False) -> RatingRow | None:
    """The rating of a dossier, or None."""
    asked = select(RatingRow).where(RatingRow.code == code)
    return session().scalars(asked.with_for_update() if for_update else asked).first()


def answers_of(row: RatingRow) -> dict[str, str]:
    """{criterion: answer} of a rating, the overall one under ``OVERALL``."""
    return {OVERALL: row.overall, **json.loads(row.answers)}


def rate(
    code: str,
    agency: str,
    procedure: str,
    overall: str,
    answers: dict[str, str],
    comment: str,
    now: datetime,
) -> RatingRow:
    """Keep a rating, or change the one there is; the totals follow."""
    current = for_writing()
    row = of(code, for_update=True)
    if row is None:
        quarter = now.year * 10 + (now.month + 2) // 3
        row = RatingRow(
            code=code, agency=agency, procedure=procedure, quarter=quarter, at=now
        )
        before = {}
        current.add(row)
    else:
        before = answers_of(row)
    row.overall, row.comment, row.changed = overall, comment, now
    row.answers = json.dumps(answers, sort_keys=True)
    current.flush()
    count(current, row, before, -1)
    count(current, row, answers_of(row), 1)
    return row


def count(current, row, answers, sign) -> None:
    """Add answers to the totals, or take them out (``sign`` -1), in one order always."""
    rows = [
        {
            "quarter": row.quarter,
            "agency": row.agency,
            "criterion": criterion,
            "answer": answer,
            "n": sign,
        }
        for criterion, answer in sorted(answers.items())
    ]
    if rows:
        current.execute(_counting(current.get_bind().dialect.name), rows)


def totals(quarter: int) -> list[tuple[str, str, str, int]]:
    """(agency, criterion, answer, number) of a quarter (year * 10 + quarter)."""
    asked = (
        select(
            RatingTotal.agency, RatingTotal.criterion, RatingTotal.answer, RatingTotal.n
        )
        .where(RatingTotal.quarter == quarter, RatingTotal.n != 0)
        .order_by(RatingTotal.agency, RatingTotal.criterion, RatingTotal.answer)
    )
    return [tuple(row) for row in session().execute(asked)]


def comments(agencies, since: datetime, size: int = 200) -> list[RatingRow]:
    """The latest ratings with words in them about these agencies."""
    if not agencies:
        return []
    asked = (
        select(RatingRow)
        .where(
            RatingRow.agency.in_(tuple(agencies)),
            RatingRow.changed >= since,
            RatingRow.comment != "",
        )
        .order_by(RatingRow.changed.desc(), RatingRow.code)
        .limit(size)
    )
    return list(session().scalars(asked))


@cache
def _counting(dialect):
    table = RatingTotal.__table__
    insert = insert_of(dialect)(table)
    return insert.on_conflict_do_update(
        index_elements=[
            table.c.quarter,
            table.c.agency,
            table.c.criterion,
            table.c.answer,
        ],
        set_={"n": table.c.n + insert.excluded.n},
    )
