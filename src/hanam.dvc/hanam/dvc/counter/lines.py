"""A row of the register as staff read it."""

from collections.abc import Iterable
from datetime import date
from datetime import datetime
from hanam.dvc.catalogue import settings
from hanam.dvc.catalogue.geography import shown
from hanam.dvc.counter import words
from hanam.dvc.counter.desk import Desk
from hanam.dvc.counter.desk import name_of
from hanam.dvc.dossiers import states as flow
from hanam.dvc.dossiers.tracks import words as track_words
from hanam.dvc.register import groups
from hanam.dvc.register import threads
from hanam.dvc.register import together
from hanam.dvc.rules.clock import Left
from hanam.dvc.rules.clock import working_time_left
from zope.i18n import translate


SOON_DAYS = 1


class Reader:
    """Who reads, when, in which language; remembers names, so each is looked up once."""

    def __init__(self, desk: Desk, now: datetime, request):
        self.desk = desk
        self.now = now
        self.request = request
        self.calendar = settings.calendar()
        self._names: dict[str, str] = {}
        self._said: dict = {}
        self._agencies: dict[tuple, str] = {}

    def say(self, message) -> str:
        """A message in the reader's language; one with facts of its own is said anew."""
        if getattr(message, "mapping", None):
            return translate(message, context=self.request)
        if message not in self._said:
            self._said[message] = translate(message, context=self.request)
        return self._said[message]

    def name(self, user_id: str) -> str:
        if user_id not in self._names:
            self._names[user_id] = name_of(user_id)
        return self._names[user_id]

    def agency(self, slug: str, day: date | None = None) -> str:
        """Its name on a day, and who it is now if that is another."""
        if (slug, day) not in self._agencies:
            self._agencies[slug, day] = shown.named_then(slug, day)
        return self._agencies[slug, day]

    def url(self, row) -> str:
        """Where the dossier is read; "" for who may only see the list."""
        if not self.desk.shows_persons:
            return ""
        return self.request.physicalPathToURL(row.path)

    def left(self, row) -> Left | None:
        """The time left for what the agency has to do next; None while it has nothing
        to do or nothing was promised."""
        due = next_due(row)
        if due is None or row.state not in groups.RUNNING:
            return None
        return working_time_left(self.now, due, self.calendar)

    def who(self, row) -> str:
        """Owner and, where it is somebody else, the applicant."""
        if not row.owner_name or row.owner_name == row.applicant_name:
            return row.applicant_name
        return f"{row.owner_name} ({row.applicant_name})"


def next_due(row) -> datetime | None:
    """Due for acceptance before it, for the result after it."""
    return row.due or (None if row.received else row.accept_due)


def urgency(left: Left | None) -> str:
    """ "overdue", "soon" (today or tomorrow) or ""."""
    if left is None:
        return ""
    if left.overdue:
        return "overdue"
    return "soon" if left.days <= SOON_DAYS else ""


def lines_of(rows: Iterable, reader: Reader) -> list[dict]:
    """What the page shows of each row."""
    rows = list(rows)
    unread = threads.unseen([row.code for row in rows], threads.APPLICANT)
    back = together.given_back(rows)
    return [
        {
            **line_of(row, reader),
            "unread": unread.get(row.code, 0),
            "given_back": row.code in back,
        }
        for row in rows
    ]


def line_of(row, reader: Reader) -> dict:
    left = reader.left(row)
    return {
        "code": row.code,
        "url": reader.url(row),
        "who": reader.who(row) if reader.desk.shows_persons else "",
        "procedure_title": row.procedure_title,
        "agency": reader.agency(row.agency, row.filed.date()),
        "state": row.state,
        "state_title": reader.say(flow.TITLES[row.state]),
        "look": words.LOOKS.get(row.state, ""),
        "channel": reader.say(words.CHANNELS.get(row.channel, row.channel)),
        "filed": words.day(row.filed),
        "due": words.day_and_time(next_due(row)),
        "left": "" if left is None else reader.say(words.left_message(left)),
        "urgency": urgency(left),
        "assignee": reader.name(row.assignee),
        "practice": row.practice,
        "received": words.day(row.received),
        "since": words.day(row.state_since),
        "step": row.step_title,
        "step_due": words.day(row.step_due),
        "result_by": reader.say(words.RESULT_BY.get(row.result_by, row.result_by)),
        "money": reader.say(track_words.title_of("money", row.money)),
        "delivery": reader.say(track_words.title_of("delivery", row.delivery)),
        "shelf": row.shelf,
        "rounds": str(row.rounds or ""),
    }
