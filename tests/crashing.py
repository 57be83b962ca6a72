"""A portal on disk whose process is killed in the middle of a commit; a program of its own.

    python -m tests.crashing STAGE        with DVC_VAR and DVC_HOME set, prints JSON at the end

The commit of a filing asks its stores in the order of their sort keys: the ZODB, then the
register, which commits at once; only then the ZODB makes its part final.
"""

from hanam.dvc.dossiers import access
from hanam.dvc.dossiers import intake
from hanam.dvc.operations import site
from hanam.dvc.operations import zope
from hanam.dvc.operations.rebuild import rebuild
from hanam.dvc.operations.verify import verify
from hanam.dvc.register import queries
from hanam.dvc.register.chain_check import faults
from tests.dossiers import a_filing
from tests.dossiers import build_world
from tests.dossiers import MONDAY

import json
import os
import signal
import sys
import transaction


BEFORE_THE_REGISTER = "~a"
AFTER_THE_REGISTER = "~~"
KEY = {"key": "k", "scope": "s", "digest": "d"}


class Killer:
    """A store whose vote is the end of the process."""

    def __init__(self, place):
        self.place = place
        transaction.get().join(self)

    def sortKey(self):
        return self.place

    def tpc_vote(self, txn):
        os.kill(os.getpid(), signal.SIGKILL)

    def tpc_begin(self, txn):
        pass

    commit = tpc_finish = tpc_abort = abort = tpc_begin


def file(**options):
    return intake.file(a_filing(filed_by=""), now=MONDAY, **options)


def found(portal):
    transaction.begin()
    kinds = {difference.kind for difference in verify(portal)}
    return sorted(kinds | {fault.kind for fault in faults()})


def killed_between(portal):
    """A portal with one dossier; the second is killed after the register has committed."""
    build_world(portal)
    transaction.commit()
    file()
    transaction.commit()
    receipt = file(**KEY)
    print(json.dumps(receipt.code), flush=True)
    Killer(AFTER_THE_REGISTER)
    transaction.commit()


def repaired(portal):
    """What was found, what rebuild left, and what sending the filing again gives.

    One more filing is killed before the register commits: nothing of it must stay.
    """
    told = {"found": found(portal), "seen": queries.by_code(lost()) is not None}
    transaction.begin()
    told["written"] = rebuild(portal)
    told["left"] = found(portal)
    transaction.begin()
    again = file(**KEY)
    transaction.commit()
    told["again"] = [again.code, again.created, access.find(again.code) is not None]
    told["history"] = [row.action for row in queries.history(lost())]
    print(json.dumps(told), flush=True)
    transaction.begin()
    file()
    Killer(BEFORE_THE_REGISTER)
    transaction.commit()


def filed_again(portal):
    """What sending the filing again gives while nobody has repaired anything."""
    again = file(**KEY)
    transaction.commit()
    told = {"again": [again.code, again.created], "found": found(portal)}
    transaction.begin()
    told["there"] = access.find(again.code) is not None
    told["row"] = queries.by_code(lost()) is not None
    told["history"] = [row.action for row in queries.history(lost())]
    print(json.dumps(told), flush=True)


def looked_at(portal):
    told = {"found": found(portal)}
    transaction.begin()
    told["next"] = file().code
    print(json.dumps(told), flush=True)


def lost():
    return sys.argv[2]


if __name__ == "__main__":
    stage = sys.argv[1]
    if stage == "killed_between":
        site.create(sample=False)
    with zope.portal() as portal:
        globals()[stage](portal)
