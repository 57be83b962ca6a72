"""The brake on look-ups, as the settings have it, held in the register for all processes.

Who finds a dossier now and then is counted in memory, a few look-ups at once; a look-up that
finds nothing, or whose secret is wrong, is counted at once and weighs more.
"""

from hanam.dvc.dossiers import secrets
from hanam.dvc.filing import settings
from hanam.dvc.notify import periodic
from hanam.dvc.register import brakes
from threading import Lock

import ipaddress


ALL, MISSED = "lookup", "missed"
# The network that one household or office has in IPv6.
NETWORK = 64
# So many look-ups are counted together.
STEP = 5
DAY = 86400  # seconds


class Pending:
    """Look-ups of this process that are not in the register yet, by pseudonym."""

    def __init__(self, most: int = 10_000) -> None:
        self.most = most
        self.counts: dict[str, int] = {}
        self.lock = Lock()

    def add(self, who: str, step: int) -> int:
        """Note one; how many are to be counted now, 0 while they are few."""
        with self.lock:
            number = self.counts.pop(who, 0) + 1
            if number >= step:
                return number
            self.counts[who] = number
            while len(self.counts) > self.most:
                del self.counts[next(iter(self.counts))]
            return 0

    def forget(self) -> None:
        with self.lock:
            self.counts.clear()


LOOKUPS = Pending()


def address(request) -> str:
    """Where a request comes from; proxies are trusted as Zope is configured."""
    return request.getClientAddr() or ""


def network(address: str) -> str:
    """The address, or the network of it where one reader has many."""
    try:
        found = ipaddress.ip_address(address)
    except ValueError:
        return address
    if found.version == 4:
        return address
    if found.ipv4_mapped:
        return str(found.ipv4_mapped)
    return str(ipaddress.ip_network((found, NETWORK), strict=False))


def who(request) -> str:
    """A pseudonym of where a request comes from: no address is kept."""
    return secrets.pseudonym(f"brake {network(address(request))}")


def seconds_to_wait(request) -> int:
    """Seconds until this address may look up again; 0 if it may now."""
    most = {ALL: settings.value("lookups"), MISSED: settings.value("misses")}
    return brakes.wait(who(request), most, settings.value("window"))


def count(request, found: bool) -> None:
    """Note a look-up of this address."""
    name, window = who(request), settings.value("window")
    if not found:
        brakes.count(name, (ALL, MISSED), window)
        return
    # A limit below the step is still held.
    number = LOOKUPS.add(name, min(STEP, settings.value("lookups")))
    if number:
        brakes.count(name, (ALL,), window, number)


def forget_old(portal, now) -> None:
    """Delete counts that are of no use any more; called by the worker."""
    brakes.forget()


periodic.register("filing.brakes", DAY, forget_old)
