"""A real nginx for tests and benches: the project's own configuration on other ports.

`running(upstreams, port, site)` serves until the block ends; what it writes is in a temporary directory.
"""

from contextlib import contextmanager
from pathlib import Path

import os
import re
import shutil
import signal
import socket
import subprocess
import tempfile
import time
import unittest


CONFIGURATION = Path(__file__).parents[1] / "instance" / "etc" / "nginx.conf"
MODULES = Path("/etc/nginx/modules-enabled")
MISSING = (
    "nginx with its Lua module is not installed"
    " (Debian: apt-get install nginx libnginx-mod-http-lua)"
)
PATIENCE = 20  # seconds
AROUND = """
include {modules}/*ndk*.conf;
include {modules}/*http-lua.conf;
{user}
worker_processes 1;
daemon off;
pid {work}/pid;
error_log {work}/error.log warn;
events {{ worker_connections 512; }}
http {{
access_log off;
client_body_temp_path {work}/body;
proxy_temp_path {work}/proxy;
fastcgi_temp_path {work}/fastcgi;
uwsgi_temp_path {work}/uwsgi;
scgi_temp_path {work}/scgi;
{site}
}}
"""


def program() -> str | None:
    """The path of nginx; None where it or its Lua module is missing."""
    found = shutil.which("nginx") or shutil.which("nginx", path="/usr/sbin")
    return found if found and list(MODULES.glob("*http-lua.conf")) else None


def required() -> str:
    """The path of nginx; the test is skipped, and says why, where it is missing."""
    found = program()
    if found is None:
        raise unittest.SkipTest(MISSING)
    return found


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def configuration(work: Path, upstreams: list[int], port: int, site: str) -> str:
    """The project's configuration with these ports, this directory and this id of the portal."""
    text = CONFIGURATION.read_text("utf-8")
    servers = "\n".join(f"    server 127.0.0.1:{other};" for other in upstreams)
    changes = (
        (r"^ +server 127\.0\.0\.1:8081;\n +server 127\.0\.0\.1:8082;$", servers),
        (r"^ +listen 80;\n +listen \[::\]:80;$", f"    listen 127.0.0.1:{port};"),
        (r"/var/cache/nginx/dvc", f"{work}/cache"),
        (r"/dvc/VirtualHostRoot", f"/{site}/VirtualHostRoot"),
    )
    for pattern, new in changes:
        text, count = re.subn(pattern, new, text, flags=re.MULTILINE)
        if count != 1:
            raise RuntimeError(f"{CONFIGURATION} has no {pattern!r} any more")
    user = "user root;" if os.geteuid() == 0 else ""
    return AROUND.format(modules=MODULES, work=work, site=text, user=user)


@contextmanager
def running(upstreams: list[int], port: int, site: str = "dvc"):
    """nginx on ``port`` of loopback in front of processes on the ports ``upstreams``."""
    if is_open(port):
        raise RuntimeError(f"Something else answers on port {port}")
    work = Path(tempfile.mkdtemp(prefix="dvc-nginx-"))
    try:
        file = work / "nginx.conf"
        file.write_text(configuration(work, upstreams, port, site), encoding="utf-8")
        command = [program(), "-c", str(file), "-e", str(work / "error.log")]
        process = subprocess.Popen(command, start_new_session=True)
        try:
            wait_for(process, port, work)
            yield port
        finally:
            process.send_signal(signal.SIGTERM)
            process.wait(PATIENCE)
    finally:
        shutil.rmtree(work, ignore_errors=True)


def is_open(port: int) -> bool:
    """Whether somebody answers on a port of loopback."""
    try:
        socket.create_connection(("127.0.0.1", port), 1).close()
    except OSError:
        return False
    return True


def wait_for(process, port: int, work: Path) -> None:
    """Return once the port is open; RuntimeError with the log where it never is."""
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end and process.poll() is None:
        if is_open(port):
            return
        time.sleep(0.05)
    log = work / "error.log"
    text = log.read_text(errors="replace") if log.exists() else ""
    raise RuntimeError(f"nginx does not answer on port {port}:\n{text[-2000:]}")
