"""Daily numbers of receiving units."""

from functools import cache
from hanam.dvc.register.dialects import insert_of
from hanam.dvc.register.model import DailyNumber
from hanam.dvc.register.session import for_writing


def next_number(unit_code, day):
    """The next number of a unit on a day, from 1, without gaps.

    Two filings of one unit wait for each other here until the first has committed or aborted;
    an abort gives the number back. `unit_code` is the code of the receiving unit, `day` a date
    of the province.
    """
    current = for_writing()
    first = {"unit_code": unit_code, "day": day, "last": 1}
    return current.scalar(_counting(current.get_bind().dialect.name), first)


@cache
def _counting(dialect):
    table = DailyNumber.__table__
    return (
        insert_of(dialect)(table)
        .on_conflict_do_update(
            index_elements=[table.c.unit_code, table.c.day],
            set_={"last": table.c.last + 1},
        )
        .returning(table.c.last)
    )
