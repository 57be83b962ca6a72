"""The keys of the authority: made once, and kept in a folder so that signatures stay valid."""

from cryptography import x509
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import padding
from cryptography.hazmat.primitives.asymmetric.utils import Prehashed
from dataclasses import dataclass
from datetime import datetime
from datetime import timedelta
from datetime import UTC
from hanam.dvc.sandbox.authority import certificates
from hanam.dvc.sandbox.authority.people import HOLDERS
from pathlib import Path
from threading import RLock

import json
import os


PEM = serialization.Encoding.PEM
CRL = "http://127.0.0.1:8093/crl/issuing.crl"
FILE = "authority.json"
ORGANISATION = "Cơ quan chứng thực mẫu"


@dataclass
class Pair:
    """A certificate and its key; ``chain`` are the authorities above, nearest first."""

    certificate: x509.Certificate
    key: object
    chain: tuple = ()

    def pem(self) -> str:
        return self.certificate.public_bytes(PEM).decode()


class Store:
    """Roots, holders, the clock, and what was revoked; safe for many threads."""

    def __init__(self, folder: Path | None = None) -> None:
        self.lock = RLock()
        self.path = None if folder is None else Path(folder) / FILE
        self.pairs: dict[str, Pair] = {}
        self.revoked: dict[str, datetime] = {}
        if self.path is not None and self.path.is_file():
            self._read()
        else:
            self._make()
            self._write()

    def __getitem__(self, name: str) -> Pair:
        return self.pairs[name]

    def root_pem(self, name: str = "root") -> str:
        return self.pairs[name].pem()

    def chain_of(self, name: str) -> list[str]:
        """PEM of the authorities above a holder, without the root."""
        return [
            self.pairs[one].pem() for one in self.pairs[name].chain if "root" not in one
        ]

    def sign(self, name: str, digest: bytes) -> bytes:
        """RSA PKCS #1 v1.5 over a SHA-256 digest."""
        hashed = Prehashed(certificates.SHA256)
        return self.pairs[name].key.sign(digest, padding.PKCS1v15(), hashed)

    def revoke(self, name: str, at: datetime | None = None) -> None:
        """The certificate holds no longer, from ``at`` (aware; default now)."""
        with self.lock:
            self.revoked[name] = at or datetime.now(UTC)
            self._write()

    def restore(self, name: str) -> None:
        """Only here: what was revoked for a lesson holds again."""
        with self.lock:
            self.revoked.pop(name, None)
            self._write()

    def revocation_list(self, name: str) -> bytes:
        """DER of the list of an authority: "root" or "issuing"."""
        with self.lock:
            gone = {
                self.pairs[one].certificate.serial_number: at
                for one, at in self.revoked.items()
                if self.pairs[one].chain and self.pairs[one].chain[0] == name
            }
        issuer = self.pairs[name]
        number = int(datetime.now(UTC).timestamp())
        return certificates.revocation_list(
            issuer.certificate, issuer.key, gone, number
        )

    def _make(self) -> None:
        for prefix, words in (("", ORGANISATION), ("stranger-", "Tổ chức lạ")):
            root, issuing = f"{prefix}root", f"{prefix}issuing"
            self._authority(root, f"{words} (gốc)")
            self._authority(issuing, words, root)
        self._add("clock", certificates.clock, "Máy chủ dấu thời gian mẫu", "issuing")
        for one in HOLDERS:
            issuing = f"{one.home}-issuing" if one.home else "issuing"
            subject = certificates.name(one.name, one.organisation, one.title)
            above = self.pairs[issuing]
            key = certificates.new_key()
            made = certificates.holder(
                subject, key, above.certificate, above.key, one.days, CRL
            )
            self.pairs[one.id] = Pair(made, key, (issuing, *above.chain))
            if one.revoked:
                self.revoked[one.id] = datetime.now(UTC) - timedelta(days=1)

    def _authority(self, name, common, above="") -> None:
        subject, key = certificates.name(common, ORGANISATION), certificates.new_key()
        if not above:
            self.pairs[name] = Pair(certificates.authority(subject, key), key)
            return
        issuer = self.pairs[above]
        made = certificates.authority(subject, key, issuer.certificate, issuer.key)
        self.pairs[name] = Pair(made, key, (above,))

    def _add(self, name, make, common, above) -> None:
        subject, key = certificates.name(common, ORGANISATION), certificates.new_key()
        issuer = self.pairs[above]
        made = make(subject, key, issuer.certificate, issuer.key)
        self.pairs[name] = Pair(made, key, (above, *issuer.chain))

    def _write(self) -> None:
        if self.path is None:
            return
        kept = {
            "pairs": {name: _pair_as_text(pair) for name, pair in self.pairs.items()},
            "revoked": {name: at.isoformat() for name, at in self.revoked.items()},
        }
        self.path.parent.mkdir(parents=True, exist_ok=True)
        part = self.path.with_suffix(f".{os.getpid()}")
        with os.fdopen(os.open(part, os.O_WRONLY | os.O_CREAT, 0o600), "w") as file:
            json.dump(kept, file)
        part.replace(self.path)

    def _read(self) -> None:
        kept = json.loads(self.path.read_text())
        self.pairs = {name: _pair_of(text) for name, text in kept["pairs"].items()}
        self.revoked = {
            name: datetime.fromisoformat(at) for name, at in kept["revoked"].items()
        }


def _pair_as_text(pair) -> dict:
    key = pair.key.private_bytes(
        PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    return {"certificate": pair.pem(), "key": key.decode(), "chain": list(pair.chain)}


def _pair_of(text: dict) -> Pair:
    key = serialization.load_pem_private_key(text["key"].encode(), None)
    found = x509.load_pem_x509_certificate(text["certificate"].encode())
    return Pair(found, key, tuple(text["chain"]))
