"""Taking a question from anybody, and the days in which it is to be answered."""

from AccessControl.users import system
from dataclasses import dataclass
from datetime import date
from hanam.dvc.acting import acting_as
from hanam.dvc.catalogue import identity as wording
from hanam.dvc.catalogue import lookup
from hanam.dvc.catalogue import settings as catalogue_settings
from hanam.dvc.i18n import _
from hanam.dvc.limiter import Limiter
from hanam.dvc.outreach import moment
from hanam.dvc.outreach import places
from hanam.dvc.outreach import settings
from hanam.dvc.rules import identity
from hanam.dvc.rules.vietnamese import nfc
from hanam.dvc.rules.vietnamese import short_date
from plone import api
from uuid import uuid4


BRAKE = Limiter()
SHORTEST, LONGEST = 10, 3000


@dataclass(frozen=True)
class Asked:
    """What was typed: the question, a topic of the settings, an e-mail address that may
    be empty, the code of a procedure that may be empty."""

    text: str
    topic: str = ""
    email: str = ""
    procedure: str = ""


@dataclass(frozen=True)
class Problem:
    """What is wrong with one field, as a message."""

    field: str
    message: str


def problems_of(asked: Asked) -> list[Problem]:
    """What keeps a question from being taken; empty if nothing."""
    found = []
    if not SHORTEST <= len(asked.text) <= LONGEST:
        mapping = {"least": SHORTEST, "most": LONGEST}
        text = _(
            "Write your question in ${least} to ${most} characters.", mapping=mapping
        )
        found.append(Problem("question", text))
    if asked.topic and asked.topic not in (settings.value("topics") or ()):
        found.append(Problem("topic", _("Choose a topic of the list.")))
    if asked.email:
        try:
            identity.email(asked.email)
        except identity.Invalid as error:
            found.append(Problem("email", wording.message(error)))
    if asked.procedure and lookup.procedure(asked.procedure) is None:
        found.append(Problem("procedure", _("There is no procedure with this code.")))
    return found


def seconds_to_wait(request) -> int:
    """Seconds until this address may ask again; 0 if it may now."""
    who = request.getClientAddr() or ""
    return BRAKE.wait(who, settings.value("questions"), settings.value("window"))


def nobody():
    """What is made belongs to nobody: who asks, also signed in, is not named as its author
    and cannot change the answer later."""
    return acting_as(system)


def neutral_title(day: date) -> str:
    """What a question is called, in the portal's language, until an editor words it: titles
    are in the catalogue, and what was typed may name people."""
    title = _("Question of ${day}", mapping={"day": short_date(day)})
    return api.portal.translate(title, lang=api.portal.get_default_language())


def has_own_title(question) -> bool:
    """Whether an editor has worded a question."""
    return question.asked is None or question.title != neutral_title(question.asked)


def keep(asked: Asked, request):
    """The question as content that only staff see; sent twice in the window, kept once."""
    window = settings.value("window")
    who = request.getClientAddr() or ""
    BRAKE.count(who, window)
    if not BRAKE.once((who, asked), window):
        return None
    procedure = lookup.procedure(asked.procedure)
    today = moment.now().date()
    with nobody():
        return api.content.create(
            places.folder(places.QUESTIONS),
            "Question",
            f"hoi-{uuid4().hex[:12]}",
            title=neutral_title(today),
            asked_text=nfc(asked.text),
            topic=asked.topic or None,
            email=asked.email,
            asked=today,
            procedures=[] if procedure is None else [procedure.getId()],
        )


def due(question) -> date | None:
    """The last day to answer (NĐ 43/2011 art. 17); None for a question nobody asked."""
    if question.asked is None:
        return None
    calendar = catalogue_settings.calendar()
    return calendar.add_working_days(question.asked, settings.value("answer_days"))[0]
