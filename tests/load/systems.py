"""The three systems that file the same dossier: this product, Plone as it comes, a minimal peer.

A system is prepared once for a size and then started on a copy: `embedded()` as one process with FileStorage
(and SQLite), `clustered()` as two processes on PostgreSQL behind nginx.
"""

from contextlib import contextmanager
from contextlib import ExitStack
from datetime import date
from datetime import datetime
from pathlib import Path
from tests.load import fields
from tests.load import storage
from tests.load.client import get_json
from tests.load.client import multipart
from tests.load.client import Request
from tests.load.servers import balancer
from tests.load.servers import copy_of
from tests.load.servers import peer_directory
from tests.load.servers import peer_python
from tests.load.servers import server
from tests.load.servers import TOP
from zlib import crc32

import base64
import json
import os
import random
import secrets
import shutil
import subprocess


STOCK_LOGIN = "Basic " + base64.b64encode(b"admin:stock-admin").decode()
STAFF_LOGIN = "Basic " + base64.b64encode(b"mot.cua:Mau-2018-hanam").decode()


def plain(value):
    """A value as JSON or a form carries it."""
    return value.isoformat() if isinstance(value, (date, datetime)) else value


class ZopeSystem:
    """What the product and stock Plone have in common: data directories and processes."""

    name = ""
    kind = ""
    ready = ""
    options: tuple[str, ...] = ()

    def __init__(self, work: Path, size: int):
        self.work, self.size = work, size
        self.prepared = work / f"{self.kind}-{size}"
        self.retries = work / f"retries-{self.kind}-{size}"

    def made_with(self) -> str:
        """What the prepared data depend on, as a short text: other data are made anew."""
        return ""

    def prepare(self) -> None:
        """Make and fill the data directory, once."""
        done, made_with = self.prepared / "prepared", self.made_with()
        if not done.exists() or done.read_text() != made_with:
            shutil.rmtree(self.prepared, ignore_errors=True)
            environment = os.environ | {
                "DVC_VAR": str(self.prepared),
                "DVC_HOME": str(TOP),
            }
            for command in self.preparation():
                subprocess.run(command, env=environment, check=True, cwd=TOP)
            done.write_text(made_with)

    @contextmanager
    def process(self, port: int, environment: dict):
        command = [str(TOP / "bin/py"), str(TOP / "tests/load/counted.py"), self.kind]
        command += [str(port), *self.options]
        environment = environment | {
            "DVC_HOME": str(TOP),
            "TZ": "Asia/Ho_Chi_Minh",
            "BENCH_RETRIES": str(self.retries),
        }
        log = self.work / f"{self.kind}-{port}.log"
        with server(self.name, command, port, self.ready, environment, log):
            yield port

    @contextmanager
    def embedded(self, port: int):
        """One process with the embedded stores."""
        self.retries.write_bytes(b"")
        var = copy_of(self.prepared, self.work / f"run-{self.kind}-{self.size}")
        with self.process(port, {"DVC_VAR": str(var)}):
            yield port

    @contextmanager
    def clustered(self, port: int, cluster):
        """Two processes on PostgreSQL, a balancer in front of them on ``port``."""
        self.retries.write_bytes(b"")
        var = copy_of(self.prepared, self.work / f"run-{self.kind}-{self.size}")
        environment = storage.to_postgresql(cluster, var)
        with ExitStack() as stack:
            for number in (1, 2):
                own = environment | {"DVC_VAR": str(var / f"process-{number}")}
                stack.enter_context(self.process(port + number, own))
            stack.enter_context(balancer(self.work, port, [port + 1, port + 2]))
            yield port

    @property
    def conflicts(self) -> int:
        """Requests that were run again since the start."""
        return self.retries.stat().st_size


class Product(ZopeSystem):
    """This code."""

    name = "hanam.dvc"
    kind = "product"
    ready = "/dvc/@track/x"

    def made_with(self) -> str:
        """The tables of the register and the profile."""
        tables = (TOP / "src/hanam.dvc/hanam/dvc/register").glob("model*.py")
        profile = (TOP / "profiles/default").rglob("*.xml")
        found = b"".join(path.read_bytes() for path in sorted((*tables, *profile)))
        return f"{crc32(found):08x}"

    def preparation(self) -> list[list[str]]:
        dvc = str(TOP / "bin" / "dvc")
        days = ["--from", "2017-07-03", "--to", date.today().isoformat()]
        return [
            [dvc, "site", "--sample"],
            [str(TOP / "bin" / "py"), str(Path(__file__).parent / "plain.py")],
            [dvc, "simulate", "--dossiers", str(self.size), "--seed", "1", *days],
            # Guests file without a one-time code, as in the systems it is compared with.
            [str(TOP / "bin/py"), str(TOP / "tests/load/proof.py"), "prepare"],
        ]

    def filings(self, port: int, count: int) -> list[Request]:
        """Filings with 20 values and a paper of 200 KB, each with a key of its own."""
        body = get_json(port, "/dvc/@dossiers/example")
        components = [paper["component"] for paper in body.pop("papers")]
        parts = [("body", "", "application/json", json.dumps(body).encode())]
        parts += [(components[0], "to-khai.pdf", "application/pdf", fields.paper())]
        small = fields.paper(2000)
        parts += [
            (name, f"{name}.pdf", "application/pdf", small) for name in components[1:]
        ]
        kind, data = multipart(parts)
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

    def readings(self, port: int, count: int) -> dict[str, list[Request]]:
        """The pages and answers whose cost must stay flat, by name.

        The lists are such that a full page is shown at each size.
        """
        page = {"Authorization": STAFF_LOGIN, "Accept": "text/html"}
        api = {"Authorization": STAFF_LOGIN, "Accept": "application/json"}
        open_api = {"Accept": "application/json"}
        items = get_json(port, "/dvc/@worklist", api)["items"]
        code = items[0]["code"]
        paths = {
            "worklist page": ("/dvc/viec?tab=all", page),
            "worklist API": ("/dvc/@worklist?state=returned", api),
            "look-up by code": (f"/dvc/@track/{code}", open_api),
            "online rate of all agencies": ("/dvc/@online-rate?by=agency", open_api),
        }
        return {
            name: [Request("GET", path, headers) for _ in range(count)]
            for name, (path, headers) in paths.items()
        }


class Stock(ZopeSystem):
    """The same type in `portal_catalog`, through plone.restapi."""

    name = "stock Plone"
    kind = "stock"
    ready = "/stock/@types"

    def preparation(self) -> list[list[str]]:
        stock = [str(TOP / "bin/py"), str(TOP / "tests/load/stock.py")]
        return [[*stock, "site"], [*stock, "fill", str(self.size)]]

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
    """The minimal Django application; there only where its folder is."""

    name = "minimal Django"
    kind = "peer"
    conflicts = 0

    def __init__(self, work: Path, size: int):
        self.work, self.size = work, size
        self.directory = peer_directory()
        self.database = None

    def prepare(self) -> None:
        """Its data is made when it is started: PostgreSQL loads it in seconds."""
        peer_python(self.work)

    def environment(self) -> dict:
        return {
            "DATABASE_URL": self.database,
            "MEDIA_ROOT": str(self.work / f"peer-media-{self.size}"),
            "CWD": str(self.directory),
        }

    @contextmanager
    def start(self, port: int, cluster, workers: int):
        python = Path(peer_python(self.work))
        self.database = storage.empty_database(cluster)
        environment = os.environ | self.environment()
        for script in (
            ["manage.py", "migrate", "--run-syncdb"],
            ["fill.py", str(self.size)],
        ):
            subprocess.run(
                [str(python), *script],
                env=environment,
                cwd=self.directory,
                check=True,
                stdout=subprocess.DEVNULL,
            )
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
