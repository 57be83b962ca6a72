"""How often one address may verify results; codes that are not there weigh more."""

from hanam.dvc.dossiers import secrets
from hanam.dvc.register import brakes
from hanam.dvc.signing import settings

import ipaddress


ALL, MISSED = "verify", "verify-miss"
# The network that one household or office has in IPv6.
NETWORK = 64


def who(request) -> str:
    """A pseudonym of where a request comes from: no address is kept."""
    text = request.getClientAddr() or ""
    try:
        found = ipaddress.ip_address(text)
    except ValueError:
        return secrets.pseudonym(f"verify {text}")
    if found.version != 4:
        found = found.ipv4_mapped or ipaddress.ip_network(
            (found, NETWORK), strict=False
        )
    return secrets.pseudonym(f"verify {found}")


def seconds_to_wait(request) -> int:
    """Seconds until this address may verify again; 0 if it may now."""
    most = {ALL: settings.value("checks"), MISSED: settings.value("misses")}
    return brakes.wait(who(request), most, settings.value("window"))


def count(request, found: bool) -> None:
    """Note that this address has verified something."""
    kinds = (ALL,) if found else (ALL, MISSED)
    brakes.count(who(request), kinds, settings.value("window"))
