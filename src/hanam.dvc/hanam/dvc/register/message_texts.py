"""Versions of the texts of messages; see `model_outbox.MessageText`."""

from hanam.dvc.register.model_outbox import MessageText
from hanam.dvc.register.session import for_writing
from hanam.dvc.register.session import session
from sqlalchemy import func
from sqlalchemy import select


def newest(event: str, procedure: str = "") -> dict[tuple, MessageText]:
    """The newest version for each (procedure, channel, language), for all and ``procedure``."""
    places = list(dict.fromkeys(("", procedure)))
    last = (
        select(func.max(MessageText.id))
        .where(MessageText.event == event, MessageText.procedure.in_(places))
        .group_by(MessageText.procedure, MessageText.channel, MessageText.language)
    )
    rows = session().scalars(select(MessageText).where(MessageText.id.in_(last)))
    return {(row.procedure, row.channel, row.language): row for row in rows}


def edited() -> set[tuple[str, str]]:
    """(event, procedure) of all that has a text of its own now."""
    last = select(func.max(MessageText.id)).group_by(
        MessageText.event,
        MessageText.procedure,
        MessageText.channel,
        MessageText.language,
    )
    asked = select(MessageText.event, MessageText.procedure).where(
        MessageText.id.in_(last), MessageText.reset.is_(False)
    )
    return {tuple(row) for row in session().execute(asked)}


def history(event, procedure, channel, language, size=50) -> list[MessageText]:
    """The versions of one text, newest first."""
    asked = (
        select(MessageText)
        .where(
            MessageText.event == event,
            MessageText.procedure == procedure,
            MessageText.channel == channel,
            MessageText.language == language,
        )
        .order_by(MessageText.id.desc())
        .limit(size)
    )
    return list(session().scalars(asked))


def add(**columns) -> None:
    """Add a version; it is in force from now on."""
    for_writing().add(MessageText(**columns))
