"""`/viec.csv`, `/viec.xlsx`: the whole of the list that the worklist shows, as a file.

Up to the length that the settings name it is written to disk and sent at once; a longer one is
made in the background (`counter.exports`).
"""

from collections.abc import Iterator
from hanam.dvc.counter import asking
from hanam.dvc.counter import listfile
from hanam.dvc.counter import sheets
from hanam.dvc.counter.asking import BadRequest
from hanam.dvc.counter.exports import settings
from hanam.dvc.counter.exports import worklist
from hanam.dvc.counter.exports.offering import url_of
from hanam.dvc.counter.views.base import StaffView
from hanam.dvc.dossiers import reads
from urllib.parse import urlencode


class WorklistFile(StaffView):
    """The list is read page by page from the register and written to a file on disk, so
    that its length costs no memory; it is sent when the transaction is over. What was searched
    for and is kept no more gives no file: it would hold the whole list instead of a part."""

    kind = "csv"

    def page(self):
        response = self.request.response
        try:
            asked = asking.read(self.request.form, self.desk)
            if asked.is_loose:
                return self.go(self.address(asking.kept(asked, self.desk)))
            if self.is_long(asked):
                parameters = worklist.address_of(asked, self.kind)
                return self.go(url_of(worklist.KIND, parameters))
            file = self.write(asked)
        except BadRequest as error:
            response.setStatus(400)
            response.setHeader("Content-Type", "text/plain; charset=utf-8")
            return self.say(error.args[0])
        name = f"{listfile.NAME}-{self.now:%Y%m%d-%H%M}"
        return sheets.send(self.request, name, self.kind, file)

    def address(self, asked) -> str:
        query = urlencode(asked.parameters())
        return f"{self.portal_url}/{listfile.NAME}.{self.kind}?{query}"

    def is_long(self, asked) -> bool:
        """Whether it takes so long that nobody should wait for the answer."""
        most = settings.value("direct_rows")
        return asking.total_of(asked, self.desk, self.now, most)[1]

    def write(self, asked):
        """The table in a temporary file."""
        heads = [self.say(title) for _name, title in listfile.columns(self.desk)]
        return sheets.write(self.kind, listfile.NAME, heads, self.rows(asked))

    def rows(self, asked) -> Iterator[list]:
        """The cells of each dossier; who sees names has read them."""
        for rows, cells in listfile.blocks(asked, self.reader):
            if self.desk.shows_persons:
                reads.note_all(rows, reads.EXPORT, f"{listfile.NAME}.{self.kind}")
            yield from cells


class WorklistBook(WorklistFile):
    """The same as XLSX."""

    kind = "xlsx"
