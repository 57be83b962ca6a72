"""The authorization code flow with PKCE, state and nonce (OpenID Connect Core 3.1)."""

from authlib.integrations.base_client.errors import OAuthError
from authlib.integrations.requests_client import OAuth2Session
from dataclasses import dataclass
from hanam.dvc.identity import keys as our_keys
from hanam.dvc.identity.openid import discovery
from hanam.dvc.identity.openid.discovery import Unavailable
from hanam.dvc.identity.openid.providers import Provider
from joserfc import jws
from joserfc import jwt
from joserfc.errors import JoseError
from urllib.parse import urlencode

import requests


# Seconds that the clocks of provider and portal may differ.
SKEW = 120
PLAIN = ("name", "id_number", "birth_date", "phone", "email", "level")


class Refused(Exception):
    """The person has said no at the provider, or the provider has."""


class NotTrusted(Exception):
    """What came is not what a provider of ours has signed for this login."""


@dataclass(frozen=True)
class Identity:
    """Who logged in: ``facts`` has the keys `PLAIN`, unknown is the empty string."""

    issuer: str
    subject: str
    facts: dict
    token: str


def _session(provider: Provider, redirect_uri: str) -> OAuth2Session:
    session = OAuth2Session(
        provider.client_id,
        provider.client_secret or None,
        scope=provider.scope,
        redirect_uri=redirect_uri,
        code_challenge_method="S256",
        default_timeout=discovery.TIMEOUT,
    )
    session.max_redirects = 0
    return session


def begin(provider: Provider, redirect_uri: str) -> tuple[str, dict]:
    """Where to send the browser, and what to keep for `finish`."""
    kept = {name: our_keys.token() for name in ("state", "nonce", "verifier")}
    asked = discovery.metadata(provider)["authorization_endpoint"]
    url, _state = _session(provider, redirect_uri).create_authorization_url(
        asked,
        state=kept["state"],
        nonce=kept["nonce"],
        code_verifier=kept["verifier"],
    )
    return url, kept


def finish(provider: Provider, redirect_uri: str, kept: dict, answer) -> Identity:
    """Who has logged in, by the answer (a mapping) that the browser brought back.

    Raises `Refused`, `NotTrusted`, `Unavailable`. The caller has used ``kept`` up.
    """
    if not kept or not our_keys.same(kept["state"], str(answer.get("state") or "")):
        raise NotTrusted("state")
    if answer.get("iss") and answer["iss"] != provider.issuer:
        raise NotTrusted("iss of the answer")
    if answer.get("error"):
        raise Refused
    code = answer.get("code")
    if not isinstance(code, str) or not code:
        raise NotTrusted("code")
    found = discovery.metadata(provider)
    try:
        token = _session(provider, redirect_uri).fetch_token(
            found["token_endpoint"],
            code=code,
            code_verifier=kept["verifier"],
            grant_type="authorization_code",
        )
    except OAuthError as error:
        raise NotTrusted(f"token: {error.error}") from None
    except (requests.RequestException, ValueError) as error:
        raise Unavailable(type(error).__name__) from None
    claims = checked(provider, token.get("id_token"), kept["nonce"])
    more = user_info(found, token, claims["sub"])
    return Identity(
        provider.issuer,
        claims["sub"],
        facts(provider, {**more, **claims}),
        token["id_token"],
    )


def checked(provider: Provider, id_token, nonce: str) -> dict:
    """The claims of an ID token that is signed, for us, for this login and of now."""
    if not isinstance(id_token, str):
        raise NotTrusted("no id_token")
    try:
        header = jws.extract_compact(id_token.encode()).headers()
        keyset = discovery.keys(provider, str(header.get("kid") or ""))
        token = jwt.decode(id_token, keyset, algorithms=list(provider.algorithms))
        jwt.JWTClaimsRegistry(
            leeway=SKEW,
            iss={"essential": True, "value": provider.issuer},
            aud={"essential": True, "value": provider.client_id},
            sub={"essential": True},
            exp={"essential": True},
            iat={"essential": True},
            nonce={"essential": True, "value": nonce},
        ).validate(token.claims)
    except (JoseError, ValueError, KeyError, TypeError) as error:
        raise NotTrusted(type(error).__name__) from None
    claims = token.claims
    if not isinstance(claims["sub"], str) or not claims["sub"]:
        raise NotTrusted("sub")
    # Meant for several: then it must have been issued to us.
    several = isinstance(claims["aud"], list) and len(claims["aud"]) > 1
    if several and claims.get("azp") != provider.client_id:
        raise NotTrusted("azp")
    return claims


def user_info(found: dict, token: dict, subject: str) -> dict:
    """What the provider tells beyond the ID token; {} where it has no such place."""
    url = found.get("userinfo_endpoint")
    if not isinstance(url, str):
        return {}
    bearer = {"Authorization": f"Bearer {token.get('access_token', '')}"}
    told = discovery.fetch("GET", url, headers=bearer)
    if told.get("sub") != subject:
        raise NotTrusted("sub of userinfo")
    return told


def facts(provider: Provider, claims: dict) -> dict:
    """The claims by our names, as texts."""
    found = {name: claims.get(provider.claims.get(name, "")) for name in PLAIN}
    return {name: text if isinstance(text, str) else "" for name, text in found.items()}


def end_address(provider: Provider, id_token: str, back: str) -> str:
    """Where the browser ends its session at the provider, and then comes back; "" where the
    provider has no such place or does not answer."""
    try:
        url = discovery.metadata(provider).get("end_session_endpoint")
    except Unavailable:
        return ""
    if not isinstance(url, str):
        return ""
    asked = {
        "id_token_hint": id_token,
        "client_id": provider.client_id,
        "post_logout_redirect_uri": back,
    }
    return f"{url}{'&' if '?' in url else '?'}{urlencode(asked)}"
