"""Compare the product with stock Plone and a minimal peer in one run, and print ratios: `make bench`.

Data is prepared once per size below instance/var/bench (or --work) and copied for each run. Systems run side
by side and are measured in turns, so that what disturbs the machine disturbs all of them.
"""

from argparse import ArgumentParser
from contextlib import ExitStack
from pathlib import Path

import os
import platform
import subprocess
import sys
import time


TOP = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(TOP))

from tests import nginx  # noqa: E402
from tests import postgres  # noqa: E402
from tests.load import cache  # noqa: E402
from tests.load import relevance  # noqa: E402
from tests.load import report  # noqa: E402
from tests.load.client import Result  # noqa: E402
from tests.load.client import run  # noqa: E402
from tests.load.servers import peer_directory  # noqa: E402
from tests.load.systems import Peer  # noqa: E402
from tests.load.systems import Product  # noqa: E402
from tests.load.systems import Stock  # noqa: E402


FIRST_PORT = 18100
ROUNDS = 5
WARM_UP = 8
CLIENTS = (1, 4)


def options():
    parser = ArgumentParser(description=__doc__)
    parser.add_argument(
        "--sizes", default="1000,100000", help="dossiers, comma separated"
    )
    parser.add_argument("--work", type=Path, default=TOP / "instance/var/bench")
    parser.add_argument("--filings", type=int, default=20, help="per client and round")
    parser.add_argument("--write", type=Path, help="write the tables to this file too")
    parser.add_argument(
        "--only", default="cache,filing,cluster,reading,import,start,relevance"
    )
    return parser.parse_args()


def systems(work: Path, sizes: list[int]) -> list:
    """Each system at each size, prepared."""
    kinds = [Product, Stock]
    if peer_directory() is None:
        print("The minimal peer is not here (DVC_PEER names its folder): left out.")
    else:
        kinds.append(Peer)
    made = [kind(work, size) for kind in kinds for size in sizes]
    for system in made:
        print(f"Preparing {system.name} with {system.size} dossiers", flush=True)
        system.prepare()
    return made


def measure_filing(running: list, filings: int) -> dict:
    """{(system, clients): (Result, conflicts)} of filings over HTTP, measured in turns."""
    for system, port in running:
        run(port, system.filings(port, WARM_UP), 2)
    results = {}
    for clients in CLIENTS:
        before = {system: system.conflicts for system, _port in running}
        cells = {system: Result() for system, _port in running}
        for number in range(ROUNDS):
            print(f"  {clients} clients, round {number + 1} of {ROUNDS}", flush=True)
            for system, port in running:
                requests = system.filings(port, filings * clients)
                cells[system].add(run(port, requests, clients))
        for system, result in cells.items():
            results[system, clients] = (result, system.conflicts - before[system])
    return results


def filing_embedded(found: list, filings: int, cluster) -> dict:
    """All systems as one process each, the embedded stores where there are such."""
    with ExitStack() as stack:
        running = []
        for number, system in enumerate(found):
            port = FIRST_PORT + number
            if system.kind == "peer":
                stack.enter_context(system.start(port, cluster, 1))
            else:
                stack.enter_context(system.embedded(port))
            running.append((system, port))
        return measure_filing(running, filings)


def filing_clustered(found: list, filings: int, cluster) -> dict:
    """All systems as two processes on PostgreSQL."""
    with ExitStack() as stack:
        running = []
        for number, system in enumerate(found):
            port = FIRST_PORT + 20 + 5 * number
            print(f"  starting {system.name} ({system.size}) on PostgreSQL", flush=True)
            if system.kind == "peer":
                stack.enter_context(system.start(port, cluster, 2))
            else:
                stack.enter_context(system.clustered(port, cluster))
            running.append((system, port))
        return measure_filing(running, filings)


def reading(found: list, rounds: int = 12) -> dict:
    """{(what, size): Result} of the product's pages that must stay flat."""
    products = [system for system in found if system.kind == "product"]
    with ExitStack() as stack:
        running = [
            (system, stack.enter_context(system.embedded(FIRST_PORT + number)))
            for number, system in enumerate(products)
        ]
        results = {}
        for number in range(rounds + 1):
            for system, port in running:
                for what, requests in system.readings(port, 10).items():
                    result = run(port, requests, 1)
                    if number:  # the first round warms up
                        results.setdefault((what, system.size), Result()).add(result)
        return results


def national_file() -> Path | None:
    """Where the national file is, if it is."""
    given = os.environ.get("DVC_NATIONAL_FILE")
    beside = TOP.parent / "shared/data/national-procedures.jsonl.gz"
    path = Path(given) if given else beside
    if path.exists():
        return path
    print("The national file is not here (DVC_NATIONAL_FILE names it): left out.")
    return None


def import_time(work: Path) -> tuple[float, str] | None:
    """Seconds to import the national file, and the report's last lines; None without it."""
    path = national_file()
    if path is None:
        return None
    var = work / "run-import"
    subprocess.run(["rm", "-rf", str(var)], check=True)
    environment = os.environ | {"DVC_VAR": str(var), "DVC_HOME": str(TOP)}
    dvc = str(TOP / "bin" / "dvc")
    subprocess.run([dvc, "site"], env=environment, check=True, capture_output=True)
    start = time.perf_counter()
    done = subprocess.run(
        [dvc, "import-procedures", str(path)],
        env=environment,
        check=True,
        capture_output=True,
        text=True,
    )
    return time.perf_counter() - start, done.stdout.strip()


def start_time(work: Path) -> float:
    """Seconds from a stopped portal with data to its first page."""
    system = Product(work, int(min(options().sizes.split(","), key=int)))
    start = time.perf_counter()
    with system.embedded(FIRST_PORT):
        return time.perf_counter() - start


def cached_pages(work: Path) -> str:
    """The pages of guests with the cache in front and without; says so where there is no nginx."""
    if nginx.program() is None:
        return f"The cache is not measured: {nginx.MISSING}"
    size = int(min(options().sizes.split(","), key=int))
    found = cache.measured(work, size, FIRST_PORT)
    return f"### Pages of guests\n\n{cache.table(found)}"


def main() -> int:
    chosen = options()
    work = chosen.work.resolve()
    work.mkdir(parents=True, exist_ok=True)
    only = set(chosen.only.split(","))
    parts: list[str] = []

    def tell(text: str) -> None:
        """Print a part as soon as it is known, and keep it for the file."""
        parts.append(text)
        print(text, flush=True)
        if chosen.write:
            chosen.write.write_text("\n\n".join(parts) + "\n", encoding="utf-8")

    tell(
        f"{platform.machine()}, {os.cpu_count()} cores, Python {platform.python_version()}"
    )
    if "cache" in only:
        tell(cached_pages(work))
    if "relevance" in only and (path := national_file()):
        tell(relevance.measured(work, path))
    found = []
    if only & {"filing", "cluster", "reading", "start"}:
        found = systems(work, [int(size) for size in chosen.sizes.split(",")])
    if "reading" in only:
        tell(report.reading(reading(found)))
    if only & {"filing", "cluster"}:
        compare_filing(found, chosen.filings, only, tell)
    if "import" in only and (imported := import_time(work)):
        tell(report.imported(*imported))
    if "start" in only:
        tell(f"Second start to first page: {start_time(work):.1f} s")
    return 0


def compare_filing(found: list, filings: int, only: set[str], tell) -> None:
    """Both ways of running, each with all systems side by side."""
    settings = ("max_connections=200", "shared_buffers=512MB")
    cluster = postgres.Cluster(settings=settings)
    try:
        if "filing" in only:
            print("Filing, one process", flush=True)
            results = filing_embedded(found, filings, cluster)
            tell(report.filing("One process, embedded stores", results))
        if "cluster" in only:
            print("Filing, two processes on PostgreSQL", flush=True)
            results = filing_clustered(found, filings, cluster)
            tell(report.filing("Two processes, PostgreSQL", results))
    finally:
        cluster.stop()


if __name__ == "__main__":
    sys.exit(main())
