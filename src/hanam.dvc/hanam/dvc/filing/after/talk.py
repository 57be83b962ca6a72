"""Messages about a dossier, both ways: who may write, what is kept, who is told.

Messages never replace the one legal request for papers (NĐ 61/2018 art. 15 and 19): papers sent
with a message are enclosures, not papers of the dossier, and stop no clock.
"""

from AccessControl import getSecurityManager
from AccessControl import Unauthorized
from dataclasses import dataclass
from datetime import timedelta
from hanam.dvc.catalogue import settings as catalogue
from hanam.dvc.dossiers import actors
from hanam.dvc.dossiers import moment
from hanam.dvc.dossiers import roles_held
from hanam.dvc.dossiers import sheets
from hanam.dvc.dossiers.actions import acting
from hanam.dvc.dossiers.permissions import STAFF
from hanam.dvc.dossiers.scanning import held
from hanam.dvc.filing.after import settings
from hanam.dvc.filing.formfield import Problem
from hanam.dvc.filing.wording import told
from hanam.dvc.i18n import _
from hanam.dvc.register import queries
from hanam.dvc.register import threads
from hanam.dvc.register.session import for_writing
from hanam.dvc.rules.states import State
from unicodedata import normalize
from zope.event import notify

import re


AGENCY, APPLICANT = threads.AGENCY, threads.APPLICANT
KEY = re.compile(r"[A-Za-z0-9_-]{8,64}")
MOST_FILES = 5


@dataclass(frozen=True)
class Written:
    """Told (zope.event) inside the transaction once a message is kept."""

    dossier: object
    side: str
    row: object


def side_of(dossier) -> str:
    """Which side the present user writes for: ``applicant``, ``agency``, or "" for neither."""
    roles = roles_held.on(getSecurityManager().getUser(), dossier)
    if "Applicant" in roles:
        return APPLICANT
    return AGENCY if roles & set(STAFF) else ""


def is_open(dossier) -> bool:
    """Whether messages may still be written; what was written stays readable."""
    return dossier.state not in (State.DRAFT, State.WITHDRAWN)


def write(dossier, text, files, key, *, proof=None, now=None):
    """Keep a message; returns (row, problems). Sent again with its ``key``, it is there once.

    ``files`` are `sheets.NewPaper`. Raises `Unauthorized` for who is of neither side.
    """
    now = now or moment.now()
    with acting(dossier, proof):
        side = side_of(dossier)
        if not side:
            raise Unauthorized("not for you")
        actor = actors.current(dossier)
    text = clean(text)
    # Looking into files takes a while: nobody waits for it.
    made, wrong = sheets.read(
        files, catalogue.limits(), {}, added=now, added_by=actor[0]
    )
    for_writing()
    # One at a time for each dossier: the row is the lock.
    queries.by_code(dossier.code, for_update=True)
    known = threads.by_key(dossier.code, key)
    if known is not None:
        return known, []
    problems = problems_of(dossier, side, text, files, key, now)
    problems += [Problem("files", told(problem)) for problem in wrong]
    if problems:
        return None, problems
    sheets.store(made)
    dossier.enclosures.extend(made)
    held.note(dossier)
    row = threads.add(
        code=dossier.code,
        key=key,
        agency=dossier.agency,
        at=now,
        side=side,
        author=actor[0],
        author_name=actor[1],
        text=text,
        files=" ".join(paper.id for paper in made),
    )
    notify(Written(dossier, side, row))
    return row, []


def problems_of(dossier, side, text, files, key, now) -> list[Problem]:
    """What keeps a message from being sent."""
    longest = settings.value("message_length")
    found = []
    if not KEY.fullmatch(key):
        found.append(Problem("text", _("Load the page again and send it once more.")))
    if not is_open(dossier):
        found.append(
            Problem("text", _("The dossier was withdrawn; nobody reads this."))
        )
    if not text and not files:
        found.append(Problem("text", _("Write a message.")))
    if len(text) > longest:
        message = _(
            "This text is too long: at most ${most} characters.",
            mapping={"most": longest},
        )
        found.append(Problem("text", message))
    if len(files) > MOST_FILES:
        message = _(
            "At most ${most} files with a message.", mapping={"most": MOST_FILES}
        )
        found.append(Problem("files", message))
    if side == APPLICANT and sent_since(dossier, now) >= settings.value("messages"):
        message = _("You have written many messages today; call the agency instead.")
        found.append(Problem("text", message))
    return found


def sent_since(dossier, now) -> int:
    """How many messages the applicant has written in the last day."""
    since = now - timedelta(days=1)
    rows = threads.thread(dossier.code)
    return sum(row.side == APPLICANT and row.at > since for row in rows)


def clean(text) -> str:
    """A text as it is kept: composed, with plain line ends, without control characters."""
    if not isinstance(text, str):
        return ""
    text = normalize("NFC", text).replace("\r\n", "\n").replace("\r", "\n")
    return "".join(c for c in text if c == "\n" or c.isprintable()).strip()


def read_by(dossier, rows, side: str, *, now=None) -> bool:
    """Note that ``side`` has seen what the other wrote, the ``rows`` of the thread; whether
    there was anything new."""
    other = AGENCY if side == APPLICANT else APPLICANT
    if not any(row.side == other and row.seen is None for row in rows):
        return False
    return bool(threads.mark_seen(dossier.code, other, now or moment.now()))
