"""The stand-ins of `hanam.dvc.sandbox` for tests: real servers on free ports."""

from hanam.dvc.notify import settings
from hanam.dvc.sandbox.box import Box
from hanam.dvc.sandbox.gateways import KEY
from hanam.dvc.sandbox.gateways import SECRET
from hanam.dvc.sandbox.servers import Sandbox

import os
import socket
import unittest.mock


TRIES = 50


def started(box=Box) -> Sandbox:
    """A sandbox on ports that were free a moment ago, with a box of that class."""
    for _ in range(TRIES):
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            port = probe.getsockname()[1]
        made = Sandbox(port, box())
        try:
            made.start()
        except (OSError, OverflowError):
            continue
        return made
    raise RuntimeError("no free ports for the sandbox")


def switch_on(*channels, **more) -> None:
    """Let the portal send by these channels (all by default), over the sandbox."""
    for channel in channels or ("email", "sms", "zalo"):
        settings.keep(**{f"{channel}_on": True})
    settings.keep(
        smtp_host="sandbox:",
        email_sender="cong@mau.example",
        email_name="Cổng mẫu",
        **{
            f"{channel}_{name}": value
            for channel in ("sms", "zalo")
            for name, value in (
                ("url", f"sandbox:/{channel}"),
                ("key", KEY),
                ("secret", SECRET),
                ("sender", "DVC-MAU"),
                ("timeout", 5),
            )
        },
    )
    settings.keep(retry_base=1, **more)


def use(case) -> Sandbox:
    """A sandbox for one test case, which the portal of this process speaks to."""
    made = started()
    case.addCleanup(made.stop)
    patch = unittest.mock.patch.dict(os.environ, {"DVC_SANDBOX": made.url()})
    patch.start()
    case.addCleanup(patch.stop)
    return made
