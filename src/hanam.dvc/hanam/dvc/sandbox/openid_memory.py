"""What the stand-in for a national login remembers: codes, sessions, access tokens."""

from base64 import b64decode
from hanam.dvc.sandbox.openid_tokens import Tokens
from threading import Lock
from time import time
from urllib.parse import unquote
from urllib.parse import urlsplit

import hmac
import secrets


CLIENT = "dvc-mau"
SECRET = "sandbox-secret"  # noqa: S105
# Where the portal is met again; nowhere else is anybody led.
CALLBACK = "/dang-nhap-quoc-gia/"
LIVES = 120


class Memory:
    """``mode`` says how the provider behaves."""

    def __init__(self) -> None:
        self.mode = "ok"
        self.tokens = Tokens()
        self.lock = Lock()
        self.codes: dict[str, tuple[float, dict, str]] = {}
        self.sessions: dict[str, str] = {}
        self.access: dict[str, str] = {}

    def is_request(self, asked: dict) -> bool:
        """Whether this is a request of the portal's, with all that is needed."""
        back = urlsplit(asked.get("redirect_uri", ""))
        return (
            asked.get("client_id") == CLIENT
            and asked.get("response_type") == "code"
            and "openid" in asked.get("scope", "").split()
            and asked.get("code_challenge_method") == "S256"
            and bool(asked.get("code_challenge"))
            and back.scheme in ("http", "https")
            and CALLBACK in back.path
            and back.path.endswith("/ve")
        )

    def is_client(self, header: str, form: dict) -> bool:
        """Whether the portal has named itself, by Basic or in the form."""
        name, secret = form.get("client_id", ""), form.get("client_secret", "")
        if header.startswith("Basic "):
            pair = b64decode(header[6:]).decode()
            name, _colon, secret = (unquote(part) for part in pair.partition(":"))
        return name == CLIENT and hmac.compare_digest(secret, SECRET)

    def give_code(self, asked: dict, person: str) -> str:
        code = secrets.token_urlsafe(24)
        with self.lock:
            self.codes[code] = (time() + LIVES, asked, person)
        return code

    def use_code(self, code: str) -> tuple[dict, str]:
        """What was asked with a code, once; ({}, "") for none."""
        with self.lock:
            until, asked, person = self.codes.pop(code, (0, {}, ""))
        return (asked, person) if until > time() else ({}, "")

    def tokens_for(self, asked: dict, person: str) -> dict:
        access = secrets.token_urlsafe(24)
        self.access[access] = person
        id_token = self.tokens.id_token(
            self.mode, self.address(), CLIENT, asked.get("nonce", ""), person
        )
        return {
            "access_token": access,
            "token_type": "Bearer",
            "expires_in": LIVES,
            "id_token": id_token,
        }

    def address(self) -> str:
        """Where the provider is; also its name as issuer."""
        raise NotImplementedError
