"""What a provider says of itself: addresses and keys, kept for a while in each process."""

from hanam.dvc.identity.openid.providers import Provider
from joserfc.jwk import KeySet
from threading import Lock
from time import monotonic

import requests


TIMEOUT = 6
KEPT = 3600
# An unknown key is looked for again, but nobody makes us ask all the time.
LEAST = 10
LARGEST = 500_000


class Unavailable(Exception):
    """The provider does not answer, or not as it should."""


class _Kept:
    """Answers by address, with the time they were fetched."""

    def __init__(self):
        self.lock = Lock()
        self.answers: dict[str, tuple[float, dict]] = {}

    def get(self, url: str, most: float) -> dict:
        """The JSON of an address, not older than ``most`` seconds."""
        with self.lock:
            at, answer = self.answers.get(url, (0.0, {}))
        if answer and monotonic() - at < most:
            return answer
        answer = fetch("GET", url)
        with self.lock:
            self.answers[url] = (monotonic(), answer)
        return answer

    def forget(self) -> None:
        """Start anew (tests)."""
        with self.lock:
            self.answers.clear()


kept = _Kept()


def fetch(method: str, url: str, **more) -> dict:
    """The JSON object that an address answers; raises `Unavailable`."""
    try:
        answer = requests.request(
            method, url, timeout=TIMEOUT, allow_redirects=False, **more
        )
        if answer.status_code != 200 or len(answer.content) > LARGEST:
            raise Unavailable(f"status {answer.status_code}")
        found = answer.json()
    except (requests.RequestException, ValueError) as error:
        raise Unavailable(type(error).__name__) from None
    if not isinstance(found, dict):
        raise Unavailable("no object")
    return found


def metadata(provider: Provider) -> dict:
    """The addresses of a provider (OpenID Connect Discovery)."""
    url = f"{provider.issuer.rstrip('/')}/.well-known/openid-configuration"
    found = kept.get(url, KEPT)
    if found.get("issuer") != provider.issuer:
        raise Unavailable("another issuer")
    for name in ("authorization_endpoint", "token_endpoint", "jwks_uri"):
        if not isinstance(found.get(name), str):
            raise Unavailable(f"no {name}")
    return found


def keys(provider: Provider, kid: str) -> KeySet:
    """The keys of a provider; fetched again where none of them has this id."""
    url = metadata(provider)["jwks_uri"]
    found = kept.get(url, KEPT)
    if kid and kid not in {key.get("kid") for key in found.get("keys", ())}:
        found = kept.get(url, LEAST)
    try:
        return KeySet.import_key_set(found)
    except (KeyError, TypeError, ValueError) as error:
        raise Unavailable(type(error).__name__) from None
