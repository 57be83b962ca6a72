"""A browser without a screen for many users at once: one kept connection, cookies, redirects.

Requests run on asyncio; what each took is counted under the name of what the user did.
"""

from collections import Counter
from dataclasses import dataclass
from dataclasses import field
from http.cookies import SimpleCookie
from lxml import html
from statistics import quantiles
from urllib.parse import urlencode
from urllib.parse import urljoin
from urllib.parse import urlsplit

import asyncio
import time


# waitress lets go of a connection that is quiet for a minute.
IDLE = 50
PATIENCE = 120
REDIRECTS = 5


class Broken(OSError):
    """No answer: the connection ended or nothing came in time."""


@dataclass
class Answer:
    """What the server said."""

    status: int
    headers: dict
    body: bytes
    url: str

    @property
    def page(self):
        return html.fromstring(self.body.decode("utf-8", "replace"))


@dataclass
class Ledger:
    """Seconds and statuses by what was done."""

    seconds: dict[str, list[float]] = field(default_factory=dict)
    statuses: dict[str, Counter] = field(default_factory=dict)
    broken: Counter = field(default_factory=Counter)

    def note(self, what: str, status: int, seconds: float) -> None:
        self.seconds.setdefault(what, []).append(seconds)
        self.statuses.setdefault(what, Counter())[status] += 1

    @property
    def requests(self) -> int:
        return sum(map(len, self.seconds.values()))

    def errors(self) -> dict[str, int]:
        """Answers that no user should get, by "what status": 5xx and none at all."""
        found = {
            f"{what} {status}": number
            for what, statuses in self.statuses.items()
            for status, number in statuses.items()
            if status >= 500
        }
        return found | {f"{what} no answer": n for what, n in self.broken.items()}

    def table(self, wall: float) -> str:
        """A row for each thing done: how many, milliseconds, statuses."""
        lines = [
            "| what | requests | a second | p50, ms | p95 | p99 | answers |",
            "|---|---|---|---|---|---|---|",
        ]
        for what, seconds in sorted(self.seconds.items()):
            marks = quantiles(seconds, n=100) if len(seconds) > 1 else seconds * 99
            cells = [what, f"{len(seconds):,}", f"{len(seconds) / wall:.1f}"]
            cells += [f"{1000 * marks[n]:,.0f}" for n in (49, 94, 98)]
            said = sorted(self.statuses[what].items())
            cells.append(", ".join(f"{status}: {n:,}" for status, n in said))
            lines.append("| " + " | ".join(cells) + " |")
        return "\n".join(lines)


class Browser:
    """One user's browser at ``address`` (an IP the portal is told by its proxy header)."""

    def __init__(self, url: str, ledger: Ledger, address: str, user=None):
        self.url, self.ledger = url.rstrip("/"), ledger
        self.parts = urlsplit(self.url)
        self.cookies: dict[str, str] = {}
        self.fixed = {"X-Forwarded-For": address, "Accept-Language": "vi"}
        if user:
            self.fixed["Authorization"] = user
        self.streams = None
        self.used = 0.0

    async def close(self) -> None:
        if self.streams is not None:
            self.streams[1].close()
            self.streams = None

    async def connected(self):
        if self.streams is None or time.monotonic() - self.used > IDLE:
            await self.close()
            place = (self.parts.hostname, self.parts.port)
            self.streams = await asyncio.open_connection(*place, limit=2**22)
        return self.streams

    def packed(self, method: str, url: str, headers: dict, body: bytes) -> bytes:
        parts = urlsplit(url)
        lines = [
            f"{method} {parts.path}{'?' + parts.query if parts.query else ''} HTTP/1.1"
        ]
        fixed = self.fixed | {"Host": parts.netloc, "Accept": "text/html"} | headers
        if self.cookies:
            fixed["Cookie"] = "; ".join(f"{k}={v}" for k, v in self.cookies.items())
        if body or method == "POST":
            fixed["Content-Length"] = str(len(body))
        lines += [f"{name}: {value}" for name, value in fixed.items()]
        return ("\r\n".join(lines) + "\r\n\r\n").encode() + body

    async def send(self, what, method, path, body=b"", headers=None, leave=False):
        """One request; raises `Broken`. With ``leave`` the line drops before the answer."""
        url = urljoin(f"{self.url}/", path)
        start = time.perf_counter()
        try:
            async with asyncio.timeout(PATIENCE):
                reader, writer = await self.connected()
                writer.write(self.packed(method, url, headers or {}, body))
                await writer.drain()
                if leave:
                    await self.close()
                    return None
                answer = await self.read(reader, url, method)
        except (OSError, EOFError, TimeoutError, asyncio.IncompleteReadError) as error:
            await self.close()
            self.ledger.broken[what] += 1
            raise Broken(f"{what}: {error!r}") from error
        self.used = time.monotonic()
        self.ledger.note(what, answer.status, time.perf_counter() - start)
        return answer

    async def read(self, reader, url: str, method: str) -> Answer:
        head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1").split("\r\n")
        status, headers = int(head[0].split()[1]), {}
        for line in head[1:]:
            name, _colon, value = line.partition(":")
            if name.lower() == "set-cookie":
                for key, morsel in SimpleCookie(value.strip()).items():
                    self.cookies[key] = morsel.value
            elif name:
                headers[name.lower()] = value.strip()
        if headers.get("transfer-encoding", "").lower() == "chunked":
            body = await self.chunks(reader)
        elif "content-length" in headers:
            body = await reader.readexactly(int(headers["content-length"]))
        elif status in (204, 304) or method == "HEAD":
            body = b""
        else:
            body = await reader.read()
        if headers.get("connection", "").lower() == "close":
            await self.close()
        return Answer(status, headers, body, url)

    async def chunks(self, reader) -> bytes:
        found = []
        while size := int((await reader.readline()).split(b";")[0], 16):
            found.append(await reader.readexactly(size))
            await reader.readline()
        await reader.readline()
        return b"".join(found)

    async def go(self, what, method, path, body=b"", headers=None) -> Answer:
        """One request and where it leads on; the last answer."""
        answer = await self.send(what, method, path, body, headers)
        for _hop in range(REDIRECTS):
            if answer.status not in (301, 302, 303, 307, 308):
                return answer
            target = urljoin(answer.url, answer.headers["location"])
            answer = await self.send(f"{what}, led on", "GET", target)
        return answer

    async def get(self, what, path, **headers) -> Answer:
        return await self.go(what, "GET", path, headers=headers)

    async def post(self, what, path, pairs, headers=None) -> Answer:
        """A form without files."""
        kind = {"Content-Type": "application/x-www-form-urlencoded"}
        body = urlencode(pairs).encode()
        return await self.go(what, "POST", path, body, kind | (headers or {}))
