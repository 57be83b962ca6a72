"""What users and addresses want to be told."""

from hanam.dvc.register.model_outbox import MessageChoice
from hanam.dvc.register.model_outbox import MessageMute
from hanam.dvc.register.session import for_writing
from hanam.dvc.register.session import session


def of(user: str) -> MessageChoice | None:
    """The choice of a user, None while there is none."""
    return session().get(MessageChoice, user) if user else None


def save(user: str, now, **columns) -> None:
    """Keep the choice of a user."""
    current = for_writing()
    row = current.get(MessageChoice, user, with_for_update=True)
    if row is None:
        row = MessageChoice(user=user)
        current.add(row)
    for name, value in columns.items():
        setattr(row, name, value)
    row.changed = now


def forget(user: str) -> None:
    """Forget the choice of a user who is gone."""
    current = for_writing()
    row = current.get(MessageChoice, user)
    if row is not None:
        current.delete(row)


def is_muted(address: str, event: str) -> bool:
    """Whether an address, as its digest, does not want an event."""
    return session().get(MessageMute, (address, event)) is not None


def mute(address: str, event: str, now) -> None:
    """Keep that an address does not want an event; a second call changes nothing."""
    current = for_writing()
    if current.get(MessageMute, (address, event)) is None:
        current.add(MessageMute(address=address, event=event, since=now))


def unmute(address: str, event: str) -> None:
    """Take that back."""
    current = for_writing()
    row = current.get(MessageMute, (address, event))
    if row is not None:
        current.delete(row)
