"""Labels for paper folders: number, bar code, QR code, procedure, day, place."""

from hanam.dvc import printing
from hanam.dvc.catalogue.geography import shown
from hanam.dvc.counter import printed
from hanam.dvc.counter import words
from hanam.dvc.counter.desk import desk_of
from hanam.dvc.counter.shelves import settings
from hanam.dvc.dossiers import reads
from hanam.dvc.i18n import _
from hanam.dvc.spoken import language
from pathlib import Path
from Products.Five import BrowserView
from zExceptions import Forbidden
from zope.i18n import translate


FOLDER = Path(__file__).with_name("print")
LONGEST = 90


def answer(rows, request, name: str, start: int = 1):
    """A sheet with a label for each row of the register, from place ``start`` on: a sheet
    that was begun can be used up. Entered as a reading."""

    def say(message):
        return translate(message, context=request)

    reads.note_all(rows, reads.SLIP)
    sheet = settings.values()
    places = sheet["columns"] * sheet["rows"]
    data = {
        "language": language(),
        "title": say(_("Labels of paper folders")),
        "sheet": sheet,
        "skipped": max(0, min(start, places) - 1),
        "labels": [label(row, say) for row in rows],
    }
    return printed.send(request, "labels.typ", data, FOLDER, name)


def label(row, say) -> dict:
    """What stands on a label; nothing of the person, for folders lie about."""
    title = row.procedure_title
    return {
        "code": row.code,
        "bars": printing.code128(row.code),
        "qr": printing.qr(row.code),
        "alt": say(_("Bar code of the number")),
        "title": title if len(title) <= LONGEST else f"{title[: LONGEST - 1]}…",
        "agency": shown.named_then(row.agency, row.filed.date()),
        "dates": say(
            _(
                "Filed ${filed}, due ${due}",
                mapping={
                    "filed": words.day(row.filed),
                    "due": words.day(row.due) or "—",
                },
            )
        ),
        "shelf": row.shelf,
    }


class Label(BrowserView):
    """`<dossier>/@@nhan.pdf`: its label; ``?start=`` is the place on the sheet."""

    def __call__(self):
        if not desk_of().is_at(self.context.agency):
            raise Forbidden("staff of the agency only")
        start = str(self.request.form.get("start", ""))
        number = int(start) if start.isdecimal() and len(start) < 4 else 1
        name = f"nhan-{self.context.code}"
        return answer([self.context], self.request, name, number)
