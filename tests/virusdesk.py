"""A real clamd for tests, with a small database of its own: it knows the EICAR test file.

`running(work)` yields a `Daemon`; nothing is fetched, nothing of the machine's is used.
"""

from contextlib import contextmanager
from pathlib import Path
from tests.nginx import free_port

import binascii
import getpass
import shutil
import signal
import socket
import subprocess
import tempfile
import time
import unittest


MISSING = "clamd is not installed (Debian: apt-get install clamav-daemon)"
PATIENCE = 60  # seconds
# Not spelt out: scanners of the machines that hold this file would find it.
EICAR = (
    rb"X5O!P%@AP[4\PZX54(P^)7CC)7}$" + b"EICAR-STANDARD" + b"-ANTIVIRUS-TEST-FILE!$H+H*"
)
NAME = "Thu-nghiem.EICAR"
CONFIGURATION = """
Foreground yes
{listen}
DatabaseDirectory {work}/base
TemporaryDirectory {work}/tmp
LogFile {work}/log
User {user}
MaxThreads 4
StreamMaxLength 30M
"""


def program() -> str | None:
    return shutil.which("clamd") or shutil.which("clamd", path="/usr/sbin")


def required() -> str:
    """The path of clamd; the test is skipped, and says why, where it is missing."""
    found = program()
    if found is None:
        raise unittest.SkipTest(MISSING)
    return found


class Daemon:
    """A clamd that can be killed and started again at the same address."""

    def __init__(self, work: Path, tcp: bool = False):
        self.work = work
        self.process = None
        port = free_port()
        self.path = work / "socket"
        if tcp:
            self.listen = f"TCPSocket {port}\nTCPAddr 127.0.0.1"
            self.address = f"127.0.0.1:{port}"
        else:
            self.listen = f"LocalSocket {self.path}\nFixStaleSocket yes"
            self.address = f"unix:{self.path}"

    def start(self) -> None:
        base, tmp = self.work / "base", self.work / "tmp"
        base.mkdir(exist_ok=True)
        tmp.mkdir(exist_ok=True)
        signature = f"{NAME}:0:*:{binascii.hexlify(EICAR).decode()}\n"
        (base / "eicar.ndb").write_text(signature)
        facts = {"work": self.work, "listen": self.listen, "user": getpass.getuser()}
        configuration = self.work / "clamd.conf"
        configuration.write_text(CONFIGURATION.format(**facts))
        self.process = subprocess.Popen(
            [required(), "-c", str(configuration)],
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        until = time.monotonic() + PATIENCE
        while not self.answers():
            if self.process.poll() is not None or time.monotonic() > until:
                raise AssertionError((self.work / "log").read_text())
            time.sleep(0.05)

    def answers(self) -> bool:
        try:
            with self.connected() as line:
                line.sendall(b"nPING\n")
                return line.recv(16).startswith(b"PONG")
        except OSError:
            return False

    def connected(self) -> socket.socket:
        if self.address.startswith("unix:"):
            line = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
            line.settimeout(PATIENCE)
            try:
                line.connect(str(self.path))
            except OSError:
                line.close()
                raise
            return line
        host, port = self.address.split(":")
        return socket.create_connection((host, int(port)), PATIENCE)

    def kill(self) -> None:
        """As a machine that fails: without a word."""
        if self.process is not None:
            self.process.send_signal(signal.SIGKILL)
            self.process.wait()
            self.process = None


@contextmanager
def running(tcp: bool = False):
    """A daemon that answers; skips the test where clamd is missing."""
    required()
    with tempfile.TemporaryDirectory(prefix="dvc-clamd-") as work:
        daemon = Daemon(Path(work), tcp)
        try:
            daemon.start()
            yield daemon
        finally:
            daemon.kill()
