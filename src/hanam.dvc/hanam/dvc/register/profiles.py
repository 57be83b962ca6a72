"""What people have told of themselves, one row a person, found by the user's id alone."""

from datetime import datetime
from hanam.dvc.register.model_identity import ProfileRow
from hanam.dvc.register.session import for_writing
from hanam.dvc.register.session import session

import json


def get(user_id: str) -> dict:
    """What is kept of a user; {} where there is nothing."""
    row = session().get(ProfileRow, user_id) if user_id else None
    return json.loads(row.data) if row is not None and row.data else {}


def put(user_id: str, data: dict, now: datetime) -> None:
    """Keep this of a user, instead of what was kept before."""
    current = for_writing()
    text = json.dumps(data, ensure_ascii=False, sort_keys=True)
    current.merge(ProfileRow(user_id=user_id, data=text, changed=now))
    current.flush()


def forget(user_id: str) -> None:
    """Erase what is kept of a user; a second call changes nothing."""
    current = for_writing()
    row = current.get(ProfileRow, user_id)
    if row is not None:
        current.delete(row)
        current.flush()
