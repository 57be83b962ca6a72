"""A portal on disk whose worker is killed while it makes a long file; a program of its own.

    python -m tests.exporting prepare|die|work        with DVC_VAR and DVC_HOME set

`prepare` files `MANY` dossiers and has the worklist made as a file; `die` ends by SIGKILL behind
`WRITTEN` blocks of rows; `work` makes the file and prints what is there before and afterwards.
"""

from collections import Counter
from datetime import timedelta
from hanam.dvc.counter import listfile
from hanam.dvc.counter.exports import ordering
from hanam.dvc.counter.exports import running
from hanam.dvc.dossiers import moment
from hanam.dvc.operations import site
from hanam.dvc.operations import zope
from hanam.dvc.register import exports
from hanam.dvc.register import queries
from hanam.dvc.register import session
from hanam.dvc.register import trail
from hanam.dvc.register.chain_check import faults
from hanam.dvc.register.model import DossierRow
from sqlalchemy import select
from tests.dossiers import act_as
from tests.dossiers import build_world
from tests.dossiers import dossier_in

import json
import os
import signal
import sys
import transaction


MANY, BLOCK, WRITTEN = 7, 2, 2
USER = "officer"


def prepare(portal):
    build_world(portal)
    for _number in range(MANY):
        dossier_in(portal, "accepted")
    transaction.commit()
    act_as(portal, USER)
    asked = {"tab": "all", "format": "csv"}
    ordering.put("worklist", asked, USER)
    transaction.commit()


def die(portal):
    """Killed by the system, not told to stop: nothing of this process is tidied up."""
    whole = listfile.blocks

    def blocks(asked, reader):
        for number, block in enumerate(whole(asked, reader), 1):
            yield block
            if number == WRITTEN:
                os.kill(os.getpid(), signal.SIGKILL)

    listfile.blocks = blocks
    running.run(portal)


def work(portal):
    """Another worker, then the same once the time is over for which the killed one held it."""
    tell()
    later = moment.now() + running.HELD + timedelta(seconds=1)
    print(json.dumps(running.run(portal)), flush=True)
    moment.now = lambda: later
    running.run(portal)
    tell()


def tell():
    """Print the file and what was entered as read."""
    transaction.begin()
    (row,) = exports.of_user(USER)
    codes = session.session().scalars(select(DossierRow.code)).all()
    readings = Counter(
        entry.code
        for code in codes
        for entry in trail.whole(code)
        if entry.action == "read.export"
    )
    text = b"".join(exports.pieces(row.id)).decode("utf-8-sig")
    told = {
        "state": row.state,
        "done": row.done,
        "tries": row.tries,
        "lines": sorted(line.split(",")[0] for line in text.splitlines()[1:]),
        "codes": sorted(queries.by_code(code).code for code in codes),
        "readings": sorted(readings.values()),
        "faults": [fault.kind for fault in faults()],
    }
    print(json.dumps(told), flush=True)


if __name__ == "__main__":
    stage = sys.argv[1]
    if stage == "prepare":
        site.create(sample=False)
    listfile.MOST = BLOCK
    with zope.portal() as portal:
        globals()[stage](portal)
