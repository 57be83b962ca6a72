"""The ID tokens of the stand-in, right and wrong ones."""

from base64 import urlsafe_b64encode
from hanam.dvc.sandbox.people import PEOPLE
from joserfc import jwt
from joserfc.errors import JoseError
from joserfc.jwk import ECKey
from joserfc.jwk import KeySet
from joserfc.jwk import RSAKey
from threading import Lock
from time import time

import json
import secrets


class Tokens:
    """One RSA and one EC key at a time; `rotate` takes new ones and drops the old."""

    def __init__(self) -> None:
        self.lock = Lock()
        self.rotate()

    def rotate(self) -> None:
        keys = {"RS256": made(RSAKey, 2048), "ES256": made(ECKey, "P-256")}
        with self.lock:
            self.keys = keys

    def public(self) -> dict:
        """The key set that everybody may see."""
        return KeySet(list(self.keys.values())).as_dict(private=False)

    def is_ours(self, token: str) -> bool:
        """Whether a token was signed with one of the keys of now."""
        try:
            keys = KeySet(list(self.keys.values()))
            jwt.decode(token, keys, algorithms=list(self.keys))
        except (JoseError, ValueError):
            return False
        return True

    def id_token(self, mode, issuer, audience, nonce, person) -> str:
        """An ID token; ``mode`` says what is wrong with it."""
        now = int(time())
        old = 3600 if mode == "expired" else 0
        claims = {
            "iss": "https://nguoi-la.example" if mode == "wrong_issuer" else issuer,
            "sub": person,
            "aud": "another-client" if mode == "wrong_audience" else audience,
            "iat": now - old,
            "exp": now - old + 300,
            "auth_time": now - old,
            "nonce": "another" if mode == "wrong_nonce" else nonce,
            "acr": PEOPLE[person]["acr"],
        }
        name = "ES256" if mode == "es256" else "RS256"
        key = self.keys[name]
        header = {"alg": name, "kid": key.kid, "typ": "JWT"}
        if mode == "bad_signature":
            key = made(RSAKey, 2048, key.kid)
        token = jwt.encode(header, claims, key, algorithms=[name])
        return unsigned(header, claims) if mode == "unsigned" else token


def made(kind, size, kid: str = ""):
    """A new key of that kind."""
    return kind.generate_key(
        size,
        parameters={"kid": kid or secrets.token_hex(6), "use": "sig"},
        private=True,
    )


def unsigned(header: dict, claims: dict) -> str:
    """A token with the algorithm "none", which nobody may take."""
    parts = ({**header, "alg": "none"}, claims)
    texts = [
        urlsafe_b64encode(json.dumps(part).encode()).decode().rstrip("=")
        for part in parts
    ]
    return ".".join([*texts, ""])
