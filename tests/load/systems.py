"""The three systems that file the same dossier: this product, Plone as it comes, a minimal peer."""

from contextlib import contextmanager
from contextlib import ExitStack
from datetime import date
from datetime import datetime
from pathlib import Path
from tests.load import fields
from tests.load.client import get_json
from tests.load.client import multipart
from tests.load.client import Request
from tests.load.servers import copy_of
from tests.load.servers import peer_directory
from tests.load.servers import peer_python
from tests.load.servers import server
from tests.load.servers import TOP

import base64
import json
import random
import secrets


STOCK_LOGIN = "Basic " + base64.b64encode(b"admin:stock-admin").decode()
STAFF_LOGIN = "Basic " + base64.b64encode(b"mot.cua:Mau-2018-hanam").decode()


def plain(value):
    """A value as JSON or a form carries it."""
    return value.isoformat() if isinstance(value, (date, datetime)) else value


class Product:
    """This code, on the embedded stores or on PostgreSQL."""

    name = "hanam.dvc"

    def __init__(self, work: Path, size: int):
        self.work, self.size = work, size
        self.prepared = work / f"product-{size}"

    def environment(self, var: Path) -> dict:
        return {"DVC_VAR": str(var), "DVC_HOME": str(TOP), "TZ": "Asia/Ho_Chi_Minh"}

    @contextmanager
    def one_process(self, port: int):
        """One process with the embedded stores, on a copy of the prepared data."""
        var = copy_of(self.prepared, self.work / "run-product")
        with self.process(port, self.environment(var)):
            yield port

    @contextmanager
    def process(self, port: int, environment: dict):
        command = [str(TOP / "bin" / "dvc"), "serve", "--port", str(port)]
        log = self.work / f"product-{port}.log"
        with server(self.name, command, port, "/dvc/@track/x", environment, log):
            yield port

    def filings(self, port: int, count: int) -> list[Request]:
        """Filings with 20 values and a paper of 200 KB, each with a key of its own."""
        body = get_json(port, "/dvc/@dossiers/example")
        body["papers"] = body["papers"][:1]
        component = body["papers"][0]["component"]
        body["papers"] = []
        kind, data = multipart(
            [
                ("body", "", "application/json", json.dumps(body).encode()),
                (component, "to-khai.pdf", "application/pdf", fields.paper()),
            ]
        )
        headers = {"Accept": "application/json", "Content-Type": kind}
        return [
            Request(
                "POST",
                "/dvc/@dossiers",
                headers | {"Idempotency-Key": secrets.token_hex(16)},
                data,
            )
            for _ in range(count)
        ]

    def values(self, port: int) -> int:
        """How many values a filing carries."""
        body = get_json(port, "/dvc/@dossiers/example")
        given = [value for value in body["applicant"].values() if value]
        return (
            len(given) + len(body["data"]) + len({"procedure", "agency", "result_by"})
        )

    def readings(
        self, port: int, codes: list[str], count: int
    ) -> dict[str, list[Request]]:
        """The pages and answers whose cost must stay flat, by name."""
        page = {"Authorization": STAFF_LOGIN, "Accept": "text/html"}
        api = {"Authorization": STAFF_LOGIN, "Accept": "application/json"}
        open_api = {"Accept": "application/json"}
        return {
            "worklist page": [Request("GET", "/dvc/viec", page) for _ in range(count)],
            "worklist API": [
                Request("GET", "/dvc/@worklist", api) for _ in range(count)
            ],
            "look-up by code": [
                Request("GET", f"/dvc/@track/{codes[number % len(codes)]}", open_api)
                for number in range(count)
            ],
            "online rate of all agencies": [
                Request("GET", "/dvc/@online-rate?by=agency", open_api)
                for _ in range(count)
            ],
        }


class Stock:
    """The same type in `portal_catalog`, through plone.restapi."""

    name = "stock Plone"

    def __init__(self, work: Path, size: int):
        self.work, self.size = work, size
        self.prepared = work / f"stock-{size}"

    @contextmanager
    def one_process(self, port: int):
        var = copy_of(self.prepared, self.work / "run-stock")
        with self.process(port, {"DVC_VAR": str(var)}):
            yield port

    @contextmanager
    def process(self, port: int, environment: dict):
        command = [
            str(TOP / "bin/py"),
            str(TOP / "tests/load/stock.py"),
            "serve",
            str(port),
        ]
        log = self.work / f"stock-{port}.log"
        with server(self.name, command, port, "/stock/@types", environment, log):
            yield port

    def filings(self, port: int, count: int) -> list[Request]:
        rnd = random.Random(secrets.randbits(32))
        paper = base64.b64encode(fields.paper()).decode()
        headers = {
            "Accept": "application/json",
            "Content-Type": "application/json",
            "Authorization": STOCK_LOGIN,
        }
        made = []
        for number in range(count):
            facts = fields.values(number, rnd)
            body = {name: plain(value) for name, value in facts.items()} | {
                "@type": "StockDossier",
                "id": "b-" + secrets.token_hex(8),
                "paper": {
                    "data": paper,
                    "encoding": "base64",
                    "filename": "to-khai.pdf",
                    "content-type": "application/pdf",
                },
            }
            path = f"/stock/{facts['agency']}"
            made.append(Request("POST", path, headers, json.dumps(body).encode()))
        return made


class Peer:
    """The minimal Django application on PostgreSQL; there only where its folder is."""

    name = "minimal Django"

    def __init__(self, work: Path, size: int, dsn: str):
        self.work, self.size, self.dsn = work, size, dsn
        self.directory = peer_directory()

    def environment(self) -> dict:
        return {
            "DATABASE_URL": self.dsn,
            "MEDIA_ROOT": str(self.work / "peer-media"),
            "CWD": str(self.directory),
        }

    @contextmanager
    def one_process(self, port: int, workers: int = 1):
        python = Path(peer_python(self.work))
        command = [str(python.parent / "gunicorn"), "-w", str(workers), "-b"]
        command += [f"127.0.0.1:{port}", "wsgi"]
        log = self.work / f"peer-{port}.log"
        path = "/list?agency=so-00&state=received"
        with server(self.name, command, port, path, self.environment(), log):
            yield port

    def filings(self, port: int, count: int) -> list[Request]:
        rnd = random.Random(secrets.randbits(32))
        paper = fields.paper()
        made = []
        for number in range(count):
            facts = fields.values(number, rnd) | {
                "code": f"B{secrets.token_hex(8)}",
                "fee": 8000,
                "paid": "on",
            }
            parts = [
                (name, "", "", str(plain(value)).encode())
                for name, value in facts.items()
            ]
            parts.append(("file", "to-khai.pdf", "application/pdf", paper))
            kind, data = multipart(parts)
            made.append(Request("POST", "/create", {"Content-Type": kind}, data))
        return made


@contextmanager
def all_running(systems: list, first_port: int):
    """Start the systems one after the other; the list of (system, port)."""
    with ExitStack() as stack:
        running = []
        for number, system in enumerate(systems):
            port = first_port + number
            stack.enter_context(system.one_process(port))
            running.append((system, port))
        yield running
