"""What a dossier costs by its procedure as it was filed."""

from functools import lru_cache
from hanam.dvc.catalogue.charging import asked
from hanam.dvc.dossiers import facts
from hanam.dvc.rules.fees import FeeFacts
from plone import api

import json


# Which answers of a declaration say how much is asked for: {fact of a fee: [names of fields]}.
QUANTITIES = "hanam.dvc.after.quantities"
MOST = 9999


def question(dossier, procedure) -> asked.Question:
    """The question to the fee table that a dossier is."""
    day = dossier.filed.date()
    known = FeeFacts(**quantities(dossier, procedure, day), channel=dossier.channel)
    return asked.Question(dossier.case, day, known)


def of(dossier) -> asked.Answer | None:
    """What it costs by the fees in force on the day it was filed; None without procedure."""
    procedure = facts.procedure_of(dossier)
    if procedure is None:
        return None
    return asked.answer(procedure, question(dossier, procedure))


def is_due(answer: asked.Answer | None) -> bool:
    """Whether there is anything to pay; a fee known in words only counts as one."""
    if answer is None:
        return False
    return bool(answer.total) or not answer.complete


def quantities(dossier, procedure, day) -> dict:
    """How much is asked for, by the answers of the declaration; one where nothing is said."""
    changes = asked.changes(procedure, day)
    found = {}
    for name, fields in parsed(record()).items():
        given = [dossier.data.get(field) for field in fields]
        given = [answer for answer in given if answer not in (None, "", [], False)]
        if not given:
            continue
        if name in changes:
            if given[0] in changes[name]:
                found[name] = given[0]
        elif str(given[0]).isdecimal() and int(given[0]) <= MOST:
            found[name] = int(given[0])
    return found


def record() -> str:
    return api.portal.get_registry_record(QUANTITIES, default="") or "{}"


@lru_cache(maxsize=8)
def parsed(text: str) -> dict:
    return json.loads(text)
