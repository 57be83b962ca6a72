"""The pages of guests with and without the cache in front.

How many a second, how many of them from the cache, and how soon an edit is seen.
"""

from base64 import b64encode
from collections import Counter
from http.client import HTTPConnection
from pathlib import Path
from statistics import median
from tests import nginx
from tests.load.client import get_json
from tests.load.client import Request
from tests.load.client import Result
from tests.load.client import run
from tests.load.systems import Product
from unittest import mock

import json
import os
import random
import secrets
import time


EDITOR = "Basic " + b64encode(b"bien.tap:Mau-2018-hanam").decode()
GUEST = {"Accept": "text/html", "Accept-Encoding": "gzip"}
PAGES = {
    "home": "/",
    "listing": "/thu-tuc",
    "procedure": "/thu-tuc/2.000635",
    "news item": "/tin-tuc/muc-tieu-20-phan-tram",
}
# The page that is edited, and the pages that show its title.
EDITED = "/tin-tuc/muc-tieu-20-phan-tram"
SHOWN = ("/tin-tuc/muc-tieu-20-phan-tram", "/tin-tuc", "/")
CLIENTS = 4
ROUNDS = 3
VISITS = 2000
EDITS = 10
PATIENCE = 10  # seconds


def measured(work: Path, size: int, port: int, edits: int = EDITS) -> dict:
    """{"rates": {(page, "direct" or "cached"): Result}, "visits": Counter of X-Cache,
    "edits": {page: [milliseconds]}}."""
    front = port + 1
    system = Product(work, size)
    system.prepare()
    caches = {"DVC_CACHES": f"http://127.0.0.1:{front}/.dvc-purge"}
    with (
        mock.patch.dict(os.environ, caches),
        system.embedded(port),
        nginx.running([port], front),
    ):
        return {
            "rates": rates(port, front),
            "visits": visits(port, front),
            "edits": seen_after(front, edits),
        }


def rates(port: int, front: int) -> dict:
    """Both ways in turns, each warmed up by one round."""
    found = {}
    for number in range(ROUNDS + 1):
        for page, path in PAGES.items():
            ways = (("direct", port, f"/dvc{path}", 25), ("cached", front, path, 500))
            for way, at, whole, count in ways:
                requests = [Request("GET", whole, GUEST)] * (count * CLIENTS)
                result = run(at, requests, CLIENTS)
                if number:
                    found.setdefault((page, way), Result()).add(result)
    return found


def visits(port: int, front: int) -> Counter:
    """What the cache says to guests who come for the front page, the lists and any procedure.

    A third of them come for one of ten procedures, as many for the front page and lists.
    """
    items = get_json(port, "/dvc/@procedures?b_size=100")["items"]
    codes = [item["@id"].rpartition("/")[2] for item in items]
    rnd = random.Random(1)
    common = codes[:10]
    choices = (list(PAGES.values()), [f"/thu-tuc/{code}" for code in common])
    choices += ([f"/thu-tuc/{code}" for code in codes],)
    said = Counter()
    connection = HTTPConnection("127.0.0.1", front, timeout=60)
    connection.request("PURGE", "/.dvc-purge")
    connection.getresponse().read()
    for _visit in range(VISITS):
        connection.request("GET", rnd.choice(rnd.choice(choices)), headers=GUEST)
        answer = connection.getresponse()
        answer.read()
        said[answer.headers["X-Cache"]] += 1
    connection.close()
    return said


def seen_after(front: int, edits: int) -> dict[str, list[float]]:
    """Milliseconds from sending an edit to the page that shows it, through the cache, for each page.

    The clock starts before the edit is sent and stops at the first page with the new title; a page that
    never shows it is a RuntimeError.
    """
    found = {}
    for _edit in range(edits):
        for page in SHOWN:
            fetch(front, page)
            title = f"Chỉ tiêu {secrets.token_hex(6)}"
            start = time.perf_counter()
            edit(front, title)
            wait_for(front, page, title)
            passed = 1000 * (time.perf_counter() - start)
            found.setdefault(page, []).append(passed)
    return found


def edit(front: int, title: str) -> None:
    """Change the title as an editor's program does."""
    connection = HTTPConnection("127.0.0.1", front, timeout=60)
    headers = {"Accept": "application/json", "Content-Type": "application/json"}
    body = json.dumps({"title": title}).encode()
    connection.request("PATCH", EDITED, body, headers | {"Authorization": EDITOR})
    status = connection.getresponse().status
    connection.close()
    if status != 204:
        raise RuntimeError(f"The edit was answered with {status}")


def wait_for(front: int, page: str, title: str) -> None:
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end:
        if title.encode() in fetch(front, page):
            return
    raise RuntimeError(f"{page} does not show the edit after {PATIENCE} s")


def fetch(front: int, page: str) -> bytes:
    """A page as a guest gets it through the cache, unpacked."""
    connection = HTTPConnection("127.0.0.1", front, timeout=60)
    connection.request("GET", page, headers={"Accept": "text/html"})
    body = connection.getresponse().read()
    connection.close()
    return body


def table(found: dict) -> str:
    """What was measured, for docs/page-quality.md."""
    lines = [
        "| page | answers/s without the cache | answers/s with it | times | failed |",
        "|---|---|---|---|---|",
    ]
    for page in PAGES:
        direct, cached = (found["rates"][page, way] for way in ("direct", "cached"))
        lines.append(
            f"| {page} | {direct.rate:.0f} | {cached.rate:.0f}"
            f" | {cached.rate / direct.rate:.0f} | {direct.failed + cached.failed} |"
        )
    said = found["visits"]
    hits = 100 * said["HIT"] / said.total()
    lines += [
        "",
        f"* {said.total():,} visits to the front page, lists and procedures, beginning with an empty cache:"
        f" {hits:.1f} % answered by the cache ({dict(said)})",
    ]
    for page, times in found["edits"].items():
        lines.append(
            f"* from sending an edit to its sight on `{page}` through the cache:"
            f" {median(times):.0f} ms, at most {max(times):.0f} ms of {len(times)} edits"
        )
    return "\n".join(lines)
