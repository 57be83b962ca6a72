"""The link of an expert without an account: it opens one question, as long as it is asked.

The secret is computed from a seed kept with the question and a key of the portal's own, so a
copy of the register proves nothing.
"""

from hanam.dvc.dossiers import secrets

import hmac
import os


LENGTH = 32


def seed() -> str:
    """Something that makes the links of two questions different."""
    return os.urandom(12).hex()


def secret_of(code: str, opinion) -> str:
    """The secret in the link of an opinion asked of an expert: 128 bits."""
    text = f"opinion {code} {opinion['no']} {opinion['seed']} {opinion['email']}"
    return secrets.pseudonym(text)[:LENGTH]


def proves(code: str, opinion, given: str | None) -> bool:
    """Whether ``given`` is the secret of that opinion."""
    if not given or not opinion["seed"] or len(given) != LENGTH:
        return False
    return hmac.compare_digest(given.encode(), secret_of(code, opinion).encode())


def path(code: str, opinion) -> str:
    """Where the opinion is given, from the portal on; with the secret for an expert."""
    found = f"y-kien/{code}/{opinion['no']}"
    return f"{found}/{secret_of(code, opinion)}" if opinion["seed"] else found
