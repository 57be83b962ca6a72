"""The providers of the settings; what is wrong with them is told, not guessed."""

from dataclasses import dataclass
from dataclasses import field
from functools import lru_cache
from hanam.dvc.i18n import _
from hanam.dvc.identity.settings import value
from hanam.dvc.notify import settings as gateways
from urllib.parse import urlsplit

import json


# What a profile takes from a provider: our name, the usual claim.
CLAIMS = {
    "name": "name",
    "id_number": "personal_id",
    "birth_date": "birthdate",
    "phone": "phone_number",
    "email": "email",
    "level": "acr",
}
ALGORITHMS = ("RS256", "ES256")
SAFE = frozenset(
    f"{kind}{bits}" for kind in ("RS", "ES", "PS") for bits in (256, 384, 512)
)
HERE = ("127.0.0.1", "localhost", "::1")
# The stand-in of the sample province: so many ports above that of the messages.
SANDBOX, OFFSET = "sandbox:", 2


class BadProviders(ValueError):
    """The setting cannot be used; ``problem`` is a message."""

    def __init__(self, problem):
        super().__init__(str(problem))
        self.problem = problem


@dataclass(frozen=True)
class Provider:
    """``key`` is part of the address of its login; ``claims`` name its claims by ours."""

    key: str
    title: str
    issuer: str
    client_id: str
    client_secret: str = ""
    title_en: str = ""
    scope: str = "openid profile"
    algorithms: tuple[str, ...] = ALGORITHMS
    claims: dict = field(default_factory=dict)

    def title_in(self, language: str) -> str:
        return (self.title_en if language.startswith("en") else "") or self.title


def every() -> tuple[Provider, ...]:
    """All providers; none where the setting is broken (the form of settings refuses that)."""
    try:
        return tuple(resolved(one) for one in parse(value("providers") or "[]"))
    except BadProviders:
        return ()


def get(key: str) -> Provider | None:
    """The provider of a key, or None."""
    return next((one for one in every() if one.key == key), None)


@lru_cache(maxsize=8)
def parse(text: str) -> tuple[Provider, ...]:
    """The providers of the setting; raises `BadProviders`."""
    try:
        rows = json.loads(text)
    except ValueError:
        raise BadProviders(_("This is not valid JSON.")) from None
    if not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows):
        raise BadProviders(_("This JSON has the wrong shape."))
    found = tuple(_read(row) for row in rows)
    if len({one.key for one in found}) < len(found):
        raise BadProviders(_("Each provider needs a key of its own."))
    return found


def _read(row: dict) -> Provider:
    texts = {}
    for name in ("key", "title", "issuer", "client_id"):
        texts[name] = row.get(name)
        if not isinstance(texts[name], str) or not texts[name]:
            raise BadProviders(_("A provider has no ${name}.", mapping={"name": name}))
    for name in ("client_secret", "title_en", "scope"):
        if isinstance(row.get(name), str):
            texts[name] = row[name]
    if not texts["key"].isascii() or not texts["key"].isalnum():
        raise BadProviders(_("The key of a provider has letters and digits only."))
    issuer = urlsplit(texts["issuer"])
    safe = issuer.scheme == "https" or issuer.hostname in HERE
    if not safe and not texts["issuer"].startswith(SANDBOX):
        raise BadProviders(_("The issuer of a provider begins with https://."))
    algorithms = tuple(row.get("algorithms") or ALGORITHMS)
    if not SAFE.issuperset(algorithms):
        raise BadProviders(
            _("Only signatures by keys are taken: RS256, ES256 and the like.")
        )
    claims = row.get("claims") or {}
    return Provider(**texts, algorithms=algorithms, claims=CLAIMS | claims)


def resolved(provider: Provider) -> Provider:
    """With the address of the stand-in that runs now, where it is that of the sample."""
    if not provider.issuer.startswith(SANDBOX):
        return provider
    here = urlsplit(gateways.resolved(gateways.SANDBOX))
    issuer = f"{here.scheme}://{here.hostname}:{here.port + OFFSET}"
    facts = {name: getattr(provider, name) for name in provider.__dataclass_fields__}
    return Provider(**facts | {"issuer": issuer})
