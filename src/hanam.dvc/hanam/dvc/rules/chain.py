"""The chain of a dossier's history: what an entry says, in bytes, and how entries hang together.

An entry has open facts, which everybody with a proof may read, and closed ones (who, the words,
the address), of which the chain holds commitments only: SHA-256 over 32 bytes that nobody can
guess and the text. Whoever is told the bytes and the text of one fact can check it; the others
stay closed, and a text can be erased without breaking the chain. docs/history.md is the format.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from unicodedata import normalize

import hmac
import json


FORMAT = "hanam.dvc/history/1"
START = "0" * 64
CLOSED = ("actor", "name", "note", "address")
# Entries of those who only looked; all others changed something.
READ = "read."
ENCODER = json.JSONEncoder(ensure_ascii=False, sort_keys=True, separators=(",", ":"))


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry of the history of a dossier.

    ``no`` counts from 1 in each dossier; ``at`` is a naive local time of the province;
    ``source`` and ``target`` are states; ``agency`` and ``role`` say for whom staff acted and
    as what; ``actor`` is a user id, ``name`` the person's; ``address`` where the request came
    from; ``salt`` 32 hexadecimal digits, random, the secret of the entry.
    """

    code: str
    no: int
    at: datetime
    action: str
    source: str = ""
    target: str = ""
    agency: str = ""
    role: str = ""
    actor: str = ""
    name: str = ""
    note: str = ""
    address: str = ""
    salt: str = ""


def canonical(facts: dict) -> bytes:
    """Bytes of an object of texts and whole numbers: JSON (RFC 8259) with sorted keys and no
    blanks, NFC, UTF-8."""
    return as_bytes(ENCODER.encode(facts))


def as_bytes(text: str) -> bytes:
    """A text in NFC and UTF-8; most are ASCII, where NFC changes nothing."""
    return (text if text.isascii() else normalize("NFC", text)).encode("utf-8")


def digest(*parts: bytes) -> str:
    """SHA-256 over the parts one after another, in hexadecimal digits."""
    return sha256(b"".join(parts)).hexdigest()


def opening(salt: str, field: str) -> str:
    """The 32 bytes, in hexadecimal digits, that open the closed fact ``field``; they tell
    nothing about those of the other facts."""
    return hmac.digest(bytes.fromhex(salt), field.encode(), "sha256").hex()


def commitment(opened_by: str, value: str) -> str:
    """What the chain holds of a closed fact."""
    return digest(bytes.fromhex(opened_by), as_bytes(value))


def facts_of(entry: Entry) -> dict:
    """What is hashed of an entry: open facts as they are, commitments to the closed ones."""
    closed = {
        name: commitment(opening(entry.salt, name), getattr(entry, name))
        for name in CLOSED
    }
    return closed | {
        "format": FORMAT,
        "code": entry.code,
        "no": entry.no,
        "at": entry.at.isoformat(),
        "action": entry.action,
        "from": entry.source,
        "to": entry.target,
        "agency": entry.agency,
        "role": entry.role,
    }


def link(previous: str, facts: dict) -> str:
    """The hash of an entry whose predecessor in the dossier has the hash ``previous``
    (`START` for the first)."""
    return digest(bytes.fromhex(previous), canonical(facts))


def disclosed(entry: Entry, fields: Iterable[str]) -> dict:
    """{field: {"opening", "value"}} for the closed facts that somebody may read."""
    return {
        name: {"opening": opening(entry.salt, name), "value": getattr(entry, name)}
        for name in fields
    }
