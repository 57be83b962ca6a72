"""`bin/dvc`: what an operator does with the portal from the shell."""

from argparse import ArgumentParser
from datetime import date
from hanam.dvc.operations import zope
from pathlib import Path

import logging
import os
import sys


def parser() -> ArgumentParser:
    """The commands and their options."""
    top = ArgumentParser(prog="dvc", description=__doc__)
    commands = top.add_subparsers(dest="command", required=True, metavar="COMMAND")

    serve = commands.add_parser("serve", help="answer on a port until stopped")
    serve.add_argument("--host", default="127.0.0.1")
    serve.add_argument("--port", type=int, default=int(os.environ.get("PORT") or 8080))
    serve.add_argument("--threads", type=int, default=4)

    serve.add_argument(
        "--no-worker",
        action="store_true",
        help="leave messages and periodic work to `dvc worker`",
    )

    serve.add_argument(
        "--sandbox",
        type=int,
        default=0,
        metavar="PORT",
        help="with the stand-ins of `dvc sandbox` (sample province)",
    )

    worker = commands.add_parser(
        "worker", help="send messages and do periodic work until stopped"
    )
    worker.add_argument(
        "--address", help="of the portal, for links in messages of periodic work"
    )

    sandbox = commands.add_parser(
        "sandbox",
        help="stand-ins for mail server and gateways (sample province, tests)",
    )
    sandbox.add_argument("--port", type=int, default=8090)
    sandbox.add_argument(
        "--until-eof", action="store_true", help="end when standard input does"
    )

    site = commands.add_parser("site", help="create the portal, if it is not there")
    site.add_argument("--sample", action="store_true", help="with the sample province")
    site.add_argument("--dossiers", type=int, default=0, help="simulated dossiers")

    imports = commands.add_parser(
        "import-procedures",
        help="read procedures as published (JSON lines, may be .gz)",
    )
    imports.add_argument("file", type=Path)

    scenario = commands.add_parser(
        "apply-scenario", help="merge, split, rename or end agencies as a file says"
    )
    scenario.add_argument("file", type=Path)
    scenario.add_argument(
        "--dry-run", action="store_true", help="only say what would change"
    )

    simulate = commands.add_parser("simulate", help="let a time pass in the portal")
    simulate.add_argument("--dossiers", type=int, required=True)
    simulate.add_argument("--seed", type=int, default=1)
    simulate.add_argument(
        "--from", dest="start", type=date.fromisoformat, required=True
    )
    simulate.add_argument("--to", dest="end", type=date.fromisoformat, required=True)

    export = commands.add_parser("export-dossiers", help="a row for each dossier")
    export.add_argument("--format", choices=("csv", "jsonl"), default="csv")
    export.add_argument("--output", type=Path, help="a file instead of standard output")

    commands.add_parser(
        "verify", help="compare register, documents, histories and their seals"
    )
    commands.add_parser("usual-times", help="compute how long procedures usually take")
    seal = commands.add_parser(
        "seal-history", help="publish the seals of the days that are over"
    )
    seal.add_argument(
        "--day", type=date.fromisoformat, help="up to this day instead of yesterday"
    )
    commands.add_parser("rebuild-register", help="derive the register anew")
    commands.add_parser(
        "erase-questions", help="erase who asked what in questions long closed"
    )
    commands.add_parser("roles", help="write docs/who-may-do-what.md")
    return top


# They warn at every start, or at every page with pictures, about what is meant to be so.
NOISY = (
    "GenericSetup.componentregistry",
    "plone.behavior",
    "Products.MimetypesRegistry",
    "ZODB.FileStorage",
    "waitress.queue",
)


def quiet() -> None:
    """Log warnings to standard error, but not those that say nothing to an operator."""
    logging.basicConfig(
        level=logging.WARNING, format="%(asctime)s %(levelname)s %(name)s %(message)s"
    )
    for name in NOISY:
        logging.getLogger(name).setLevel(logging.ERROR)


def main(arguments: list[str] | None = None) -> None:
    """Run one command; SystemExit with a message and a code other than 0 on failure."""
    options = parser().parse_args(arguments)
    quiet()
    zope.keep_local_time()
    from hanam.dvc.operations import commands

    run = getattr(commands, options.command.replace("-", "_"))
    try:
        sys.exit(run(options) or 0)
    except KeyboardInterrupt:
        sys.exit(130)
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(1)
