"""The work of staff, measured on PostgreSQL: `make bench-counter`.

    bin/py tests/load/counter.py [--sizes 1000,100000,1000000] [--minutes 10] [--only flat] [--write]

*flat*: worklist, dossier page and an action with the register at each size, side by side with the pages of
stock Classic Plone, in turns. *clerks*: fifty desks at one agency, then proof that no change was lost.
*bulk*: 500 dossiers in one job.
"""

from argparse import ArgumentParser
from contextlib import contextmanager
from contextlib import ExitStack
from pathlib import Path

import asyncio
import json
import os
import random
import subprocess
import sys
import tempfile


TOP = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(TOP))

from tests import postgres  # noqa: E402
from tests.load import clerks  # noqa: E402
from tests.load import desks  # noqa: E402
from tests.load import jobs  # noqa: E402
from tests.load import storage  # noqa: E402
from tests.load.citizen_report import put_into  # noqa: E402
from tests.load.client import Request  # noqa: E402
from tests.load.client import Result  # noqa: E402
from tests.load.client import run  # noqa: E402
from tests.load.servers import copy_of  # noqa: E402
from tests.load.staff import accepting  # noqa: E402
from tests.load.staff import first_dossiers  # noqa: E402
from tests.load.staff import searched  # noqa: E402
from tests.load.staff import STAFF  # noqa: E402
from tests.load.swell import swell  # noqa: E402
from tests.load.systems import Product  # noqa: E402
from tests.load.systems import Stock  # noqa: E402
from tests.load.systems import STOCK_LOGIN  # noqa: E402


PAGE = TOP / "docs" / "measured-counter.md"
FIRST_PORT = 18300
# Dossiers that are there; those that wait to be accepted come on top.
BASE = 600
STOCK = 1000
ROUNDS = 8
EACH = 10
TO_ACCEPT = 400
SETTINGS = ("max_connections=200", "shared_buffers=1GB", "maintenance_work_mem=256MB")


def options():
    parser = ArgumentParser(description=__doc__)
    parser.add_argument("--sizes", default="1000,100000,1000000")
    parser.add_argument("--minutes", type=float, default=10)
    parser.add_argument("--think", type=float, default=8, help="seconds, mean")
    parser.add_argument("--work", type=Path, default=TOP / "instance/var/bench")
    parser.add_argument("--only", default="flat,clerks,bulk")
    parser.add_argument(
        "--write", action="store_true", help="into docs/measured-counter.md"
    )
    return parser.parse_args()


def command(script: str, *args: str) -> list[str]:
    return [str(TOP / "bin/py"), str(Path(__file__).parent / script), *args]


def called(script: str, environment: dict, *args: str) -> dict:
    """The last line a script of this folder prints, read as JSON."""
    done = subprocess.run(
        command(script, *args),
        env=os.environ | environment,
        capture_output=True,
        text=True,
        check=False,
        cwd=TOP,
    )
    if done.returncode:
        raise RuntimeError(done.stderr[-3000:])
    return json.loads(done.stdout.splitlines()[-1])


class Office(Product):
    """The product on PostgreSQL, its register grown to ``rows`` dossiers."""

    def __init__(
        self, work: Path, rows: int, name: str = "", with_worker: bool = False
    ):
        super().__init__(work, BASE)
        self.rows = rows
        self.place = work / f"run-office-{name or rows}"
        self.environment: dict = {}
        self.before: dict = {}
        # What comes back (late work, messages) is done by processes of its own.
        self.options = () if with_worker else ("--no-worker",)

    def settle(self, cluster, waiting: int) -> None:
        """Copy to PostgreSQL, let dossiers wait for acceptance, let the register grow."""
        var = copy_of(self.prepared, self.place)
        self.environment = storage.to_postgresql(cluster, var) | {
            "DVC_VAR": str(var),
            "DVC_HOME": str(TOP),
        }
        self.before = called("desks.py", self.environment, "prepare", str(waiting))
        swell(self.environment["DVC_REGISTER_URL"], self.rows)

    @contextmanager
    def open(self, port: int):
        self.retries.write_bytes(b"")
        with self.process(port, self.environment):
            yield port


def flat(work: Path, sizes: list[int], cluster) -> str:
    """The table of pages and actions at each size, and beside stock Classic pages."""
    product, stock = Product(work, BASE), Stock(work, STOCK)
    for system in (product, stock):
        print(f"Preparing {system.name} with {system.size} dossiers", flush=True)
        system.prepare()
    offices = [Office(work, size) for size in sizes]
    results: dict = {}
    with ExitStack() as stack:
        running = []
        for number, office in enumerate(offices):
            print(f"  {office.rows:,} rows", flush=True)
            office.settle(cluster, TO_ACCEPT)
            port = stack.enter_context(office.open(FIRST_PORT + number))
            links = first_dossiers(port, TO_ACCEPT)
            running.append((office, port, links, iter(links)))
        stock_port = stack.enter_context(stock.embedded(FIRST_PORT + 20))
        for number in range(ROUNDS + 1):
            found = {}
            for office, port, links, unread in running:
                for what, requests in pages(port, links, unread).items():
                    found[what, office.rows] = run(port, requests, 1)
            for what, requests in stock_pages(stock_port).items():
                found[what, 0] = run(stock_port, requests, 1)
            if number:  # the first round warms up
                for key, result in found.items():
                    results.setdefault(key, Result()).add(result)
    return flat_table(results, sizes)


def pages(port: int, links: list[str], unread) -> dict[str, list[Request]]:
    """What a clerk asks for, by name; each dossier is accepted once."""
    lists = {
        "worklist": "/dvc/viec?tab=all",
        "worklist, search": searched(port, "nguyen van"),
        "worklist, to accept": "/dvc/viec?tab=to_accept",
    }
    made = {
        what: [Request("GET", path, STAFF) for _ in range(EACH)]
        for what, path in lists.items()
    }
    shown = random.choices(links, k=EACH)
    made["dossier page"] = [Request("GET", path, STAFF) for path in shown]
    made["accepting"] = accepting(port, [next(unread) for _ in range(EACH)])
    return made


def stock_pages(port: int) -> dict[str, list[Request]]:
    """The page of an item and the listing of a folder as Classic Plone shows them."""
    headers = {"Authorization": STOCK_LOGIN, "Accept": "text/html"}
    return {
        "stock item page": [
            Request("GET", path, headers)
            for path in random.choices(stock_items(port), k=EACH)
        ],
        "stock folder listing": [
            Request("GET", f"/stock/{AGENCY_OF_STOCK}/listing_view", headers)
            for _ in range(EACH)
        ],
    }


AGENCY_OF_STOCK = "so-00"


def stock_items(port: int) -> list[str]:
    """Paths of items in the first folder."""
    from tests.load.client import get_json

    found = get_json(
        port,
        f"/stock/{AGENCY_OF_STOCK}?b_size=20",
        {"Authorization": STOCK_LOGIN},
    )
    return ["/" + item["@id"].split("/", 3)[3] for item in found["items"]]


def flat_table(results: dict, sizes: list[int]) -> str:
    """A row per page with its cost at each size; then the ratios that are asked for."""
    head = " | ".join(f"ms at {size:,}" for size in sizes)
    lines = [f"| what | {head} | largest to smallest | failed |"]
    lines.append("|---" * (len(sizes) + 3) + "|")
    names = dict.fromkeys(what for what, size in results if size)
    for what in names:
        cells = [results[what, size] for size in sizes]
        values = " | ".join(f"{cell.milliseconds:.1f}" for cell in cells)
        ratio = cells[-1].milliseconds / cells[0].milliseconds
        failed = sum(count(cell) for cell in cells)
        lines.append(f"| {what} | {values} | {ratio:.2f} | {failed} |")
    lines.append("")
    for ours, theirs in (
        ("dossier page", "stock item page"),
        ("worklist", "stock folder listing"),
    ):
        mine, other = results[ours, sizes[0]], results[theirs, 0]
        share = mine.milliseconds / other.milliseconds
        lines.append(
            f"* {ours}: {share:.2f} of the time of a {theirs}"
            f" ({mine.milliseconds:.1f} ms, {other.milliseconds:.1f} ms)"
        )
    return "\n".join(lines)


def count(result: Result) -> int:
    """Answers that were neither a page nor a redirect behind an action."""
    return sum(n for status, n in result.statuses.items() if not 200 <= status < 400)


def fifty(work: Path, minutes: float, think: float, cluster) -> tuple[str, bool]:
    """Fifty desks; the report and whether nothing was lost."""
    Product(work, BASE).prepare()
    office = Office(work, BASE, "desks", with_worker=True)
    office.settle(cluster, int(minutes * 300) + 300)
    port = FIRST_PORT + 30
    with office.open(port):
        day = clerks.Day(f"http://127.0.0.1:{port}/dvc", think, random.Random(1))
        wall = asyncio.run(clerks.working_day(day, minutes * 60))
    with tempfile.NamedTemporaryFile("w", suffix=".json") as out:
        json.dump({"done": day.done, "since": office.before["since"]}, out)
        out.flush()
        found = called("desks.py", office.environment, "check", out.name)
    errors = day.ledger.errors()
    lines = [
        f"{len(desks.users())} desks, {minutes:g} minutes, think time {think:g} s in the mean, one process.",
        "",
        day.ledger.table(wall),
        "",
        f"* changes told as done: {len(day.done)}; found in the history: {found['changes']}",
        f"* told that somebody else was first (409): {day.late}",
        f"* refused in words: {len(day.refused)}",
        f"* answers nobody should get (5xx, or none): {errors or 'none'}",
        f"* requests run again by Zope: {office.conflicts}",
        f"* changes lost, doubled or overwritten: {found['faults'] or 'none'}",
    ]
    for words in sorted(set(day.refused))[:5]:
        print("refused:", words)
    return "\n".join(lines), not found["faults"] and not errors


def main() -> int:
    chosen = options()
    work = chosen.work.resolve()
    work.mkdir(parents=True, exist_ok=True)
    only, good = set(chosen.only.split(",")), True
    cluster = postgres.Cluster(settings=SETTINGS)
    try:
        if "flat" in only:
            sizes = [int(size) for size in chosen.sizes.split(",")]
            tell("flat", flat(work, sizes, cluster), chosen.write)
        if "clerks" in only:
            text, good = fifty(work, chosen.minutes, chosen.think, cluster)
            tell("clerks", text, chosen.write)
        if "bulk" in only:
            Product(work, BASE).prepare()
            office = Office(work, BASE, "bulk", with_worker=True)
            office.settle(cluster, jobs.MANY)
            with office.open(FIRST_PORT + 40) as port:
                tell("bulk", jobs.measured(port), chosen.write)
    finally:
        cluster.stop()
    return 0 if good else 1


def tell(part: str, text: str, write: bool) -> None:
    print(text, flush=True)
    if write:
        put_into(part, text, PAGE)


if __name__ == "__main__":
    sys.exit(main())
