"""A phone on a slow line whose every touch and byte is counted.

Chromium at 360 x 740 with touch; the line is Chromium's own "slow 3G" and the processor four times slower
than the machine's. What is counted is what a person does: each tap, each field typed, each choice and
each file
chosen is one; reading and scrolling are none.
"""

from contextlib import contextmanager
from dataclasses import dataclass
from dataclasses import field

import time


ROUND_TRIP = 400  # milliseconds
LINE = 400_000 / 8  # bytes a second, each way
SLOWER = 4  # times
SCREEN = {"width": 360, "height": 740}
PATIENCE = 240_000  # milliseconds
SOON, MOST_ROUNDS = 700, 30  # milliseconds, times
KINDS = {
    "Document": "HTML",
    "Stylesheet": "CSS",
    "Script": "JS",
    "Font": "fonts",
    "Image": "pictures",
    "XHR": "data",
    "Fetch": "data",
}


@dataclass
class Step:
    """What happened on one page: its title, what was done there, what came and went."""

    title: str
    actions: list[tuple[str, str, int]] = field(default_factory=list)
    down: dict[str, int] = field(default_factory=dict)
    up: int = 0
    requests: int = 0
    cached: int = 0
    waited: float = 0.0

    @property
    def interactions(self) -> int:
        return len(self.actions)

    @property
    def bytes_down(self) -> int:
        return sum(self.down.values())


class Phone:
    """One person's phone: `act` counts what is done, `steps` is what it took so far."""

    def __init__(self, chromium, throttled: bool = True):
        self.context = chromium.new_context(
            viewport=SCREEN,
            device_scale_factor=2,
            is_mobile=True,
            has_touch=True,
            locale="vi-VN",
            timezone_id="Asia/Ho_Chi_Minh",
        )
        self.page = self.context.new_page()
        self.page.set_default_timeout(PATIENCE)
        self.errors: list[str] = []
        self.page.on("pageerror", lambda error: self.errors.append(str(error)))
        self.steps: list[Step] = []
        self.left: Step | None = None
        self.asked: dict[str, tuple[Step, str]] = {}
        self.early: dict[str, dict] = {}
        self.open_requests = 0
        self.page.on("request", lambda _request: self.opened(1))
        for event in ("requestfinished", "requestfailed"):
            self.page.on(event, lambda _request: self.opened(-1))
        self.line = self.context.new_cdp_session(self.page)
        self.line.send("Network.enable")
        if throttled:
            self.slow_down()
        for event in (
            "requestWillBeSent",
            "requestWillBeSentExtraInfo",
            "requestServedFromCache",
            "responseReceived",
            "loadingFinished",
        ):
            self.line.on(f"Network.{event}", getattr(self, f"on_{event}"))

    def slow_down(self) -> None:
        conditions = {
            "offline": False,
            "latency": ROUND_TRIP,
            "downloadThroughput": LINE,
            "uploadThroughput": LINE,
        }
        self.line.send("Network.emulateNetworkConditions", conditions)
        self.line.send("Emulation.setCPUThrottlingRate", {"rate": SLOWER})

    def close(self) -> None:
        self.context.close()

    # -- what the line carries

    def on_requestWillBeSent(self, event) -> None:
        if event["request"]["url"].startswith(("data:", "blob:")):
            return
        name = event["requestId"]
        if came := event.get("redirectResponse"):
            self.received(name, came.get("encodedDataLength", 0))
        step = self.steps[-1] if self.steps else Step("")
        self.asked[name] = (step, KINDS.get(event.get("type", ""), "other"))
        step.requests += 1
        if (early := self.early.pop(name, None)) is not None:
            self.sent(step, early)

    def on_requestWillBeSentExtraInfo(self, event) -> None:
        """The headers as they are sent; Chromium may tell of them before the request."""
        name = event["requestId"]
        if name in self.asked:
            self.sent(self.asked[name][0], event["headers"])
        else:
            self.early[name] = event["headers"]

    def sent(self, step: Step, headers: dict) -> None:
        found = {name.lower(): text for name, text in headers.items()}
        body = int(found.get("content-length", 0))
        # What is sent when a page is left was answered on that page.
        step = self.left if body and self.left else step
        step.up += sum(len(name) + len(text) + 4 for name, text in found.items())
        step.up += body

    def on_requestServedFromCache(self, event) -> None:
        self.from_cache(event["requestId"])

    def on_responseReceived(self, event) -> None:
        if event["response"].get("fromDiskCache"):
            self.from_cache(event["requestId"])

    def from_cache(self, name: str) -> None:
        """What lies in the phone is no request on the line."""
        step, _kind = self.asked.pop(name, (None, ""))
        if step is not None:
            step.requests -= 1
            step.cached += 1

    def on_loadingFinished(self, event) -> None:
        self.received(event["requestId"], event["encodedDataLength"])

    def received(self, name: str, size: float) -> None:
        step, kind = self.asked.get(name, (None, ""))
        if step is not None and size > 0:
            step.down[kind] = step.down.get(kind, 0) + int(size)

    def opened(self, change: int) -> None:
        self.open_requests += change

    def settle(self) -> None:
        """Let the page do what it does by itself, such as ask what else it has to show."""
        calm = 0
        for _round in range(MOST_ROUNDS):
            self.page.wait_for_timeout(SOON)
            calm = calm + 1 if self.open_requests <= 0 else 0
            if calm > 1:
                return

    # -- what the person does

    def begin(self, title: str) -> None:
        """What comes from now on belongs to a page of this title."""
        self.steps.append(Step(title))

    def act(self, kind: str, what: str, characters: int = 0) -> None:
        """Count one: ``kind`` is tap, type, choose or file."""
        self.steps[-1].actions.append((kind, what, characters))

    @contextmanager
    def leaving(self):
        """Go to the next page: the time until it is loaded is waited for on the old one."""
        self.left, start = self.steps[-1], time.perf_counter()
        self.begin("")
        with self.page.expect_event("load"):
            yield
        self.left.waited += time.perf_counter() - start
        self.left = None
        self.steps[-1].title = self.heading()

    def open(self, url: str) -> None:
        """Come to a page from elsewhere: no interaction, but its weight and time."""
        self.begin("")
        with self.leaving():
            self.page.goto(url, wait_until="commit")

    def heading(self) -> str:
        """The page's own name of itself."""
        return " ".join(self.page.locator("h1").first.inner_text().split())
