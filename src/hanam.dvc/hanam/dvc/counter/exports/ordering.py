"""Asking for a file: entered in the request's transaction, made by a worker after its commit."""

from datetime import timedelta
from hanam.dvc.counter.exports import kinds
from hanam.dvc.counter.exports import settings
from hanam.dvc.dossiers import moment
from hanam.dvc.dossiers import posts
from hanam.dvc.notify import waking
from hanam.dvc.register import exports
from hashlib import sha256
from plone import api

import json
import secrets


class TooMany(ValueError):
    """As many files as the settings allow are being made for this person."""


def key_of(kind: str, parameters: dict) -> str:
    """The same for the same question."""
    text = json.dumps([kind, parameters], ensure_ascii=False, sort_keys=True)
    return sha256(text.encode()).hexdigest()


def put(kind: str, parameters: dict, user: str, *, token: str = "") -> str:
    """Ask for a file as a user; its id.

    What is asked for while the same is being made is the same file, and so is the form of a
    ``token`` sent again. Raises `TooMany`, and `KeyError` for an unknown kind.
    """
    if kinds.get(kind) is None:
        raise KeyError(kind)
    key = key_of(kind, parameters)
    same = exports.open_of(user, key)
    if same is not None:
        return same.id
    if exports.count_open(user) >= settings.value("waiting"):
        raise TooMany(user)
    found = exports.put(
        kind,
        user,
        key,
        token or secrets.token_hex(16),
        json.dumps(parameters, ensure_ascii=False),
        moment.now(),
        language=api.portal.get_current_language(),
        address=posts.address(),
    )
    waking.after_commit()
    return found


def again(row, token: str = "") -> str:
    """Ask for the same once more; a file that is being made for it stays the one."""
    return put(row.kind, json.loads(row.parameters), row.user, token=token)


def expires(now):
    """When what ends at ``now`` is deleted."""
    return now + timedelta(hours=settings.value("keep_hours"))
