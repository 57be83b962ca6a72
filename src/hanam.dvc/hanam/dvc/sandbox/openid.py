"""A provider of OpenID Connect, as a national login is one: authorization code with PKCE.

GET  /.well-known/openid-configuration, /jwks, /userinfo
GET  /authorize      asks who one is, and whether the portal may know it; POST /authorize
POST /token          code, code_verifier; client by Basic or in the form
GET  /end_session    ends the session here and leads back
POST /modes          mode (see `MODES`); mode=rotate gives new keys
"""

from base64 import urlsafe_b64encode
from hanam.dvc.sandbox import openid_pages
from hanam.dvc.sandbox.openid_memory import CLIENT
from hanam.dvc.sandbox.openid_memory import Memory
from hanam.dvc.sandbox.openid_memory import SECRET
from hanam.dvc.sandbox.people import PEOPLE
from hanam.dvc.sandbox.serving import HttpHandler
from hanam.dvc.sandbox.serving import HttpServer
from hashlib import sha256
from http.cookies import SimpleCookie
from urllib.parse import parse_qs
from urllib.parse import urlencode
from urllib.parse import urlsplit

import hmac
import secrets


__all__ = ["CLIENT", "MODES", "SECRET", "OpenId"]
OFFSET = 2
MODES = (
    "ok",
    "es256",
    "bad_signature",
    "unsigned",
    "expired",
    "wrong_nonce",
    "wrong_audience",
    "wrong_issuer",
    "other_subject",
    "down",
)
COOKIE = "mau_quoc_gia"


class Handler(HttpHandler):
    """One request; ``provider`` is set by `OpenId`."""

    provider = None

    def do_GET(self) -> None:
        url = urlsplit(self.path)
        asked = first(parse_qs(url.query, keep_blank_values=True))
        places = {
            "/": lambda _asked: self.html(openid_pages.start()),
            "/page.css": lambda _asked: self.css(),
            "/.well-known/openid-configuration": self.metadata,
            "/jwks": self.jwks,
            "/authorize": self.authorize,
            "/userinfo": self.userinfo,
            "/end_session": self.end_session,
        }
        self.serve(places, url.path, asked)

    def do_POST(self) -> None:
        body = self.body()
        if body is None:
            return
        form = first(parse_qs(body.decode(), True))
        places = {
            "/authorize": self.decide,
            "/token": self.token,
            "/modes": self.modes,
        }
        self.serve(places, urlsplit(self.path).path, form)

    def serve(self, places, path, asked) -> None:
        if self.provider.mode == "down" and path != "/modes":
            self.answer(503, {"error": "temporarily_unavailable"})
        elif path in places:
            places[path](asked)
        else:
            self.answer(404, {"error": "not found"})

    # -- what it says of itself

    def metadata(self, asked) -> None:
        issuer = self.provider.address()
        self.answer(
            200,
            {
                "issuer": issuer,
                "authorization_endpoint": f"{issuer}/authorize",
                "token_endpoint": f"{issuer}/token",
                "userinfo_endpoint": f"{issuer}/userinfo",
                "jwks_uri": f"{issuer}/jwks",
                "end_session_endpoint": f"{issuer}/end_session",
                "response_types_supported": ["code"],
                "subject_types_supported": ["public"],
                "id_token_signing_alg_values_supported": ["RS256", "ES256"],
                "code_challenge_methods_supported": ["S256"],
                "authorization_response_iss_parameter_supported": True,
            },
        )

    def jwks(self, asked) -> None:
        self.answer(200, self.provider.tokens.public())

    # -- logging in

    def authorize(self, asked) -> None:
        if not self.provider.is_request(asked):
            self.html(openid_pages.refused(), 400)
            return
        person = self.provider.sessions.get(self.session_mark())
        self.html(openid_pages.login(asked, person))

    def decide(self, form) -> None:
        origin = self.headers.get("Origin")
        if origin and urlsplit(origin).netloc != self.headers.get("Host"):
            self.answer(403, {"error": "from elsewhere"})
        elif not self.provider.is_request(form):
            self.html(openid_pages.refused(), 400)
        elif form.get("go") != "agree":
            self.back(form, {"error": "access_denied"})
        elif form.get("person") not in PEOPLE:
            self.html(openid_pages.login(form, "", wrong=True), 400)
        else:
            code = self.provider.give_code(form, form["person"])
            mark = secrets.token_urlsafe(16)
            self.provider.sessions[mark] = form["person"]
            cookie = f"{COOKIE}={mark}; Path=/; HttpOnly; SameSite=Lax"
            self.back(form, {"code": code}, {"Set-Cookie": cookie})

    def back(self, form, told, headers=None) -> None:
        told = {**told, "state": form.get("state", ""), "iss": self.provider.address()}
        self.lead(f"{form['redirect_uri']}?{urlencode(told)}", headers)

    def session_mark(self) -> str:
        found = SimpleCookie(self.headers.get("Cookie", "")).get(COOKIE)
        return found.value if found else ""

    # -- tokens

    def token(self, form) -> None:
        if not self.provider.is_client(self.headers.get("Authorization", ""), form):
            self.answer(401, {"error": "invalid_client"})
            return
        asked, person = self.provider.use_code(form.get("code", ""))
        made = sha256(form.get("code_verifier", "").encode()).digest()
        challenge = urlsafe_b64encode(made).decode().rstrip("=")
        if (
            not asked
            or form.get("grant_type") != "authorization_code"
            or form.get("redirect_uri") != asked["redirect_uri"]
            or not hmac.compare_digest(challenge, asked["code_challenge"])
        ):
            self.answer(400, {"error": "invalid_grant"})
            return
        self.answer(200, self.provider.tokens_for(asked, person))

    def userinfo(self, asked) -> None:
        mark = self.headers.get("Authorization", "").removeprefix("Bearer ")
        person = self.provider.access.get(mark)
        if person is None:
            self.answer(401, {"error": "invalid_token"})
            return
        subject = "mau-000" if self.provider.mode == "other_subject" else person
        self.answer(200, {"sub": subject, **PEOPLE[person]})

    def end_session(self, asked) -> None:
        self.provider.sessions.pop(self.session_mark(), None)
        gone = {"Set-Cookie": f"{COOKIE}=; Path=/; Max-Age=0; HttpOnly"}
        back = asked.get("post_logout_redirect_uri", "")
        known = self.provider.tokens.is_ours(asked.get("id_token_hint", ""))
        if known and back.startswith(("http://", "https://")):
            self.lead(back, gone)
        else:
            self.html(openid_pages.ended(), 200, gone)

    def modes(self, form) -> None:
        mode = form.get("mode")
        if mode == "rotate":
            self.provider.tokens.rotate()
        elif mode in MODES:
            self.provider.mode = mode
        else:
            self.answer(400, {"error": "unknown"})
            return
        self.answer(200, {"mode": self.provider.mode})

    # -- answering

    def lead(self, url: str, headers=None) -> None:
        self.send(303, b"", "text/plain", {**(headers or {}), "Location": url})

    def answer(self, status: int, told, headers=None) -> None:
        super().answer(status, told, {"Cache-Control": "no-store"})

    def html(self, text: str, status: int = 200, headers=None) -> None:
        policy = {"Content-Security-Policy": "default-src 'self'; form-action *"}
        self.send(
            status, text.encode(), "text/html; charset=utf-8", policy | (headers or {})
        )

    def css(self) -> None:
        self.send(200, openid_pages.CSS.encode(), "text/css; charset=utf-8")


def first(found: dict) -> dict:
    """The first value of each name."""
    return {name: values[0] for name, values in found.items()}


class OpenId(HttpServer, Memory):
    """See `servers.Server`; two ports above the sandbox's own."""

    title = "OpenID Connect"

    def __init__(self, port: int, box=None) -> None:
        self.listen(Handler, port + OFFSET if port else 0, provider=self)
        super().__init__()
