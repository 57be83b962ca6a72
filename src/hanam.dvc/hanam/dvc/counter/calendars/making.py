"""What the forms of the editor make of the calendar's data."""

from hanam.dvc.counter.calendars import seasons
from hanam.dvc.counter.calendars import words
from hanam.dvc.i18n import _
from hanam.dvc.rules import calendar_edit as edit
from hanam.dvc.rules.calendar import CalendarError
from hanam.dvc.rules.calendar_import import read


BIGGEST_FILE = 1 << 20


class Making:
    """One method for each button: the data as they are, to the data as they will be.

    For a page with ``typed(name)``, ``year`` and ``request``.
    """

    def put(self, data):
        kind = self.typed("kind")
        if kind not in edit.DAYS:
            raise CalendarError("bad_kind", {"value": kind})
        if not self.typed("name"):
            raise CalendarError("missing", {"field": self.say(_("Name"))})
        pairs = self.pairs() if kind == "hours" else ()
        if kind == "hours" and not pairs:
            raise CalendarError("no_periods", {"where": words.day(self.typed("day"))})
        made = edit.Entry(
            kind, self.typed("day"), self.typed("name"), self.typed("basis"), pairs
        )
        return edit.put(data, made, self.typed("last"))

    def pairs(self):
        """The hours that were typed, as pairs; a pair may be left blank."""
        found = [
            (self.typed(f"from{number}"), self.typed(f"to{number}")) for number in "12"
        ]
        return tuple(pair for pair in found if any(pair))

    def remove(self, data):
        kind, _mark, day = self.typed("entry").partition(" ")
        if kind not in edit.DAYS:
            raise CalendarError("bad_kind", {"value": kind})
        return edit.remove(data, kind, day)

    def hours(self, data):
        return edit.with_seasons(
            data, seasons.typed(self.request.form), self.typed("since")
        )

    def no_hours(self, data):
        return edit.with_seasons(data, (), self.typed("since"))

    def cutoff(self, data):
        return edit.with_cutoff(
            data, self.typed("hour"), self.typed("since"), self.typed("basis")
        )

    def no_cutoff(self, data):
        return edit.without_cutoff(data, self.typed("since"))

    def known(self, data):
        return edit.covering(data, self.year)

    def take_file(self, data):
        return edit.with_year(
            data, self.year, read(self.sent_text(), self.year, self.typed("basis"))
        )

    def sent_text(self) -> str:
        """The text of the file that was chosen, or what was pasted."""
        upload = self.request.form.get("file")
        if not getattr(upload, "filename", ""):
            return self.typed("text")
        raw = upload.read(BIGGEST_FILE + 1)
        if len(raw) > BIGGEST_FILE:
            raise CalendarError("bad_file", {"line": upload.filename})
        try:
            return raw.decode("utf-8-sig")
        except UnicodeDecodeError as error:
            raise CalendarError("bad_file", {"line": upload.filename}) from error

    MAKING = {
        "put": put,
        "remove": remove,
        "hours": hours,
        "no_hours": no_hours,
        "cutoff": cutoff,
        "no_cutoff": no_cutoff,
        "known": known,
        "import": take_file,
    }
