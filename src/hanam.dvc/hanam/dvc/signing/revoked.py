"""Lists of revoked certificates, fetched from the addresses of the trust list and kept a while."""

from asn1crypto import crl
from concurrent.futures import ThreadPoolExecutor
from hanam.dvc.signing import stand_in
from threading import Lock
from time import monotonic

import logging
import requests


log = logging.getLogger(__name__)
HELD = 300  # seconds a list is used without asking again
# After a failure the next one who asks must not wait again.
PATIENCE = 30
LARGEST = 20 * 2**20
MOST = 50


class Kept:
    """What was fetched lately, by address; safe for many threads."""

    def __init__(self) -> None:
        self.lock = Lock()
        self.found: dict[str, tuple[float, bytes]] = {}

    def get(self, place: str) -> tuple[bool, bytes]:
        """Whether an answer is fresh, and the last list that came (b"" for none)."""
        with self.lock:
            until, data = self.found.get(place, (0.0, b""))
        return monotonic() < until, data

    def put(self, place: str, data: bytes, seconds: float) -> None:
        with self.lock:
            if len(self.found) >= MOST:
                self.found.clear()
            self.found[place] = (monotonic() + seconds, data)

    def forget(self) -> None:
        with self.lock:
            self.found.clear()


KEPT = Kept()


def lists(addresses, seconds: int) -> list[crl.CertificateList]:
    """The lists that could be had from ``addresses``, each waited for ``seconds`` at most.

    A list that cannot be fetched is the last one known; whether that is still in force is for
    who judges a certificate by it.
    """
    places = list(addresses)[:MOST]
    if not places:
        return []
    with ThreadPoolExecutor(max_workers=min(8, len(places))) as pool:
        found = list(pool.map(lambda place: one(place, seconds), places))
    return [crl.CertificateList.load(data) for data in found if data]


def one(place: str, seconds: int) -> bytes:
    """DER of the list of one address, b"" where there is none."""
    fresh, known = KEPT.get(place)
    if fresh:
        return known
    data = fetch(stand_in.resolved(place), seconds)
    KEPT.put(place, data or known, HELD if data else PATIENCE)
    return data or known


def fetch(url: str, seconds: int) -> bytes:
    if not url.startswith(("http://", "https://")):
        return b""
    try:
        with requests.get(
            url, timeout=seconds, allow_redirects=False, stream=True
        ) as answer:
            if answer.status_code != requests.codes.ok:
                raise ValueError(f"status {answer.status_code}")
            data = answer.raw.read(LARGEST + 1, decode_content=True)
        if len(data) > LARGEST:
            raise ValueError("too large")
        found = crl.CertificateList.load(data)
        found["tbs_cert_list"]["this_update"].native  # noqa: B018 - parses it
    except (requests.RequestException, OSError, ValueError, TypeError) as error:
        log.warning("No list of revoked certificates from %s: %s", url, error)
        return b""
    return data
