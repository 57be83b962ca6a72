"""Stages of a story, each a process of its own that may be killed: `python -m tests.<module> <stage>`."""

from pathlib import Path

import os
import signal
import subprocess
import sys


TOP = Path(__file__).parents[1]


def environment(var, **more) -> dict[str, str]:
    """That of a stage whose data lie in ``var``; nothing of ours comes in from outside."""
    known = {name: value for name, value in os.environ.items() if name[:4] != "DVC_"}
    return known | {
        "DVC_VAR": str(var),
        "DVC_HOME": str(TOP),
        "PYTHONPATH": os.pathsep.join([str(TOP), *filter(None, sys.path)]),
        **more,
    }


def command(module: str, *stage: str) -> list[str]:
    """What runs a stage of ``tests.<module>``."""
    return [sys.executable, "-m", f"tests.{module}", *stage]


def run(test, module: str, var, *stage: str) -> tuple[int, list[str]]:
    """The exit code of a stage and the lines it printed; the test fails where the stage ended
    by itself and not well."""
    done = subprocess.run(
        command(module, *stage),
        cwd=TOP,
        env=environment(var),
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode not in (0, -signal.SIGKILL):
        test.fail(done.stderr)
    return done.returncode, done.stdout.splitlines()
