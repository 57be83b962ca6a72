"""Reports of delivery, as gateways send them back: signed, tried a few times."""

from concurrent.futures import ThreadPoolExecutor
from hanam.dvc.sandbox.signing import signature
from threading import Event
from urllib.request import Request
from urllib.request import urlopen

import json
import time


TRIES = 5
PATIENCE = 10  # seconds for an answer


class Reports:
    """Sends reports in the background until `stop`."""

    def __init__(self, secret: str) -> None:
        self.secret = secret
        self.ended = Event()
        self.pool = ThreadPoolExecutor(2, "sandbox-reports")

    def send(self, callback: str, message, arrived: bool) -> None:
        """Report what became of a message to the address that came with it."""
        if callback.startswith(("http://", "https://")) and not self.ended.is_set():
            self.pool.submit(self.report, callback, message, arrived)

    def stop(self) -> None:
        self.ended.set()
        self.pool.shutdown(wait=True, cancel_futures=True)

    def report(self, callback, message, arrived) -> None:
        told = {
            "id": message.number,
            "key": message.key,
            "status": "delivered" if arrived else "undelivered",
            "error": "" if arrived else "subscriber cannot be reached",
        }
        body = json.dumps(told).encode()
        for number in range(TRIES):
            if self.ended.wait(0.3 * (number + 1)):
                return
            stamp = str(int(time.time()))
            headers = {
                "Content-Type": "application/json",
                "Accept": "application/json",
                "X-Timestamp": stamp,
                "X-Signature": signature(self.secret, stamp, body),
            }
            try:
                request = Request(callback, body, headers)  # noqa: S310
                with urlopen(request, timeout=PATIENCE):  # noqa: S310
                    return
            except OSError:
                continue
