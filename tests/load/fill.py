"""Fill the product with many dossiers quickly: fill.py N, in the portal below DVC_VAR.

Each is filed through `dossiers.intake` and then put where its life would have ended, in one step; `bin/dvc
simulate` walks every action instead and takes several times as long. Dossiers carry no papers.
"""

from datetime import datetime
from datetime import timedelta
from pathlib import Path

import random
import sys


sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

FIRST = datetime(2019, 1, 2, 8)
OPEN_SHARE = 0.04
BATCH = 250
ENDS = (
    "returned",
    "returned",
    "returned",
    "returned",
    "refused",
    "withdrawn",
    "stopped",
)
STILL = ("submitted", "accepted", "processing", "supplement", "finished")


def offers(portal):
    """(procedure, agency) pairs that can be filed, and a body for each procedure."""
    from hanam.dvc.catalogue import lookup
    from hanam.dvc.filing import example

    found = []
    for procedure in portal["thu-tuc"].objectValues():
        if lookup.declaration(procedure) is None:
            continue
        agencies = [agency.getId() for agency in lookup.agencies_of(procedure)]
        if agencies:
            found.append(
                (procedure, agencies, example.body_for(procedure, agencies[0]))
            )
    return found


def one(rnd, offer, now):
    """File one dossier as of ``now`` and put it into a state."""
    from hanam.dvc.dossiers import intake
    from hanam.dvc.dossiers import locks
    from hanam.dvc.dossiers import states

    procedure, agencies, body = offer
    person = body["applicant"] | {
        "name": f"Nguyễn Văn Mẫu {rnd.randrange(10**5)}",
        "id_number": f"035185{rnd.randrange(10**6):06d}",
    }
    filing = intake.Filing(
        procedure=procedure,
        agency=rnd.choice(agencies),
        channel="counter",
        applicant=person,
        case=body["case"],
        data=dict(body["data"]),
        papers=[
            intake.NewPaper(paper["component"], originals=1) for paper in body["papers"]
        ],
        result_by="counter",
    )
    dossier = intake.file(filing, now=now).dossier
    dossier.channel = rnd.choices(("online", "counter", "post"), (25, 70, 5))[0]
    state = rnd.choice(STILL if rnd.random() < OPEN_SHARE else ENDS)
    current, row = locks.lock(dossier)
    if state != "submitted":
        states.enter(dossier, state, "accept", ("mot.cua", "Mẫu"), now)
        if state != "refused":
            dossier.received = now + timedelta(hours=1)
            dossier.due = now + timedelta(days=rnd.randrange(1, 15))
        if state in (*ENDS, "finished"):
            dossier.finished = now + timedelta(days=rnd.randrange(1, 16))
        if state == "returned":
            dossier.returned = dossier.finished + timedelta(hours=2)
    locks.save(current, row, dossier)


def fill(count: int) -> None:
    """Add dossiers, evenly spread over the days since FIRST, until there are ``count``."""
    from hanam.dvc.operations import zope
    from hanam.dvc.register.model import DossierRow
    from hanam.dvc.register.session import session

    import transaction

    with zope.portal() as portal:
        there = session().query(DossierRow).count()
        rnd = random.Random(there)
        found = offers(portal)
        step = (datetime.now() - FIRST) / count
        for number in range(there, count):
            one(rnd, rnd.choice(found), (FIRST + number * step).replace(microsecond=0))
            if number % BATCH == BATCH - 1:
                transaction.commit()
                portal._p_jar.cacheGC()
                if number % 10000 == 9999:
                    print(number + 1, flush=True)
        transaction.commit()
        print("filled", count)


if __name__ == "__main__":
    fill(int(sys.argv[1]))
