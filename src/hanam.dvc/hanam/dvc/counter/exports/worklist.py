"""The worklist as a file of any length."""

from collections.abc import Iterator
from hanam.dvc.counter import asking
from hanam.dvc.counter import listfile
from hanam.dvc.counter import settings
from hanam.dvc.counter import sheets
from hanam.dvc.counter.asked import Asked
from hanam.dvc.counter.asked import SIZE
from hanam.dvc.counter.asking import BadRequest
from hanam.dvc.counter.exports.kinds import declare
from hanam.dvc.counter.exports.kinds import Export
from hanam.dvc.counter.exports.kinds import NotMade
from hanam.dvc.counter.exports.kinds import Read
from hanam.dvc.counter.exports.kinds import Work
from hanam.dvc.counter.lines import Reader
from hanam.dvc.i18n import _


KIND = "worklist"
FORMAT = "format"
UNKNOWN = _("Choose CSV or XLSX.")


class Told(Reader):
    """As the reader of a page, in the language of who asked and without addresses."""

    def __init__(self, work: Work):
        super().__init__(work.desk, work.now, None)
        self.work = work

    def say(self, message) -> str:
        if getattr(message, "mapping", None):
            return self.work.say(message)
        if message not in self._said:
            self._said[message] = self.work.say(message)
        return self._said[message]

    def url(self, row) -> str:
        return ""


PLAIN = {"after": "", "before": "", "size": SIZE, "more": ""}


def parameters_of(asked: Asked, kind: str) -> dict:
    """What is asked, as it is kept until the file is deleted, what was searched for with it."""
    return {**asked.whole(**PLAIN), FORMAT: kind}


def address_of(asked: Asked, kind: str) -> dict:
    """The same for an address: of a search for people its key only."""
    return {**asked.parameters(**PLAIN), FORMAT: kind}


def read(form, desk) -> dict:
    kind = form.get(FORMAT)
    if kind not in sheets.KINDS:
        raise BadRequest(UNKNOWN)
    return parameters_of(asking.read(form, desk), kind)


def may(desk, parameters) -> bool:
    return desk.is_staff


def asked_of(work: Work) -> Asked:
    try:
        return asking.read(work.parameters, work.desk)
    except BadRequest as error:
        raise NotMade(error.args[0]) from error


def count(work: Work) -> int:
    """How many rows there will be; 0 where only looking at all of them would tell."""
    most = settings.value("file_rows")
    try:
        number, many = asking.total_of(asked_of(work), work.desk, work.now, most)
    except BadRequest as error:
        raise NotMade(error.args[0]) from error
    return number if not many or number == most else 0


def make(work: Work) -> Iterator[list[Read]]:
    """Write the table a page of the list at a time."""
    heads = [work.say(title) for _name, title in listfile.columns(work.desk)]
    table = sheets.WRITERS[work.parameters[FORMAT]](work.file, listfile.NAME, heads)
    asked = asked_of(work)
    for rows, cells in listfile.blocks(asked, Told(work)):
        table.add(cells)
        yield [Read(row.code, row.agency) for row in rows]
    table.close()


def what(parameters) -> str:
    return f"{listfile.NAME}.{parameters[FORMAT]}"


declare(
    Export(
        KIND,
        lambda parameters: _(
            "Worklist (${format})", mapping={"format": parameters[FORMAT].upper()}
        ),
        read,
        may,
        make,
        what,
        count,
        what,
    )
)
