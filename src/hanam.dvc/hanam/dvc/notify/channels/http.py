"""Gateways that take JSON over HTTPS: key, signature, key against doubles, time limit.

The body is signed as ``X-Signature: sha256=<HMAC-SHA256 of "<X-Timestamp>.<body>">``;
gateways sign what they report in the same way. `Idempotency-Key` is the message's id: a gateway
that has taken a message of that key answers as the first time and sends nothing again.
"""

from hanam.dvc.notify.channels.base import AGAIN
from hanam.dvc.notify.channels.base import DOWN
from hanam.dvc.notify.channels.base import Outcome
from hanam.dvc.notify.channels.base import Outgoing
from hanam.dvc.notify.channels.base import REFUSED
from hanam.dvc.notify.channels.base import TAKEN

import hashlib
import hmac
import json
import requests
import time


MOST_SKEW = 300  # seconds between a gateway's clock and ours
OK = range(200, 300)
# The message itself is at fault, or our settings are; all else is tried again.
FINAL = (400, 413, 422)
OURS = (*range(300, 400), 401, 403, 404, 405)
LONGEST_WAIT = 3600


def signature(secret: str, timestamp: str, body: bytes) -> str:
    """The value of the header X-Signature."""
    signed = timestamp.encode() + b"." + body
    return f"sha256={hmac.new(secret.encode(), signed, hashlib.sha256).hexdigest()}"


def is_signed(secret: str, timestamp: str, given: str, body: bytes, now=None) -> bool:
    """Whether ``body`` was signed with ``secret`` within the last few minutes."""
    if not secret or not timestamp.isascii() or not timestamp.isdigit():
        return False
    now = time.time() if now is None else now
    if abs(now - int(timestamp)) > MOST_SKEW:
        return False
    return hmac.compare_digest(
        given.encode(), signature(secret, timestamp, body).encode()
    )


class Gateway:
    """Posts one message after the other over one connection. Subclasses say what the body is."""

    def __init__(self, url, key, secret, sender, timeout, callback) -> None:
        self.url, self.key, self.secret = url, key, secret
        self.sender, self.timeout, self.callback = sender, timeout, callback
        self.session = requests.Session()

    def body(self, message: Outgoing) -> dict:
        raise NotImplementedError

    def send(self, message: Outgoing) -> Outcome:
        if not self.url.startswith(("https://", "http://")):
            return Outcome(DOWN, error="no address of the gateway is set")
        body = json.dumps(self.body(message), ensure_ascii=False).encode()
        stamp = str(int(time.time()))
        headers = {
            "Content-Type": "application/json; charset=utf-8",
            "Authorization": f"Bearer {self.key}",
            "Idempotency-Key": message.id,
            "X-Timestamp": stamp,
            "X-Signature": signature(self.secret, stamp, body),
        }
        try:
            answer = self.session.post(
                self.url,
                data=body,
                headers=headers,
                timeout=self.timeout,
                allow_redirects=False,
            )
        except requests.ConnectTimeout:
            return Outcome(DOWN, error="no connection in time")
        except requests.Timeout:
            return Outcome(AGAIN, error="no answer in time")
        except requests.ConnectionError as error:
            return Outcome(down_or_dropped(error), error="connection failed or dropped")
        except requests.RequestException as error:
            return Outcome(AGAIN, error=type(error).__name__)
        return outcome_of(answer)

    def close(self) -> None:
        self.session.close()


def down_or_dropped(error) -> str:
    """`DOWN` where nobody listened; `AGAIN` where somebody hung up in the middle."""
    reason = getattr(error.args[0], "reason", None) if error.args else None
    return DOWN if type(reason).__name__ == "NewConnectionError" else AGAIN


def outcome_of(answer) -> Outcome:
    try:
        told = answer.json()
    except ValueError:
        told = {}
    told = told if isinstance(told, dict) else {}
    words = f"{answer.status_code} {str(told.get('error') or '')[:200]}".strip()
    if answer.status_code in OK:
        if not told.get("id"):
            return Outcome(AGAIN, error=f"{words} without an id")
        return Outcome(TAKEN, external=str(told["id"]))
    if answer.status_code in FINAL:
        return Outcome(REFUSED, error=words)
    if answer.status_code in OURS:
        return Outcome(DOWN, error=words)
    return Outcome(AGAIN, error=words, wait=asked_wait(answer))


def asked_wait(answer) -> int:
    value = answer.headers.get("Retry-After", "")
    return min(int(value), LONGEST_WAIT) if value.isascii() and value.isdigit() else 0
