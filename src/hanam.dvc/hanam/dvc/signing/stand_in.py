"""Addresses that begin with ``sandbox:`` are those of the sample province's authority."""

from urllib.parse import urlsplit

import os


SANDBOX = "sandbox:"
DEFAULT = "http://127.0.0.1:8090"
OFFSET = 3


def resolved(url: str) -> str:
    """The address; for ``sandbox:/…`` that of the stand-in that runs now."""
    if not url.startswith(SANDBOX):
        return url
    here = urlsplit(os.environ.get("DVC_SANDBOX", DEFAULT))
    path = url.removeprefix(SANDBOX)
    return f"{here.scheme}://{here.hostname}:{here.port + OFFSET}{path}"
