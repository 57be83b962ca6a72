"""Closed-loop HTTP clients that count what they do."""

from collections import Counter
from dataclasses import dataclass
from dataclasses import field
from http.client import HTTPConnection
from statistics import median
from statistics import quantiles
from threading import Thread

import json
import secrets
import time


@dataclass(slots=True)
class Request:
    """One request, made before the clock runs."""

    method: str
    path: str
    headers: dict
    body: bytes | None = None


@dataclass
class Result:
    """What a run gave: seconds each request took, statuses, the wall time of all."""

    seconds: list[float] = field(default_factory=list)
    statuses: Counter = field(default_factory=Counter)
    wall: float = 0.0

    @property
    def failed(self) -> int:
        """Requests without a 2xx answer."""
        return sum(n for status, n in self.statuses.items() if not 200 <= status < 300)

    @property
    def milliseconds(self) -> float:
        return 1000 * median(self.seconds)

    @property
    def p95(self) -> float:
        return 1000 * quantiles(self.seconds, n=20)[-1]

    @property
    def rate(self) -> float:
        """Answers a second."""
        return len(self.seconds) / self.wall

    def add(self, other: "Result") -> None:
        self.seconds += other.seconds
        self.statuses += other.statuses
        self.wall += other.wall


def run(port: int, requests: list[Request], clients: int) -> Result:
    """Send the requests over ``clients`` kept-open connections, each one after the other."""
    shares = [requests[number::clients] for number in range(clients)]
    parts = [Result() for _ in shares]
    threads = [
        Thread(target=work, args=(port, share, part))
        for share, part in zip(shares, parts, strict=True)
    ]
    start = time.perf_counter()
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    total = Result()
    for part in parts:
        total.add(part)
    total.wall = time.perf_counter() - start
    return total


def work(port: int, requests: list[Request], part: Result) -> None:
    """One client."""
    connection = HTTPConnection("127.0.0.1", port, timeout=60)
    for request in requests:
        start = time.perf_counter()
        try:
            connection.request(
                request.method, request.path, request.body, request.headers
            )
            answer = connection.getresponse()
            answer.read()
            status = answer.status
        except OSError:
            connection.close()
            connection = HTTPConnection("127.0.0.1", port, timeout=60)
            status = 599
        part.seconds.append(time.perf_counter() - start)
        part.statuses[status] += 1
    connection.close()


def get_json(port: int, path: str, headers: dict | None = None) -> dict:
    """One answer of an API; RuntimeError where it is no 200."""
    connection = HTTPConnection("127.0.0.1", port, timeout=60)
    connection.request(
        "GET", path, headers={"Accept": "application/json"} | (headers or {})
    )
    answer = connection.getresponse()
    body = answer.read()
    connection.close()
    if answer.status != 200:
        raise RuntimeError(f"{path}: {answer.status} {body[:200]!r}")
    return json.loads(body)


def multipart(parts: list[tuple[str, str, str, bytes]]) -> tuple[str, bytes]:
    """Content type and body of form data; a part is (name, file name or "", type, bytes)."""
    mark = secrets.token_hex(16)
    out = []
    for name, filename, kind, data in parts:
        head = f'--{mark}\r\nContent-Disposition: form-data; name="{name}"'
        if filename:
            head += f'; filename="{filename}"'
        if kind:
            head += f"\r\nContent-Type: {kind}"
        out += [head.encode() + b"\r\n\r\n", data, b"\r\n"]
    out.append(f"--{mark}--\r\n".encode())
    return f"multipart/form-data; boundary={mark}", b"".join(out)
