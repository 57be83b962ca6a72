"""The brake on look-ups, as the settings have it."""

from hanam.dvc.filing import settings
from hanam.dvc.limiter import Limiter


LOOKUPS = Limiter()


def address(request) -> str:
    """Where a request comes from; proxies are trusted as Zope is configured."""
    return request.getClientAddr() or ""


def seconds_to_wait(request) -> int:
    """Seconds until this address may look up again; 0 if it may now."""
    window = settings.value("window")
    who = address(request)
    return max(
        LOOKUPS.wait((who, "all"), settings.value("lookups"), window),
        LOOKUPS.wait((who, "missed"), settings.value("misses"), window),
    )


def count(request, found: bool) -> None:
    """Note a look-up of this address."""
    window = settings.value("window")
    who = address(request)
    LOOKUPS.count((who, "all"), window)
    if not found:
        LOOKUPS.count((who, "missed"), window)
