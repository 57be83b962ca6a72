"""A portal on disk, served by a process that may be killed; a program of its own.

    python -m tests.serving make           build the world of the filing tests in DVC_VAR
    python -m tests.serving serve PORT     serve it
    python -m tests.serving look           what the stores say, as JSON, once nothing serves it
    python -m tests.serving repair         as `bin/dvc rebuild-register`, then the same

A request with the header X-Dvc-Kill ends the process by SIGKILL in its commit: `before` the register has
committed, `between` the two stores, or `after` both, before the answer. DVC_FILE_LIMIT is the most
bytes that the process may write into one file, as on a disk that is full.
"""

from hanam.dvc.dossiers import access
from hanam.dvc.operations import site
from hanam.dvc.operations.rebuild import rebuild
from hanam.dvc.operations.verify import verify
from hanam.dvc.operations.zope import portal as the_portal
from hanam.dvc.register.model import DossierRow
from hanam.dvc.register.session import session
from sqlalchemy import select
from tests.filing import build_filing_world
from ZPublisher.interfaces import IPubAfterTraversal
from ZPublisher.interfaces import IPubSuccess

import json
import os
import resource
import signal
import sys
import transaction
import zope.component


# The stores commit in the order of their sort keys: the ZODB votes, the register commits, the ZODB ends.
PLACES = {"before": "~a", "between": "~~"}


class Killer:
    """A store whose vote is the end of the process."""

    def __init__(self, place):
        self.place = place

    def sortKey(self):
        return self.place

    def tpc_vote(self, txn):
        os.kill(os.getpid(), signal.SIGKILL)

    def tpc_begin(self, txn):
        pass

    commit = tpc_finish = tpc_abort = abort = tpc_begin


def before_the_work(event) -> None:
    place = PLACES.get(event.request.getHeader("X-Dvc-Kill"))
    if place:
        transaction.get().join(Killer(place))


def after_the_commit(event) -> None:
    if event.request.getHeader("X-Dvc-Kill") == "after":
        os.kill(os.getpid(), signal.SIGKILL)


def make() -> None:
    site.create(sample=False)
    with the_portal() as portal:
        build_filing_world(portal)
        transaction.commit()


def serve(port: str) -> None:
    from hanam.dvc.operations import cli

    zope.component.provideHandler(before_the_work, (IPubAfterTraversal,))
    zope.component.provideHandler(after_the_commit, (IPubSuccess,))
    if most := os.environ.get("DVC_FILE_LIMIT"):
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (int(most), int(most)))
    cli.main(["serve", "--port", port])


def look() -> None:
    """{"codes": all numbers in the register, "documents": those with a document, "differences"}."""
    with the_portal() as portal:
        codes = sorted(session().scalars(select(DossierRow.code)))
        told = {
            "codes": codes,
            "documents": [code for code in codes if access.find(code) is not None],
            "differences": sorted({found.kind for found in verify(portal)}),
        }
    print(json.dumps(told))


def repair() -> None:
    with the_portal() as portal:
        rebuild(portal)
    look()


if __name__ == "__main__":
    globals()[sys.argv[1]](*sys.argv[2:])
