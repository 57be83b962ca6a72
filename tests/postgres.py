"""A real PostgreSQL for tests: a private cluster in a temporary directory, gone afterwards.

It listens on a socket in that directory only. PostgreSQL refuses to run as root; root starts it as
the user postgres, or nobody where there is none. `settings` are for speed: the data is thrown away.
"""

from contextlib import suppress
from pathlib import Path

import atexit
import itertools
import os
import psycopg2
import pwd
import shutil
import signal
import subprocess
import tempfile
import time
import unittest


MISSING = (
    "PostgreSQL is not installed: no initdb in /usr/lib/postgresql/*/bin or on PATH"
    " (Debian: apt-get install postgresql)"
)
OWNER = "dvc"
SETTINGS = ("fsync=off", "synchronous_commit=off", "full_page_writes=off")
PATIENCE = 30  # seconds


class Cluster:
    """A running PostgreSQL; `url()` makes an empty database and tells its address."""

    def __init__(self, settings=SETTINGS):
        self.names = (f"test_{number}" for number in itertools.count(1))
        self.programs = programs()
        self.directory = Path(tempfile.mkdtemp(prefix="dvc-pg-"))
        self.user = unprivileged()
        self.server = None
        try:
            self._start(settings)
        except BaseException:
            self.stop()
            raise

    def _start(self, settings):
        if self.user:
            os.chown(self.directory, self.user.pw_uid, self.user.pw_gid)
        made = self._run("initdb", "-U", OWNER, "-A", "trust", "-E", "UTF8")
        if made.returncode:
            raise RuntimeError(made.stdout)
        with open(self.directory / "log", "w") as log:
            self.server = subprocess.Popen(
                self._command("postgres", "-k", str(self.directory), "-h", "")
                + [part for one in settings for part in ("-c", one)],
                stdout=log,
                stderr=log,
                **self._as_user(),
            )
        self._wait()

    def _command(self, program, *args):
        data = str(self.directory / "data")
        return [str(self.programs / program), "-D", data, *args]

    def _as_user(self):
        kept = {"cwd": self.directory}
        if self.user:
            kept |= {"user": self.user.pw_uid, "group": self.user.pw_gid}
            kept["extra_groups"] = []
        return kept

    def _run(self, program, *args):
        return subprocess.run(
            self._command(program, "--locale=C", "--no-sync", *args),
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            check=False,
            **self._as_user(),
        )

    def _wait(self):
        until = time.monotonic() + PATIENCE
        while True:
            try:
                self.connect("postgres").close()
            except psycopg2.OperationalError:
                if self.server.poll() is not None or time.monotonic() > until:
                    log = (self.directory / "log").read_text()
                    raise RuntimeError(f"PostgreSQL did not start\n{log}") from None
                time.sleep(0.05)
            else:
                return

    def connect(self, database):
        """A plain connection that commits each statement."""
        made = psycopg2.connect(host=str(self.directory), user=OWNER, dbname=database)
        made.autocommit = True
        return made

    def url(self):
        """The SQLAlchemy address of a new, empty database."""
        name = next(self.names)
        connection = self.connect("postgres")
        connection.cursor().execute(f'CREATE DATABASE "{name}"')
        connection.close()
        return f"postgresql+psycopg2://{OWNER}@/{name}?host={self.directory}"

    def stop(self):
        """Shut the server down and remove its files."""
        if self.server is not None and self.server.poll() is None:
            self.server.send_signal(signal.SIGINT)  # PostgreSQL's "fast shutdown"
            with suppress(subprocess.TimeoutExpired):
                self.server.wait(PATIENCE)
            if self.server.poll() is None:
                self.server.kill()
                self.server.wait()
        shutil.rmtree(self.directory, ignore_errors=True)


def programs():
    """The directory of initdb and postgres, the newest; raises SkipTest where there is none."""
    found = list(Path("/usr/lib/postgresql").glob("*/bin/initdb"))
    if found:
        return max(found, key=lambda path: int(path.parts[-3])).parent
    on_path = shutil.which("initdb")
    if on_path is None:
        raise unittest.SkipTest(MISSING)
    return Path(on_path).resolve().parent


def unprivileged():
    """The user to run as, None when this process is not root's."""
    if os.geteuid():
        return None
    for name in ("postgres", "nobody"):
        with suppress(KeyError):
            return pwd.getpwnam(name)
    raise unittest.SkipTest("root may not run PostgreSQL, and there is no other user")


_shared = []


def shared():
    """The cluster of this process, started at first use and stopped at its end."""
    if not _shared:
        cluster = Cluster()
        atexit.register(cluster.stop)
        _shared.append(cluster)
    return _shared[0]
