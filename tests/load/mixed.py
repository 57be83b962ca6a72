"""A thousand users at one server process: read, search, track, file, work; then proof that nothing was
lost or doubled.

    bin/py tests/load/mixed.py [--users 1000] [--seconds 600] [--think 60] [--write]

A portal with the sample province is made below instance/var/bench and served by `bin/dvc serve`. The load
comes from this one process over loopback, so both share the machine; the figures say what the machine
can do, not what a
server could.
"""

from argparse import ArgumentParser
from pathlib import Path

import asyncio
import json
import os
import random
import resource
import shutil
import subprocess
import sys
import tempfile
import time


TOP = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(TOP))

from tests.load import people  # noqa: E402
from tests.load import proof  # noqa: E402
from tests.load.citizen_report import put_into  # noqa: E402
from tests.load.client import get_json  # noqa: E402
from tests.load.lines import Broken  # noqa: E402
from tests.load.servers import server  # noqa: E402


PORT = 18191
PROCEDURE = "2.000635"
AGENCY = "so-tu-phap"


def options():
    parser = ArgumentParser(description=__doc__)
    parser.add_argument("--users", type=int, default=1000)
    parser.add_argument("--seconds", type=float, default=600)
    parser.add_argument("--think", type=float, default=60, help="seconds, mean")
    parser.add_argument("--dossiers", type=int, default=400, help="there before")
    parser.add_argument("--port", type=int, default=PORT)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--work", type=Path, default=TOP / "instance/var/bench")
    parser.add_argument("--write", action="store_true", help="into docs")
    return parser.parse_args()


async def user(world: people.World, number: int, users: int, end: float) -> None:
    """Visits one after the other, each of a kind drawn from the mix, until the time is over."""
    # They do not all come in the same second.
    await asyncio.sleep(world.think * number / users)
    kinds, shares = zip(*people.MIX, strict=True)
    while time.monotonic() < end:
        kind = world.rnd.choices(kinds, shares)[0]
        try:
            await kind(world)
        except Broken as error:
            world.lost.append(str(error))


async def crowd(world: people.World, users: int, seconds: float) -> float:
    """All users at once; the seconds it took. Visits begun are brought to their end."""
    start = time.monotonic()
    end = start + seconds
    crowd = [user(world, number, users, end) for number in range(users)]
    ending = asyncio.get_running_loop().call_later(
        seconds, setattr, world, "hurry", True
    )
    try:
        await asyncio.gather(*crowd)
    finally:
        ending.cancel()
    return time.monotonic() - start


def world_at(port: int, path: str, think: float, seed: int) -> people.World:
    """What the users know: the example of the API is a filing that is accepted."""
    body = get_json(port, f"{path}/@dossiers/example?procedure={PROCEDURE}")
    body["agency"] = AGENCY
    rnd = random.Random(seed)
    return people.World(f"http://127.0.0.1:{port}{path}", body, think, rnd=rnd)


def journal(world: people.World, before: int) -> dict:
    return {
        "attempts": sorted(world.attempts),
        "filed": world.filed,
        "before": before,
    }


def run(command: list[str], environment: dict) -> subprocess.CompletedProcess:
    return subprocess.run(
        command,
        env=os.environ | environment,
        capture_output=True,
        text=True,
        check=True,
    )


def measured(chosen) -> tuple[str, bool]:
    """The report, and whether nothing was lost or doubled."""
    var = chosen.work.resolve() / "mixed"
    shutil.rmtree(var, ignore_errors=True)
    environment = {"DVC_VAR": str(var), "DVC_HOME": str(TOP), "TZ": "Asia/Ho_Chi_Minh"}
    dvc, py = str(TOP / "bin/dvc"), str(TOP / "bin/py")
    run([dvc, "site", "--sample", "--dossiers", str(chosen.dossiers)], environment)
    told = run([py, proof.__file__, "prepare"], environment).stdout.split()[-1]
    command = [dvc, "serve", "--port", str(chosen.port)]
    log = chosen.work / "mixed.log"
    with server(
        "the portal", command, chosen.port, "/dvc", environment, log
    ) as process:
        world = world_at(chosen.port, "/dvc", chosen.think, chosen.seed)
        wall = asyncio.run(crowd(world, chosen.users, chosen.seconds))
        used = cpu_seconds(process.pid)
    with tempfile.NamedTemporaryFile("w", suffix=".json") as out:
        json.dump(journal(world, int(told)), out)
        out.flush()
        found = json.loads(
            run([py, proof.__file__, out.name], environment).stdout.splitlines()[-1]
        )
    differences = run([dvc, "verify"], environment).stdout.strip()
    return text_of(chosen, world, wall, used, found, differences), not found["faults"]


def cpu_seconds(pid: int) -> float:
    """What a process has used of the processors so far."""
    parts = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(parts[11]) + int(parts[12])) / os.sysconf("SC_CLK_TCK")


def text_of(chosen, world, wall, used, found, differences) -> str:
    ledger, own = world.ledger, resource.getrusage(resource.RUSAGE_SELF)
    load = (own.ru_utime + own.ru_stime) / wall
    lines = [
        f"{chosen.users:,} users, {chosen.seconds:.0f} s, think time {chosen.think:.0f} s in the mean,",
        f"{os.cpu_count()} cores, shared with the load itself and with other work.",
        "",
        ledger.table(wall),
        "",
        f"* {ledger.requests:,} requests in {wall:.0f} s: {ledger.requests / wall:.1f} a second",
        f"* the server used {used / wall:.2f} of a core, the load {load:.2f}",
        f"* answers nobody should get (5xx, or none): {ledger.errors() or 'none'}",
        f"* dossiers filed: {found['dossiers']}, acknowledged: {found['filed']}",
        f"* filed but never heard of, the line being lost: {found['unanswered']}",
        f"* accepted by clerks: {len(world.accepted)}",
        f"* filings lost, doubled or without a number: {found['faults'] or 'none'}",
        f"* `bin/dvc verify`: {differences}",
    ]
    if world.given_up:
        lines.append(f"* paths that did not end: {len(world.given_up)}")
    return "\n".join(lines)


def main() -> int:
    chosen = options()
    chosen.work.mkdir(parents=True, exist_ok=True)
    text, good = measured(chosen)
    print(text)
    if chosen.write:
        put_into("load", text)
    return 0 if good else 1


if __name__ == "__main__":
    sys.exit(main())
