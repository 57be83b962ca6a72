"""Ordering a job: entered in the request's transaction, done by a worker after its commit."""

from hanam.dvc.counter import settings
from hanam.dvc.counter.jobs import kinds
from hanam.dvc.dossiers import moment
from hanam.dvc.notify import waking
from hanam.dvc.register import jobs
from plone import api

import json
import secrets


class BadOrder(ValueError):
    """An unknown kind, no dossier, or too many: ``args[0]`` names which."""


def put(kind: str, codes, parameters, user: str, *, key: str = "", again="") -> str:
    """Order ``kind`` for dossiers as a user; the id of the job.

    With the ``key`` of an earlier order of this user it is the earlier job, and nothing new.
    ``again`` is the job whose failures are repeated. Raises `BadOrder`.
    """
    chosen = list(dict.fromkeys(code for code in codes if code))
    if kinds.get(kind) is None:
        raise BadOrder("kind")
    if not chosen:
        raise BadOrder("empty")
    if len(chosen) > settings.value("job_size"):
        raise BadOrder("many")
    job = jobs.put(
        kind,
        user,
        key or secrets.token_hex(16),
        chosen,
        json.dumps(dict(parameters), ensure_ascii=False),
        moment.now(),
        language=api.portal.get_current_language(),
        again=again,
    )
    waking.after_commit()
    return job


def repeat(row) -> str | None:
    """Order the failures of a job once more; the new job's id, None where nothing failed or this
    kind cannot be repeated."""
    if not can_repeat(row):
        return None
    codes = [
        item.code
        for item in jobs.items(row.id)
        if item.state in (jobs.FAILED, jobs.CANCELLED)
    ]
    if not codes:
        return None
    parameters = json.loads(row.parameters)
    key = f"again {row.id}"
    return put(row.kind, codes, parameters, row.user, key=key, again=row.id)


def can_repeat(row) -> bool:
    """Whether what a job has not done can be ordered once more as it is."""
    known = kinds.get(row.kind)
    return known is not None and known.repeats
