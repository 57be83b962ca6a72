"""Numbers without gaps: of dossiers, letters, slips."""

from functools import cache
from hanam.dvc.register.dialects import insert_of
from hanam.dvc.register.model import DailyNumber
from hanam.dvc.register.session import for_writing


def next_number(unit_code, day):
    """The next number of a unit on a day, from 1, without gaps.

    `unit_code` is the code of the receiving unit, `day` a date of the province.
    """
    return counted(DailyNumber, unit_code=unit_code, day=day)


def counted(model, **keys) -> int:
    """The next number of the row of a table of counters with these keys, from 1.

    Who takes one waits here for another who has taken one of the same row, until that one has
    committed or aborted; an abort gives the number back. The table has its keys as primary
    key and a column `last`.
    """
    current = for_writing()
    statement = _counting(model, current.get_bind().dialect.name)
    return current.scalar(statement, keys | {"last": 1})


@cache
def _counting(model, dialect):
    table = model.__table__
    return (
        insert_of(dialect)(table)
        .on_conflict_do_update(
            index_elements=list(table.primary_key),
            set_={"last": table.c.last + 1},
        )
        .returning(table.c.last)
    )
