"""Start and stop the systems that are measured, each as its own process on loopback."""

from contextlib import contextmanager
from contextlib import suppress
from http.client import HTTPConnection
from pathlib import Path

import os
import shutil
import signal
import subprocess
import time


TOP = Path(__file__).resolve().parents[2]


@contextmanager
def server(
    name: str, command: list[str], port: int, path: str, environment: dict, log: Path
):
    """Run a server until the block ends; RuntimeError where it does not come up."""
    with log.open("ab") as out:
        process = subprocess.Popen(
            command,
            env=os.environ | environment,
            stdout=out,
            stderr=out,
            cwd=environment.get("CWD", str(TOP)),
            start_new_session=True,
        )
    try:
        wait_for(name, process, port, path, log)
        yield process
    finally:
        # One that died of itself is gone.
        with suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGTERM)
        try:
            process.wait(20)
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, signal.SIGKILL)
            process.wait()


def wait_for(
    name: str, process, port: int, path: str, log: Path, limit: int = 120
) -> None:
    """Return once the server answers below 500."""
    end = time.monotonic() + limit
    while time.monotonic() < end:
        if process.poll() is not None:
            break
        try:
            connection = HTTPConnection("127.0.0.1", port, timeout=30)
            connection.request("GET", path)
            if connection.getresponse().status < 500:
                return
        except OSError:
            time.sleep(0.2)
    tail = log.read_text(errors="replace")[-2000:]
    raise RuntimeError(f"{name} does not answer on port {port}:\n{tail}")


def peer_directory() -> Path | None:
    """Where the minimal peer stands: DVC_PEER, or beside the checkout; None without it."""
    given = os.environ.get("DVC_PEER")
    for path in (
        Path(given) if given else None,
        TOP.parent / "shared/peers/django-minimal",
    ):
        if path is not None and (path / "manage.py").exists():
            return path
    return None


def peer_python(work: Path) -> str:
    """A Python with the peer's libraries, made once."""
    python = work / "peer-venv" / "bin" / "python"
    if not python.exists():
        uv = str(TOP / ".venv" / "bin" / "uv")
        subprocess.run([uv, "venv", "-q", str(work / "peer-venv")], check=True)
        subprocess.run(
            [uv, "pip", "install", "-q", "--python", str(python)]
            + ["django==5.2.*", "psycopg[binary]", "gunicorn"],
            check=True,
        )
    return str(python)


def copy_of(source: Path, target: Path) -> Path:
    """A fresh copy of a prepared data directory, so that each run starts alike."""
    if target.exists():
        shutil.rmtree(target)
    subprocess.run(["cp", "-a", "--reflink=auto", str(source), str(target)], check=True)
    return target


NGINX = """
worker_processes 1;
daemon off;
pid {work}/nginx-{port}.pid;
error_log {work}/nginx-{port}.log warn;
events {{ worker_connections 512; }}
http {{
  access_log off;
  client_max_body_size 512m;
  client_body_temp_path {work}/nginx-{port}-body;
  proxy_temp_path {work}/nginx-{port}-proxy;
  fastcgi_temp_path {work}/nginx-{port}-fastcgi;
  uwsgi_temp_path {work}/nginx-{port}-uwsgi;
  scgi_temp_path {work}/nginx-{port}-scgi;
  upstream zope {{
    {upstreams}
    keepalive 16;
  }}
  server {{
    listen 127.0.0.1:{port};
    location / {{
      proxy_pass http://zope;
      proxy_http_version 1.1;
      proxy_set_header Connection "";
      proxy_set_header Host $http_host;
    }}
  }}
}}
"""


@contextmanager
def balancer(work: Path, port: int, behind: list[int]):
    """nginx on ``port`` in front of the processes on the ports ``behind``."""
    nginx = shutil.which("nginx") or "/usr/sbin/nginx"
    upstreams = "\n    ".join(f"server 127.0.0.1:{other};" for other in behind)
    conf = work / f"nginx-{port}.conf"
    conf.write_text(NGINX.format(work=work, port=port, upstreams=upstreams))
    log = work / f"nginx-{port}.out"
    with server("nginx", [nginx, "-c", str(conf)], port, "/", {}, log):
        yield port
