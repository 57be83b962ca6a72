"""A portal on disk whose worker is killed in the middle of a bulk job; a program of its own.

    python -m tests.jobbing prepare|finish      with DVC_VAR, DVC_HOME, DVC_REGISTER_URL set
    python -m tests.jobbing work PLACE NUMBER

`prepare` orders two jobs: a step forward, which done twice would be two, and an acceptance, which
tells the applicant. `work` runs two workers, but the dossier of a number never gets past a place:
`held` has changed it, says so on standard output in the middle of the commit and waits there to be
killed; `between` is killed when the register has committed and the documents have not. As both hold
the lock of the documents, no other thread is anywhere between the two commits. `finish` runs two
workers until both jobs have ended, then writes the register anew from the documents; it tells what
there is after each, a line of JSON.
"""

from hanam.dvc.counter import jobs as ordering
from hanam.dvc.counter.jobs import running
from hanam.dvc.dossiers import access
from hanam.dvc.letters.issuing import KEPT
from hanam.dvc.operations import site
from hanam.dvc.operations import zope
from hanam.dvc.operations.rebuild import rebuild
from hanam.dvc.operations.verify import verify
from hanam.dvc.register import jobs
from hanam.dvc.register import queries
from hanam.dvc.register.chain_check import faults
from hanam.dvc.register.model_jobs import JobRow
from hanam.dvc.register.model_outbox import MessageRow
from hanam.dvc.register.session import session
from sqlalchemy import func
from sqlalchemy import select
from tests import sandboxes
from tests.crashing import AFTER_THE_REGISTER
from tests.crashing import BEFORE_THE_REGISTER
from tests.crashing import Killer
from tests.dossiers import act_as
from tests.dossiers import build_world
from tests.dossiers import dossier_in
from tests.working import until_done

import itertools
import json
import sys
import transaction


MANY = 6  # dossiers of each job that can be done


def prepare():
    site.create(sample=False)
    with zope.portal() as portal:
        build_world(portal)
        sandboxes.switch_on("sms")
        transaction.commit()
        codes = {}
        for kind, state in (("next_step", "processing"), ("accept", "submitted")):
            codes[kind] = []
            for _number in range(MANY):
                codes[kind].append(dossier_in(portal, state).code)
                transaction.commit()
        # One that cannot be accepted any more.
        codes["accept"].append(codes["next_step"][0])
        for kind, user, parameters in (
            ("next_step", "leader", {"assignee": "officer"}),
            ("accept", "clerk", {}),
        ):
            act_as(portal, user)
            ordering.put(kind, codes[kind], parameters, user)
            transaction.commit()


def stop_at(place, number):
    """Let nothing from the dossier of that number on get past a place."""
    real, count = running.perform, itertools.count(1)

    def perform(row, item):
        message = real(row, item)
        if next(count) >= number:
            STOPS[place]()
        return message

    running.perform = perform


class Holder(Killer):
    """A store whose vote waits for the end of the process."""

    def tpc_vote(self, txn):
        print("held", flush=True)
        sys.stdin.read()


STOPS = {
    "held": lambda: Holder(BEFORE_THE_REGISTER),
    "between": lambda: Killer(AFTER_THE_REGISTER),
}


def work(place, number):
    stop_at(place, int(number))
    run_workers()


def run_workers():
    """Until every job has ended."""
    until_done(select(func.count()).where(JobRow.ended.is_(None)))


def look():
    """What each job did to each of its dossiers, by both stores, and what does not agree."""
    with zope.portal() as portal:
        transaction.begin()
        rows = session().scalars(select(JobRow).order_by(JobRow.id)).all()
        told = {row.kind: told_of(row) for row in rows}
        wrong = [(one.kind, one.code) for one in verify(portal)]
        wrong += [(fault.kind, "") for fault in faults()]
    print(json.dumps({"jobs": told, "wrong": wrong}), flush=True)


def told_of(row):
    return {
        "ended": row.ended is not None,
        "items": [told_of_item(row.kind, item) for item in jobs.items(row.id)],
    }


def told_of_item(kind, item):
    dossier, known = access.find(item.code), queries.by_code(item.code)
    asked = select(func.count()).where(MessageRow.code == item.code)
    past = [entry.action for entry in queries.history(item.code)]
    return {
        "code": item.code,
        "state": item.state,
        "message": item.message,
        "history": [action for action in past if action != KEPT],
        "letters": past.count(KEPT),
        "step": [dossier.step, known.step],
        "version": [dossier.version, known.version],
        "told": session().scalar(asked.where(MessageRow.event == "dossier.accepted")),
    }


def finish():
    run_workers()
    look()
    with zope.portal() as portal:
        rebuild(portal)
    look()


if __name__ == "__main__":
    stages = {"prepare": prepare, "work": work, "finish": finish}
    stages[sys.argv[1]](*sys.argv[2:])
