"""What the authority answers to who wants signatures: PINs, locks, allowances."""

from base64 import b64encode
from hanam.dvc.sandbox.authority.people import HOLDERS
from hanam.dvc.sandbox.authority.people import PIN
from hanam.dvc.sandbox.authority.sessions import LONGEST
from hanam.dvc.sandbox.authority.sessions import MOST
from hanam.dvc.sandbox.authority.sessions import Sessions
from threading import Lock

import hmac


MOST_WRONG = 5
TITLES = {one.id: one for one in HOLDERS}


class Service:
    """``store`` has the keys; ``signed`` counts signatures, ``mode`` is one of the server's."""

    store = None

    def __init__(self) -> None:
        self.mode = "ok"
        self.lock = Lock()
        self.wrong: dict[str, int] = {}
        self.signed = 0
        self.sessions = Sessions()

    def sign(self, name, digest: bytes, pin="", session="") -> tuple[int, dict]:
        """(status, answer) to a request for a signature."""
        if name not in TITLES:
            return 404, {"error": "signer"}
        if len(digest) != 32:
            return 400, {"error": "digest"}
        if session and not self.sessions.use(session, name):
            return 403, {"error": "session"}
        if not session and (wrong := self.wrong_pin(name, pin)):
            return 403, wrong
        if self.mode == "refuse":
            return 403, {"error": "refused"}
        with self.lock:
            self.signed += 1
        made = self.store.sign(name, digest)
        if self.mode == "garbage":
            made = bytes(len(made))
        return 200, {"signature": b64encode(made).decode()}

    def allow(self, name, pin, number: int, seconds: int) -> tuple[int, dict]:
        """(status, answer) to a request for an allowance."""
        if name not in TITLES:
            return 404, {"error": "signer"}
        if not 0 < number <= MOST or not 0 < seconds <= LONGEST:
            return 400, {"error": "number"}
        if wrong := self.wrong_pin(name, pin):
            return 403, wrong
        token = self.sessions.begin(name, number, seconds)
        return 200, {"session": token, "number": number, "seconds": seconds}

    def wrong_pin(self, name: str, pin: str) -> dict:
        """What is told of a PIN that is wrong; nothing where it is right."""
        with self.lock:
            wrong = self.wrong.get(name, 0)
            if wrong >= MOST_WRONG:
                return {"error": "locked"}
            if not hmac.compare_digest(pin.encode(), PIN.encode()):
                self.wrong[name] = wrong + 1
                return {"error": "pin", "left": MOST_WRONG - wrong - 1}
            self.wrong[name] = 0
            return {}
