"""A portal on disk whose worker is killed while it moves dossiers; a program of its own.

    python -m tests.recounting STAGE        with DVC_VAR and DVC_HOME set, prints JSON at the end

`prepare` makes dossiers and decides a changed calendar; `killed` moves some and is killed in the
commit of the next, before either store has it; `torn` moves one and is killed in the next when the
register has it and the document has not; `finished` goes on, and tells what there is.
"""

from datetime import datetime
from hanam.dvc.dossiers import access
from hanam.dvc.dossiers import moment
from hanam.dvc.dossiers.recount import deciding
from hanam.dvc.dossiers.recount import working
from hanam.dvc.operations import site
from hanam.dvc.operations import zope
from hanam.dvc.operations.verify import verify
from hanam.dvc.register import calendar_changes as changes
from hanam.dvc.register import queries
from hanam.dvc.register.chain_check import faults
from hanam.dvc.register.model import DossierRow
from hanam.dvc.register.session import session
from hanam.dvc.rules import calendar_edit as edit
from sqlalchemy import func
from sqlalchemy import select
from tests.crashing import AFTER_THE_REGISTER
from tests.crashing import BEFORE_THE_REGISTER
from tests.crashing import Killer
from tests.dossiers import build_world
from tests.dossiers import dossier_in

import json
import sys
import transaction


MANY, MOVED = 6, 3
DAY = edit.Entry("holiday", "2018-09-12", "Nghỉ thêm")


def prepare(portal):
    build_world(portal)
    transaction.commit()
    for _number in range(MANY):
        dossier_in(portal, "processing")
        transaction.commit()
    actor = ("manager", "Quản trị mẫu")
    deciding.edit(lambda data: edit.put(data, DAY), actor, moment.now())
    deciding.preview()
    deciding.decide("open", "QĐ mẫu", "Nghỉ thêm.", actor, moment.now())
    transaction.commit()
    return MANY


def killed(portal):
    work_until(portal, MOVED, BEFORE_THE_REGISTER)


def torn(portal):
    work_until(portal, 1, AFTER_THE_REGISTER)


def work_until(portal, number, place):
    real, met = working.moving.move, []

    def move(*arguments):
        found = real(*arguments)
        met.append(found)
        if len(met) > number:
            Killer(place)
        return found

    working.moving.move = move
    working.work(portal)


def finished(portal):
    transaction.begin()
    told = {"stage": changes.current().stage, "torn": found(portal)}
    told["half"] = session().scalar(
        select(func.count()).where(DossierRow.due == datetime(2018, 9, 14, 17))
    )
    working.work(portal)
    transaction.begin()
    return told | {
        "state": state(),
        "open": changes.current() is not None,
        "counts": changes.counts(changes.last_done().id),
        "wrong": found(portal),
    }


def found(portal):
    """What does not agree, by its kind."""
    kinds = {difference.kind for difference in verify(portal)}
    return sorted(kinds | {fault.kind for fault in faults()})


def state():
    """(code, due moment, how often it was moved) of each dossier, by both stores."""
    found = []
    for code in session().scalars(select(DossierRow.code).order_by(DossierRow.code)):
        dossier, row = access.find(code), queries.by_code(code)
        assert (dossier.due, dossier.version) == (row.due, row.version)
        actions = [entry.action for entry in queries.history(code)]
        found.append((code, row.due.isoformat(), actions.count("recount_calendar")))
    return found


STAGES = {"prepare": prepare, "killed": killed, "torn": torn, "finished": finished}


if __name__ == "__main__":
    name = sys.argv[1]
    if name == "prepare":
        site.create(sample=False)
    with zope.portal() as portal:
        print(json.dumps(STAGES[name](portal)))
