"""Five hundred dossiers accepted in one job, as ordered from the worklist."""

from http.client import HTTPConnection
from tests.load.staff import first_dossiers
from tests.load.staff import page
from tests.load.staff import STAFF
from urllib.parse import urlencode
from urllib.parse import urlsplit

import json
import secrets
import time


MANY = 500
PATIENCE = 600


def measured(port: int) -> str:
    """The seconds from the order until the last dossier is done, and what became of them."""
    codes = [
        path.rstrip("/").rpartition("/")[2].upper()
        for path in first_dossiers(port, MANY)
    ]
    token = page(port, "/dvc/viec").xpath("//input[@name='_authenticator']/@value")[0]
    start = time.perf_counter()
    where = order(port, codes, token)
    ordered = time.perf_counter() - start
    found = until_ended(port, where, start)
    taken = time.perf_counter() - start
    again = order(port, codes, token)
    return "\n".join(
        (
            f"* {found['total']} dossiers ordered in {1000 * ordered:.0f} ms,"
            f" done after {taken:.1f} s ({found['total'] / taken:.0f} a second)",
            f"* done {found['done']}, refused in words {found['failed']}",
            "* ordered twice with one key: "
            + ("one job" if again == where else "two jobs"),
        )
    )


KEY = secrets.token_hex(16)


def order(port: int, codes: list[str], token: str) -> str:
    """The path of the job."""
    form = {"kind": "accept", "codes": " ".join(codes), "key": KEY}
    body = urlencode(form | {"_authenticator": token}).encode()
    headers = STAFF | {"Content-Type": "application/x-www-form-urlencoded"}
    connection = HTTPConnection("127.0.0.1", port, timeout=120)
    connection.request("POST", "/dvc/cong-viec/moi", body, headers)
    answer = connection.getresponse()
    text = answer.read()
    connection.close()
    if answer.status != 303:
        raise RuntimeError(f"the job was not taken: {answer.status} {text[-2000:]!r}")
    return urlsplit(answer.headers["Location"]).path


def until_ended(port: int, where: str, start: float) -> dict:
    """What the page of the job says once it has ended."""
    while time.perf_counter() - start < PATIENCE:
        connection = HTTPConnection("127.0.0.1", port, timeout=120)
        connection.request("GET", f"{where}/so-lieu", headers=STAFF)
        found = json.loads(connection.getresponse().read())
        connection.close()
        if found["ended"]:
            return found
        time.sleep(0.25)
    raise RuntimeError(f"the job did not end: {found}")
