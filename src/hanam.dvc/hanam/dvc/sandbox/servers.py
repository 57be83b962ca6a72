"""All stand-ins together: `bin/dvc sandbox --port N`.

A stand-in is a class made with (port, box) that has ``start()``, ``stop()``, ``address()`` and
``title``, and listens on 127.0.0.1 only. `SERVERS` names them; one more is one more line. Each has
a port of its own, counted from N: gateways and the page N, mail N + 1, OpenID Connect N + 2,
certification authority N + 3.
"""

from hanam.dvc.sandbox.authority.server import Authority
from hanam.dvc.sandbox.box import Box
from hanam.dvc.sandbox.gateways import Gateways
from hanam.dvc.sandbox.mail import Mail
from hanam.dvc.sandbox.openid import OpenId
from typing import Protocol


class Server(Protocol):
    """What each stand-in offers."""

    title: str

    def start(self) -> None:
        """Listen, in threads of its own."""

    def stop(self) -> None:
        """End."""

    def address(self) -> str:
        """Where it listens."""


SERVERS = (Gateways, Mail, OpenId, Authority)


class Sandbox:
    """All servers of the table, with one box for what they get."""

    def __init__(self, port: int, box: Box | None = None) -> None:
        self.box = box or Box()
        self.running = []
        self.port = port

    def start(self) -> None:
        """Start them; OSError, and none is left running, where a port is taken."""
        try:
            for kind in SERVERS:
                server = kind(self.port, self.box)
                server.start()
                self.running.append(server)
        except BaseException:
            self.stop()
            raise

    def stop(self) -> None:
        while self.running:
            self.running.pop().stop()

    def url(self) -> str:
        """Where the messages can be read."""
        return f"http://127.0.0.1:{self.port}"
