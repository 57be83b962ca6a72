"""The sandbox as a process: `bin/dvc sandbox`, alone or beside `bin/dvc serve`."""

import signal
import subprocess
import sys
import threading


def when_asked_to_end() -> threading.Event:
    """An event that is set by SIGTERM and SIGINT."""
    ended = threading.Event()
    for name in (signal.SIGTERM, signal.SIGINT):
        signal.signal(name, lambda *_: ended.set())
    return ended


def run(port: int, until_eof: bool) -> int:
    """Serve until a signal comes, or, with ``until_eof``, until standard input ends.

    Standard input ends with the process that holds its other end, however that one dies.
    """
    from hanam.dvc.operations.zope import var
    from hanam.dvc.sandbox.servers import Sandbox

    var()
    ended = when_asked_to_end()
    made = Sandbox(port)
    try:
        made.start()
    except (OSError, OverflowError) as error:
        print(f"The sandbox does not start on port {port}: {error}", file=sys.stderr)
        return 1
    if until_eof:
        threading.Thread(target=_watch, args=(ended,), daemon=True).start()
    else:
        for server in made.running:
            print(f"{server.title}: {server.address()}")
        print(f"Ready: messages can be read at {made.url()}", flush=True)
    ended.wait()
    made.stop()
    return 0


def _watch(ended) -> None:
    sys.stdin.read()
    ended.set()


def beside(port: int) -> subprocess.Popen:
    """A sandbox that ends with this process, even when it is killed."""
    command = [sys.executable, sys.argv[0], "sandbox", f"--port={port}", "--until-eof"]
    return subprocess.Popen(command, stdin=subprocess.PIPE)  # noqa: S603
