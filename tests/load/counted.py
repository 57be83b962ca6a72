"""Serve a Zope system and count the requests that Zope had to run again: counted.py product|stock PORT.

Each retry after a conflict appends a byte to the file that BENCH_RETRIES names.
"""

from pathlib import Path
from zope.component import provideHandler
from ZPublisher.interfaces import IPubBeforeAbort

import os
import sys


sys.path.insert(0, str(Path(__file__).resolve().parents[2]))


def count(event) -> None:
    """One more, if the request will be run again."""
    if event.retry:
        with open(os.environ["BENCH_RETRIES"], "ab") as out:
            out.write(b"x")


def main(system: str, port: str) -> None:
    provideHandler(count, (IPubBeforeAbort,))
    if system == "stock":
        from tests.load import stock

        stock.serve(int(port))
    else:
        from hanam.dvc.operations import cli

        cli.main(["serve", "--port", port, *sys.argv[3:]])


if __name__ == "__main__":
    main(*sys.argv[1:3])
