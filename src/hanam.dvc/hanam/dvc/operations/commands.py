"""The commands of `bin/dvc`: each takes the parsed options and returns an exit code."""

from hanam.dvc.operations import stand_ins
from hanam.dvc.operations import zope

import os
import signal
import sys


def serve(options) -> int:
    """Answer HTTP with waitress until stopped."""
    from waitress.server import create_server

    address = f"http://{options.host}:{options.port}/{zope.PORTAL_ID}"
    os.environ.setdefault("DVC_ADDRESS", address)
    application = zope.wsgi_application()
    server = create_server(
        application,
        host=options.host,
        port=options.port,
        threads=options.threads,
        # A browser keeps a dozen connections; at waitress's hundred nobody else would come in.
        connection_limit=2000,
        asyncore_use_poll=True,
        channel_timeout=60,
        clear_untrusted_proxy_headers=False,
        max_request_body_size=512 * 1024 * 1024,
        ident=None,
    )
    beside = stand_ins.beside(options.sandbox) if options.sandbox else None
    # As Ctrl-C does: messages that are being sent are noted before the end.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
    workers = None if options.no_worker else worker_of_this_process()
    print(f"Ready: {address}", flush=True)
    try:
        server.run()
    finally:
        if workers is not None:
            workers.stop()
        if beside is not None:
            beside.stdin.close()
    return 0


def worker(options) -> int:
    """Send messages and do periodic work until stopped; any number of workers may run."""
    if options.address:
        os.environ["DVC_ADDRESS"] = options.address
    with zope.portal():
        pass
    ended = stand_ins.when_asked_to_end()
    running = worker_of_this_process()
    print("Ready: sending messages", flush=True)
    ended.wait()
    running.stop()
    return 0


def worker_of_this_process():
    """A worker that runs in threads of its own."""
    from hanam.dvc.notify.worker import Worker
    from hanam.dvc.operations import nightly

    nightly.register()
    running = Worker(zope.portal)
    running.start()
    return running


def sandbox(options) -> int:
    """Stand in for mail server and gateways until stopped; nothing leaves this machine."""
    return stand_ins.run(options.port, options.until_eof)


def site(options) -> int:
    """Create the portal; with `--dossiers`, let five quarters pass in it."""
    from hanam.dvc.operations.site import create
    from hanam.dvc.operations.site import password_file

    password = create(options.sample)
    if options.dossiers:
        from hanam.dvc.operations.sample import let_quarters_pass

        let_quarters_pass(options.dossiers)
    if password:
        print(f"Administrator: admin, password: {password}")
        print(f"It is kept in {password_file()}, readable for you only.")
    return 0


def import_procedures(options) -> int:
    """Read published procedures; a table of what could not be understood at the end."""
    from hanam.dvc.catalogue.importing import run

    if not options.file.exists():
        print(f"There is no file {options.file}.", file=sys.stderr)
        return 2
    with zope.portal() as portal:
        report = run(portal, options.file, progress=bar("procedures"), commit_every=200)
        print(report.text())
    return 0


def apply_scenario(options) -> int:
    """Apply a reform of agencies from a file; 1, and nothing is changed, if it does not fit."""
    from hanam.dvc.catalogue.geography import planning
    from hanam.dvc.catalogue.geography import scenario

    import transaction

    if not options.file.exists():
        print(f"There is no file {options.file}.", file=sys.stderr)
        return 2
    with zope.portal():
        try:
            read = scenario.read(options.file.read_text(encoding="utf-8"))
            run = planning.plan if options.dry_run else planning.apply
            found = run(read)
        except scenario.ScenarioError as error:
            for problem in error.problems:
                print(problem, file=sys.stderr)
            return 1
        if not options.dry_run:
            transaction.commit()
    print(f"{read.title}, {read.day}")
    for line in found.lines():
        print(line)
    if not found:
        print("Nothing changes.")
    return 0


def simulate(options) -> int:
    """Fill the portal with simulated dossiers between two days."""
    from hanam.dvc.operations.simulate import simulate as run

    if options.start > options.end:
        print("--from lies after --to.", file=sys.stderr)
        return 2
    with zope.portal() as portal:
        made = run(
            portal,
            options.dossiers,
            options.seed,
            options.start,
            options.end,
            progress=bar("dossiers"),
        )
        print(f"{made} dossiers simulated.")
    return 0


def export_dossiers(options) -> int:
    """Write a row for each dossier to a file or standard output."""
    from hanam.dvc.operations.export import export

    with zope.portal():
        if options.output is None:
            export(options.format, sys.stdout)
        else:
            with options.output.open("w", encoding="utf-8", newline="") as out:
                export(options.format, out)
    return 0


def verify(options) -> int:
    """Print each difference between documents and register, and each fault of a history or
    a seal; 1 if there is one."""
    from hanam.dvc.operations.verify import verify as run
    from hanam.dvc.register.chain_check import faults

    with zope.portal() as portal:
        differences = run(portal, progress=bar("dossiers"))
        for difference in differences:
            print(difference)
        broken = 0
        for fault in faults(progress=bar("entries")):
            broken += 1
            print(fault)
        print(
            f"{len(differences)} differences, {broken} faults of histories and seals."
        )
        return 1 if differences or broken else 0


def seal_history(options) -> int:
    """Seal every day up to yesterday that is not sealed, each in a transaction of its own;
    print day, number of dossiers and hash."""
    from hanam.dvc.dossiers import moment
    from hanam.dvc.register import sealing

    with zope.portal():
        now = moment.now()
        until = options.day or sealing.yesterday(now)
        try:
            for row in sealing.seal_until(until, now):
                print(f"{row.day} {row.count} {row.hash}")
        except sealing.TooEarly:
            print(f"{until} is not over.", file=sys.stderr)
            return 2
    return 0


def usual_times(options) -> int:
    """Compute how long each procedure usually takes, from what ended lately."""
    from hanam.dvc.dossiers import moment
    from hanam.dvc.oversight.usual.known import compute

    import transaction

    with zope.portal():
        for attempt in transaction.attempts(5):
            with attempt:
                found = compute(moment.now())
        print(f"{found} usual times.")
    return 0


def rebuild_register(options) -> int:
    """Derive the register's dossier, step and pause rows from the documents."""
    from hanam.dvc.operations.rebuild import rebuild

    with zope.portal() as portal:
        print(f"{rebuild(portal, progress=bar('dossiers'))} dossiers written.")
    return 0


def erase_questions(options) -> int:
    """Erase text and e-mail of who asked where the question has been closed long enough."""
    from hanam.dvc.outreach.questions.retention import erase_old

    import transaction

    with zope.portal():
        erased = erase_old()
        transaction.commit()
        print(f"Erased in {erased} questions.")
    return 0


def bar(unit: str):
    """A progress callback `(done, total)`: a bar on a terminal, silent elsewhere."""
    from tqdm import tqdm

    meter = tqdm(unit=" " + unit, disable=None, file=sys.stderr)

    def progress(done: int, total: int | None = None) -> None:
        meter.total = total
        meter.update(done - meter.n)

    return progress


def roles(options) -> int:
    """Write the page that says who may do what, from the table of duties."""
    from hanam.dvc.operations.roles import write

    print(write())
    return 0
