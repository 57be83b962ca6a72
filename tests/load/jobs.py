"""Five hundred dossiers in one job: ordered on the worklist by a clerk, done by the worker."""

from http.client import HTTPConnection
from lxml import html
from tests.load.staff import page
from tests.load.staff import path_of
from tests.load.staff import STAFF
from urllib.parse import urlencode

import json
import time


MANY = 500
PATIENCE = 600  # seconds
LIST = "/dvc/viec?tab=to_accept&size=1"
NEW = "/dvc/cong-viec/moi"


def send(port: int, path: str, pairs) -> tuple[int, str, bytes]:
    """(status, address it leads to, body) of a form that is sent."""
    connection = HTTPConnection("127.0.0.1", port, timeout=120)
    headers = STAFF | {"Content-Type": "application/x-www-form-urlencoded"}
    connection.request("POST", path, urlencode(pairs).encode(), headers)
    answer = connection.getresponse()
    found = answer.status, answer.getheader("Location") or "", answer.read()
    connection.close()
    return found


def order(port: int) -> str:
    """Order the acceptance of all that wait, `MANY` at most; the path of the job."""
    form = page(port, LIST).xpath("//form[.//table]")[0]
    pairs = dict(form.form_values()) | {"everything": "1"}
    status, _target, body = send(port, NEW, pairs)
    if status != 200:
        raise RuntimeError(f"{NEW}: {status}")
    form = html.fromstring(body.decode()).xpath("//details[@id='accept']//form")[0]
    status, target, _body = send(port, NEW, form.form_values())
    if status != 303:
        raise RuntimeError(f"{NEW}: {status}")
    return path_of(target)


def numbers(port: int, job: str) -> dict:
    """How far a job is."""
    connection = HTTPConnection("127.0.0.1", port, timeout=60)
    connection.request("GET", f"{job}/so-lieu", headers=STAFF)
    found = json.loads(connection.getresponse().read())
    connection.close()
    return found


def measured(port: int) -> str:
    """Order a job of `MANY` and watch it to its end; the report."""
    begin = time.monotonic()
    job = order(port)
    ordered, first = time.monotonic(), 0.0
    while time.monotonic() - begin < PATIENCE:
        found = numbers(port, job)
        if found["finished"] and not first:
            first = time.monotonic()
        if found["ended"]:
            break
        time.sleep(0.1)
    ended = time.monotonic()
    return "\n".join(
        [
            f"* dossiers: {found['total']}; accepted: {found['done']}; not: {found['failed']}",
            f"* from the order to the first one done: {first - ordered:.1f} s",
            f"* from the order to the end: {ended - ordered:.1f} s"
            f" ({1000 * (ended - ordered) / max(1, found['finished']):.0f} ms each)",
        ]
    )
