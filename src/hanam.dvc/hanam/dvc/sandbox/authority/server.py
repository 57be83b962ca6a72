"""The authority as a server: certificates, remote signatures, time stamps, revoked ones.

GET  /root.pem, /signers/<id>, /crl/root.crl, /crl/issuing.crl
POST /sign     JSON: signer, digest (base64 of SHA-256), pin or session; answers {signature}
POST /sessions JSON: signer, pin, number, seconds; answers {session, number, seconds}
POST /sessions/end   JSON: session
POST /tsa      application/timestamp-query (RFC 3161)
POST /revoke, /restore   signer=<id>, a form
POST /modes    mode=ok | down | refuse | garbage | drop

They and `/signers` ask for the key of the client, and those that are posted for the signature over
the body as gateways do (`sandbox.signing`). Five wrong PINs one after the other lock a key.
"""

from base64 import b64decode
from hanam.dvc.sandbox import signing
from hanam.dvc.sandbox.authority import stamps
from hanam.dvc.sandbox.authority.service import Service
from hanam.dvc.sandbox.authority.service import TITLES
from hanam.dvc.sandbox.authority.store import Store
from hanam.dvc.sandbox.serving import HttpHandler
from hanam.dvc.sandbox.serving import HttpServer
from pathlib import Path
from urllib.parse import parse_qs
from urllib.parse import urlsplit

import binascii
import hmac
import json
import os


OFFSET = 3
KEY = "khoa-ky-so-mau"
SECRET = "bi-mat-ky-so-mau"  # noqa: S105 - of the sample province
MODES = ("ok", "down", "refuse", "garbage", "drop")


class Handler(HttpHandler):
    """One request; ``authority`` is set by `Authority`."""

    authority = None

    def do_GET(self) -> None:
        path = urlsplit(self.path).path
        store = self.authority.store
        if self.is_down():
            return
        if path == "/root.pem":
            self.send(200, store.root_pem().encode(), "application/x-pem-file")
        elif path in ("/crl/root.crl", "/crl/issuing.crl"):
            name = path.removeprefix("/crl/").removesuffix(".crl")
            self.send(200, store.revocation_list(name), "application/pkix-crl")
        elif path.startswith("/signers/"):
            self.signer(path.removeprefix("/signers/"))
        else:
            self.answer(404, {"error": "not found"})

    def do_POST(self) -> None:
        body = self.body()
        if body is None:
            return
        places = {
            "/sign": self.sign,
            "/sessions": self.begin,
            "/sessions/end": self.end,
            "/tsa": self.stamp,
            "/revoke": self.revoke,
            "/restore": self.restore,
            "/modes": self.modes,
        }
        path = urlsplit(self.path).path
        if path != "/modes" and self.is_down():
            return
        places.get(path, lambda _body: self.answer(404, {"error": "not found"}))(body)

    def is_down(self) -> bool:
        if self.authority.mode == "down":
            self.answer(503, {"error": "temporarily unavailable"})
        elif self.authority.mode == "drop":
            self.close_connection = True
        else:
            return False
        return True

    # -- signing

    def is_client(self) -> bool:
        given = self.headers.get("Authorization", "").encode()
        if hmac.compare_digest(given, f"Bearer {KEY}".encode()):
            return True
        self.answer(401, {"error": "key"})
        return False

    def signer(self, name: str) -> None:
        if not self.is_client():
            return
        if name not in TITLES:
            self.answer(404, {"error": "signer"})
            return
        store, one = self.authority.store, TITLES[name]
        told = {
            "id": name,
            "kind": one.kind,
            "name": one.name,
            "certificate": store[name].pem(),
            "chain": store.chain_of(name),
        }
        self.answer(200, told)

    def asked(self, body: bytes) -> dict | None:
        """The JSON of a client, None for what was refused."""
        if not self.is_client():
            return None
        stamp = self.headers.get("X-Timestamp", "")
        given = self.headers.get("X-Signature", "")
        if not signing.is_signed(SECRET, stamp, given, body):
            self.answer(401, {"error": "signature"})
            return None
        try:
            found = json.loads(body)
        except ValueError:
            found = None
        if not isinstance(found, dict):
            self.answer(400, {"error": "body"})
            return None
        return found

    def sign(self, body: bytes) -> None:
        asked = self.asked(body)
        if asked is None:
            return
        try:
            digest = b64decode(asked["digest"], validate=True)
            name = str(asked["signer"])
        except (ValueError, KeyError, TypeError, binascii.Error):
            self.answer(400, {"error": "body"})
            return
        pin, session = str(asked.get("pin", "")), str(asked.get("session", ""))
        self.answer(*self.authority.sign(name, digest, pin, session))

    def begin(self, body: bytes) -> None:
        asked = self.asked(body)
        if asked is None:
            return
        try:
            number, seconds = int(asked["number"]), int(asked["seconds"])
            name, pin = str(asked["signer"]), str(asked["pin"])
        except (ValueError, KeyError, TypeError):
            self.answer(400, {"error": "body"})
            return
        self.answer(*self.authority.allow(name, pin, number, seconds))

    def end(self, body: bytes) -> None:
        asked = self.asked(body)
        if asked is not None:
            self.authority.sessions.end(str(asked.get("session", "")))
            self.answer(200, {})

    def stamp(self, body: bytes) -> None:
        try:
            made = stamps.answer(self.authority.store, body)
        except (ValueError, TypeError, KeyError):
            self.answer(400, {"error": "no request"})
            return
        self.send(200, made, "application/timestamp-reply")

    # -- behaving

    def revoke(self, body: bytes) -> None:
        self.change(body, self.authority.store.revoke)

    def restore(self, body: bytes) -> None:
        self.change(body, self.authority.store.restore)

    def change(self, body, act) -> None:
        name = form(body).get("signer", "")
        if name not in TITLES:
            self.answer(404, {"error": "signer"})
            return
        act(name)
        self.answer(200, {"signer": name})

    def modes(self, body: bytes) -> None:
        mode = form(body).get("mode")
        if mode not in MODES:
            self.answer(400, {"error": "unknown"})
            return
        self.authority.mode = mode
        self.answer(200, {"mode": mode})

    def send(self, status, body, kind, headers=None) -> None:
        """Nobody keeps an answer: the next one may be another."""
        super().send(status, body, kind, {"Cache-Control": "no-store"})


def form(body: bytes) -> dict:
    """The first value of each name."""
    found = parse_qs(body.decode("utf-8", "replace"), keep_blank_values=True)
    return {name: values[0] for name, values in found.items()}


class Authority(Service, HttpServer):
    """See `servers.Server`; three ports above the sandbox's own."""

    title = "Certification authority"

    def __init__(self, port: int, box=None, store: Store | None = None) -> None:
        folder = os.environ.get("DVC_VAR")
        kept = Path(folder) / "authority" if folder and port else None
        at = port + OFFSET if port else 0
        self.listen(Handler, at, authority=self)
        super().__init__()
        self._store, self.folder = store, kept

    @property
    def store(self) -> Store:
        """Made when it is first asked for: keys take a second."""
        with self.lock:
            if self._store is None:
                self._store = Store(self.folder)
            return self._store
