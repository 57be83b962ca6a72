"""What the chain of histories costs: entering, sealing, verifying; `bin/py tests/load/history.py`.

Prints a table. Registers are made in a temporary directory (SQLite) or a private cluster.
"""

from argparse import ArgumentParser
from datetime import date
from datetime import datetime
from datetime import timedelta
from pathlib import Path

import resource
import shutil
import statistics
import sys
import tempfile
import time


TOP = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(TOP))

from hanam.dvc.register import chain  # noqa: E402
from hanam.dvc.register import sealing  # noqa: E402
from hanam.dvc.register import session  # noqa: E402
from hanam.dvc.register import trail  # noqa: E402
from hanam.dvc.register.chain_check import faults  # noqa: E402
from hanam.dvc.register.model import HistoryRow  # noqa: E402
from hanam.dvc.register.model_chain import ChainHead  # noqa: E402
from sqlalchemy import event  # noqa: E402
from sqlalchemy import insert  # noqa: E402
from tests import postgres  # noqa: E402

import transaction  # noqa: E402


FIRST = date(2018, 1, 2)
EACH = 10  # entries of a dossier
A_DAY = 3000  # dossiers
BLOCK = 5000
SAMPLE = 300


def entry(code, at, **values):
    return HistoryRow(
        code=code,
        at=at,
        actor="officer",
        actor_name="Cán bộ mẫu",
        action="start",
        from_state="accepted",
        to_state="processing",
        note="Ghi chú của cán bộ về hồ sơ",
        agency="so-mau",
        role="officer",
        address="203.0.113.7",
        **values,
    )


def fill(count):
    """So many chained entries, a few days of each dossier, written as they would have been."""
    rows, heads = [], []
    for number in range(count // EACH):
        code = f"000.00.91.H25-{number:07}"
        day = FIRST + timedelta(days=number // A_DAY)
        previous = chain.chain.START
        for no in range(1, EACH + 1):
            row = entry(
                code, datetime.combine(day, datetime.min.time().replace(hour=9))
            )
            chain.complete(row)
            row.no, row.salt = no, chain.new_salt()
            row.hash = chain.chain.link(
                previous, chain.chain.facts_of(chain.entry_of(row))
            )
            previous = row.hash
            values = {
                name: getattr(row, name) for name in ("at", *chain.COLUMNS.values())
            }
            rows.append(values | {"hash": row.hash})
        heads.append(
            {"code": code, "no": EACH, "hash": previous, "sealed": 0, "since": day}
        )
        if len(rows) >= BLOCK:
            write(rows, heads)
    if rows:
        write(rows, heads)


def write(rows, heads):
    with session.engine().begin() as connection:
        connection.execute(insert(HistoryRow.__table__), rows)
        connection.execute(insert(ChainHead.__table__), heads)
    rows.clear()
    heads.clear()


def timed(work, times=SAMPLE):
    """Median milliseconds."""
    taken = []
    for number in range(times):
        start = time.perf_counter()
        work(number)
        taken.append(time.perf_counter() - start)
    return statistics.median(taken) * 1000


def commit_entry(number):
    session.for_writing().add(entry(f"neu-{number % 7}", datetime(2018, 12, 1)))
    transaction.commit()


def read_entry(number):
    trail.enter(
        [
            entry(
                f"doc-{number % 7}",
                datetime(2018, 12, 1),
            )
        ]
    )


def unchained():
    """The same entry without the chain, to compare with."""
    event.remove(HistoryRow, "before_insert", chain._hang_on)
    try:
        return timed(commit_entry)
    finally:
        event.listen(HistoryRow, "before_insert", chain._hang_on)


def megabytes():
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def measure(name, url, sizes):
    for size in sizes:
        session.configure(url())
        transaction.begin()
        plain = unchained()
        session.wipe()
        transaction.begin()
        small = timed(commit_entry)
        session.wipe()
        fill(size)
        transaction.begin()
        large = timed(commit_entry)
        reading = timed(read_entry)
        transaction.begin()
        start = time.perf_counter()
        seals = list(
            sealing.seal_until(datetime(2018, 12, 2).date(), datetime(2019, 1, 1))
        )
        days = [seal for seal in seals if seal.count]
        sealed = (time.perf_counter() - start) / max(len(days), 1)
        before, start = megabytes(), time.perf_counter()
        transaction.begin()
        broken = sum(1 for _fault in faults())
        checked = time.perf_counter() - start
        transaction.abort()
        print(
            f"| {name} | {size:,} | {plain:.2f} | {small:.2f} | {large:.2f} | {reading:.2f} |"
            f" {sealed * 1000:.0f} | {checked:.1f} | +{megabytes() - before:.0f} | {broken} |",
            flush=True,
        )


def main():
    parser = ArgumentParser(description=__doc__)
    parser.add_argument("--sizes", default="10000,1000000", help="entries")
    parser.add_argument("--only", default="sqlite,postgresql")
    options = parser.parse_args()
    sizes = [int(size) for size in options.sizes.split(",")]
    print(
        "| database | entries | unchained, ms | chained, empty register, ms | chained, ms |"
        f" reading, ms | seal of {A_DAY} dossiers, ms | verify, s | its memory, MB | faults |"
    )
    print("|---|---:|---:|---:|---:|---:|---:|---:|---:|---:|")
    if "sqlite" in options.only:
        folder = Path(tempfile.mkdtemp(prefix="dvc-history-"))
        names = (f"sqlite:///{folder / f'{number}.sqlite'}" for number in range(9))
        measure("SQLite", lambda: next(names), sizes)
        session.configure("sqlite://")
        shutil.rmtree(folder)
    if "postgresql" in options.only:
        cluster = postgres.Cluster(())
        try:
            measure("PostgreSQL", cluster.url, sizes)
        finally:
            session.configure("sqlite://")
            cluster.stop()


if __name__ == "__main__":
    main()
