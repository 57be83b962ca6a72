"""The worklist as a table: its columns, and its rows block by block."""

from collections.abc import Iterator
from dataclasses import replace
from hanam.dvc.counter import asking
from hanam.dvc.counter import settings
from hanam.dvc.counter.asking import MOST
from hanam.dvc.counter.lines import line_of
from hanam.dvc.counter.lines import Reader
from hanam.dvc.i18n import _


NAME = "viec"
COLUMNS = (
    ("code", _("Code")),
    ("who", _("For whom")),
    ("procedure_title", _("Procedure")),
    ("agency", _("Agency")),
    ("state_title", _("State")),
    ("channel", _("Channel")),
    ("filed", _("Filed on")),
    ("due", _("Due")),
    ("left", _("Time left")),
    ("assignee", _("Worked on by")),
)


def columns(desk) -> list[tuple[str, str]]:
    """(name, title as a message) of what a desk may see."""
    return [pair for pair in COLUMNS if pair[0] != "who" or desk.shows_persons]


def blocks(asked, reader: Reader) -> Iterator[tuple[list, list[list]]]:
    """(rows of the register, their cells) of the whole list, a page of it at a time (keyset);
    a last block without rows says so where the list was cut. Between two blocks the transaction may
    end. Raises `asking.BadRequest`."""
    names = [name for name, _title in columns(reader.desk)]
    left = settings.value("file_rows")
    asked = replace(asked, after="", before="", size=MOST)
    while True:
        page = asking.page_of(asked, reader.desk, reader.now)
        shown = list(page.rows[:left])
        lines = [line_of(row, reader) for row in shown]
        yield shown, [[line[name] for name in names] for line in lines]
        left -= len(shown)
        cut = len(shown) < len(page.rows) or not left
        if cut and (page.after or len(shown) < len(page.rows)):
            facts = {"most": settings.value("file_rows")}
            message = _("Cut after ${most} rows: choose a filter.", mapping=facts)
            yield [], [[reader.say(message)]]
            return
        if not page.after:
            return
        asked = replace(asked, after=page.after)
