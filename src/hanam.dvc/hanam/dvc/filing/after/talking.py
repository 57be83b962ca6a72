"""`…/tin-nhan`: the applicant's side of the messages."""

from hanam.dvc.catalogue import settings as catalogue
from hanam.dvc.filing import uploads
from hanam.dvc.filing.after import talk
from hanam.dvc.filing.after.part import Part
from hanam.dvc.filing.after.part import template
from hanam.dvc.filing.shown import when
from hanam.dvc.i18n import _
from hanam.dvc.register import threads
from secrets import token_urlsafe


class Talk(Part):
    """The thread, oldest first, and a form below it; what is shown counts as read."""

    index = template("talk")
    title = _("Messages with the agency")
    name = "tin-nhan"

    def show(self):
        rows = threads.thread(self.row.code)
        self.lines = lines(
            rows,
            self.dossier,
            f"{self.url}/tai/",
            "applicant",
        )
        talk.read_by(self.dossier, rows, talk.APPLICANT)
        return self.index()

    def send(self):
        limits = catalogue.limits()
        files = [
            uploads.as_paper(upload, "", limits)
            for upload in uploads.files_in(self.request, "files")
        ]
        _row, problems = talk.write(
            self.dossier,
            self.typed("text"),
            files,
            self.typed("key"),
            proof=self.proof or None,
        )
        if problems:
            return self.again(problems)
        return self.go(f"{self.here}#message-{_row.id}")

    @property
    def is_open(self) -> bool:
        return talk.is_open(self.dossier)

    @property
    def key(self) -> str:
        """What makes a message sent twice one message."""
        return self.typed("key") or token_urlsafe(12)


def lines(rows, dossier, files_url, reader) -> list[dict]:
    """The messages for a reader: {id, mine, who, at, text, files, is_new}."""
    return [
        {
            "id": f"message-{row.id}",
            "mine": row.side == reader,
            "who": row.author_name,
            "at": when(row.at),
            "text": row.text,
            "is_new": row.side != reader and row.seen is None,
            "seen": row.seen is not None,
            "files": files_of(row, dossier, files_url),
        }
        for row in rows
    ]


def files_of(row, dossier, files_url) -> list[dict]:
    """The files that came with a message: {name, url, size}."""
    papers = [dossier.enclosures.get(name) for name in row.files.split()]
    return [
        {"name": paper.filename, "url": f"{files_url}{paper.id}", "size": paper.size}
        for paper in papers
        if paper is not None
    ]
