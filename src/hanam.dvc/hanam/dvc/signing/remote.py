"""A signing service: keeps the keys, signs a digest for who knows the PIN.

The document never leaves the portal; what is sent is the SHA-256 digest of the attributes to be
signed. Protocol: docs/signing.md. Another kind of service (a token in the reader's computer, the
office's own tool) is another class with the two methods of `Service`.
"""

from base64 import b64decode
from base64 import b64encode
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.padding import PKCS1v15
from cryptography.hazmat.primitives.asymmetric.utils import Prehashed
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import load_der_public_key
from dataclasses import dataclass
from dataclasses import field
from hanam.dvc.signing import stand_in
from hanam.dvc.signing.errors import SigningError
from hashlib import sha256
from pyhanko.keys import load_certs_from_pemder_data
from pyhanko.sign.signers import Signer as PdfKey
from pyhanko_certvalidator.registry import SimpleCertificateStore

import asyncio
import binascii
import hmac
import json
import requests
import time


DIGEST = "sha256"
# What a service may say, and what is told then.
SAID = {
    "pin": "pin",
    "locked": "locked",
    "signer": "signer.unknown",
    "session": "session.over",
    "number": "session.large",
}


@dataclass(frozen=True)
class Allowed:
    """What a service allows without asking for the PIN again: ``number`` signatures with one key,
    for ``seconds`` from now. The token is worth nothing without the contract's secret."""

    token: str = field(repr=False)
    number: int
    seconds: int


@dataclass(frozen=True)
class Service:
    """Where a signing service is; ``key`` and ``secret`` are of the contract with it."""

    url: str
    key: str = field(default="", repr=False)
    secret: str = field(default="", repr=False)
    seconds: int = 20

    def certificates(self, signer: str) -> list:
        """The signer's certificate and the authorities above it."""
        told = self._ask("GET", f"/signers/{signer}")
        try:
            pems = [told["certificate"], *told.get("chain", ())]
            return [
                one
                for pem in pems
                for one in load_certs_from_pemder_data(str(pem).encode())
            ]
        except (KeyError, TypeError, ValueError) as error:
            raise SigningError("service.garbled") from error

    def sign(
        self, signer: str, digest: bytes, pin: str = "", session: str = ""
    ) -> bytes:
        """The signature (RSA PKCS #1 v1.5) over a SHA-256 digest, by a PIN or by the token of
        what was allowed before."""
        body = {
            "signer": signer,
            "digest_algorithm": DIGEST,
            "digest": b64encode(digest).decode(),
        } | ({"session": session} if session else {"pin": pin})
        told = self._ask("POST", "/sign", body)
        try:
            return b64decode(told["signature"], validate=True)
        except (KeyError, TypeError, ValueError, binascii.Error) as error:
            raise SigningError("service.garbled") from error

    def allow(self, signer: str, pin: str, number: int, seconds: int) -> Allowed:
        """Ask for ``number`` signatures with one PIN, to be made within ``seconds``."""
        body = {"signer": signer, "pin": pin, "number": number, "seconds": seconds}
        told = self._ask("POST", "/sessions", body)
        try:
            return Allowed(
                str(told["session"]), int(told["number"]), int(told["seconds"])
            )
        except (KeyError, TypeError, ValueError) as error:
            raise SigningError("service.garbled") from error

    def release(self, session: str) -> None:
        """What is left of an allowance is not needed any more."""
        self._ask("POST", "/sessions/end", {"session": session})

    def _ask(self, method: str, path: str, body: dict | None = None) -> dict:
        data = b"" if body is None else json.dumps(body).encode()
        stamp = str(int(time.time()))
        signed = hmac.new(self.secret.encode(), stamp.encode() + b"." + data, sha256)
        headers = {
            "Authorization": f"Bearer {self.key}",
            "Content-Type": "application/json",
            "X-Timestamp": stamp,
            "X-Signature": f"sha256={signed.hexdigest()}",
        }
        url = stand_in.resolved(self.url)
        if not url.startswith(("https://", "http://")):
            raise SigningError("service.none")
        try:
            answer = requests.request(
                method,
                url + path,
                data=data or None,
                headers=headers,
                timeout=self.seconds,
                allow_redirects=False,
            )
        except requests.RequestException as error:
            # The error quotes the request: it is not chained, so that no log shows the PIN.
            raise SigningError("service.down", kind=type(error).__name__) from None
        return _said(answer)


def _said(answer) -> dict:
    try:
        told = answer.json()
    except ValueError:
        told = None
    if not isinstance(told, dict):
        garbled = answer.status_code == requests.codes.ok
        raise SigningError("service.garbled" if garbled else "service.down")
    if answer.status_code == requests.codes.ok:
        return told
    error = str(told.get("error") or "")
    if error == "pin" and isinstance(told.get("left"), int):
        if told["left"] > 0:
            raise SigningError("pin.left", left=told["left"])
        raise SigningError("locked")
    if error in SAID:
        raise SigningError(SAID[error])
    refused = 400 <= answer.status_code < 500
    raise SigningError("service.refused" if refused else "service.down")


class Signer(PdfKey):
    """One signer of a service, for one use: it holds the PIN, or the token of an allowance, until
    it is thrown away."""

    def __init__(self, service, name: str, pin: str = "", session: str = "") -> None:
        self.service, self.name, self._proof = service, name, (pin, session)
        certificate, *chain = service.certificates(name)
        known = SimpleCertificateStore()
        known.register_multiple(chain)
        super().__init__(
            signing_cert=certificate, cert_registry=known, embed_roots=False
        )

    async def async_sign_raw(self, data, digest_algorithm, dry_run=False) -> bytes:
        if digest_algorithm != DIGEST:
            raise SigningError("service.refused")
        if dry_run:
            return bytes(self.signing_cert.public_key.byte_size)
        digest = sha256(data).digest()
        made = await asyncio.to_thread(
            self.service.sign, self.name, digest, *self._proof
        )
        self._check(made, digest)
        return made

    def _check(self, made: bytes, digest: bytes) -> None:
        """What came back is the signer's, over what was asked for."""
        key = load_der_public_key(self.signing_cert.public_key.dump())
        try:
            key.verify(made, digest, PKCS1v15(), Prehashed(SHA256()))
        except (InvalidSignature, TypeError, AttributeError) as error:
            raise SigningError("service.garbled") from error
