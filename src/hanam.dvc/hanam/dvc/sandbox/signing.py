"""The signature of a gateway: HMAC-SHA256 over the time and the body."""

import hashlib
import hmac
import time


MOST_SKEW = 300  # seconds


def signature(secret: str, timestamp: str, body: bytes) -> str:
    """The value of X-Signature for a body sent at ``timestamp`` (seconds since 1970)."""
    signed = timestamp.encode() + b"." + body
    return f"sha256={hmac.new(secret.encode(), signed, hashlib.sha256).hexdigest()}"


def is_signed(secret: str, timestamp: str, given: str, body: bytes) -> bool:
    """Whether ``given`` is right, and not long ago."""
    if not timestamp.isdigit() or abs(time.time() - int(timestamp)) > MOST_SKEW:
        return False
    return hmac.compare_digest(given, signature(secret, timestamp, body))
