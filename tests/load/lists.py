"""What lists cost as the register grows: tabs, filters, searches, deep pages, counts, workload.

    bin/py tests/load/lists.py [--sizes 1000,100000,1000000]

A private PostgreSQL holds a register of each size, made by the database itself: half of it at one
agency, the rest at 21 others, ten in a hundred dossiers open. Each question is asked in turns at every
size; the ratio
is that of the medians, largest to smallest. At the end the plans at the largest size are looked through
for whole tables being read.
"""

from argparse import ArgumentParser
from datetime import datetime
from datetime import timedelta
from pathlib import Path
from statistics import median

import sys
import time


TOP = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(TOP))

from hanam.dvc.register import distinct  # noqa: E402
from hanam.dvc.register import groups  # noqa: E402
from hanam.dvc.register import queries  # noqa: E402
from hanam.dvc.register import session  # noqa: E402
from hanam.dvc.register import workload  # noqa: E402
from hanam.dvc.register.queries import UNASSIGNED  # noqa: E402
from hanam.dvc.register.queries import worklist  # noqa: E402
from hanam.dvc.register.queries import WorklistQuery  # noqa: E402
from sqlalchemy import event  # noqa: E402
from tests import postgres  # noqa: E402

import transaction  # noqa: E402


SETTINGS = ("max_connections=50", "shared_buffers=512MB", "maintenance_work_mem=256MB")
NOW = datetime(2026, 11, 25, 9)
AGENCY = "co-quan-07"
ALL = tuple(f"co-quan-{number:02}" for number in range(22))
ROUNDS = 12
ENDED = "(ARRAY['returned','returned','returned','refused','withdrawn','stopped'])"
STILL = "(ARRAY['submitted','accepted','processing','supplement','payment','finished'])"
NAMES = "(ARRAY['nguyen van','tran thi','le van','pham thi','vu duc','dang thi'])"
WORDS = "(ARRAY['dat','nha','khai','sinh','ket','hon','cap','lai','phep','xay','dung','von'])"

ROWS = f"""
INSERT INTO dossier (code, path, procedure, procedure_title, agency, channel, applicant_name,
  applicant_id, phone, state, state_since, filed, received, due, finished, accept_due, assignee,
  step, step_title, result_by, practice, version, folded, next_due, entered)
SELECT code, '/dvc/ho-so/' || agency || '/' || code, procedure, 'Thủ tục ' || procedure, agency,
  channel, name, id, '0900' || lpad((n % 1000000)::text, 6, '0'),
  state, filed + interval '3 hours', filed, received, due,
  CASE WHEN open THEN NULL ELSE filed + interval '4 days' END, filed + interval '8 hours',
  CASE WHEN state = 'submitted' OR n % 5 = 0 THEN '' ELSE 'can-bo-' || (n % 220) END,
  1, (ARRAY['Thẩm định','Ký duyệt','Dự thảo'])[1 + n % 3], (ARRAY['counter','post'])[1 + n % 2],
  false, 1, ' ' || lower(code) || ' | ' || name || ' | ' || id || ' |',
  CASE WHEN state = 'submitted' THEN filed + interval '8 hours' ELSE due END,
  coalesce(received, filed)
FROM (SELECT *, CASE WHEN state = 'submitted' THEN NULL ELSE filed + interval '1 hour' END AS received,
        filed + make_interval(days => 1 + n % 14) AS due
  FROM (SELECT n, open, '000.00.07.H25-' || lpad(n::text, 9, '0') AS code,
      'co-quan-' || CASE WHEN n % 2 = 0 THEN '07' ELSE lpad((n * 7 % 22)::text, 2, '0') END AS agency,
      '1.00' || (n * 13 % 60) AS procedure,
      (ARRAY['online','counter','counter','post'])[1 + n * 3 % 4] AS channel,
      {NAMES}[1 + abs(hashint4(n)::bigint) % 6] || ' mau ' || n % 50000 AS name,
      '035' || lpad((n::bigint * 7919 % 1000000000)::text, 9, '0') AS id,
      CASE WHEN open THEN {STILL}[1 + n % 6] ELSE {ENDED}[1 + n % 6] END AS state,
      timestamp '2026-11-25 08:00' - make_interval(mins => CASE WHEN open THEN (n * 37 % 14400)
        ELSE 14400 + (n::bigint * 1000003 % 3000000)::int END) AS filed
    FROM (SELECT n, (n * 17 % 100) < 10 AS open FROM generate_series(1, :size) AS n) AS base) AS one) AS two
"""
TERMS = """
INSERT INTO dossier_term (agency, term, code)
SELECT agency, lower(code), code FROM dossier
UNION ALL SELECT agency, applicant_name, code FROM dossier
UNION ALL SELECT agency, substr(applicant_name, strpos(applicant_name, ' ') + 1), code FROM dossier
UNION ALL SELECT agency, substr(applicant_name, strpos(applicant_name, 'mau')), code FROM dossier
UNION ALL SELECT agency, applicant_id, code FROM dossier
"""
CONTENT = f"""
INSERT INTO content (code, text)
SELECT code, ' ' || {WORDS}[1 + v % 12] || ' ' || {WORDS}[1 + (v / 12) % 12] || ' thua'
  || (v % 9973) || ' #' || applicant_id || ' '
FROM (SELECT code, applicant_id, abs(hashtext(code)) AS v FROM dossier) AS one
"""
CONTENT_TERMS = """
INSERT INTO content_term (agency, word, code)
SELECT DISTINCT agency, word, dossier.code FROM dossier JOIN content ON content.code = dossier.code,
  unnest(string_to_array(trim(text), ' ')) AS word
"""


def fill(url: str, size: int) -> None:
    """Make a register of that many dossiers."""
    session.configure(url)
    engine = session.engine()
    with engine.begin() as connection:
        connection.exec_driver_sql("SET LOCAL session_replication_role = replica")
        for statement in (ROWS, TERMS, CONTENT, CONTENT_TERMS):
            sql = statement.replace(":size", str(size)).replace("%", "%%")
            connection.exec_driver_sql(sql)
    with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.exec_driver_sql("VACUUM ANALYZE")


def questions() -> dict:
    """What is asked, by name; each may be asked again and again."""
    soon = NOW + timedelta(days=1)
    day = datetime(2026, 11, 20)

    def listed(**values):
        query = WorklistQuery(
            **{"agencies": (AGENCY,), "now": NOW, "soon_until": soon} | values
        )
        return lambda: worklist(query)

    deep = {}

    def deep_page(**values):
        def asked():
            key = session.engine().url.database, *values.items()
            query = WorklistQuery(agencies=(AGENCY,), now=NOW, **values)
            if key not in deep:
                page = worklist(query)
                for _ in range(10):
                    if not page.after:
                        break
                    deep[key] = page.after
                    page = worklist(
                        WorklistQuery(**vars(query) | {"after": page.after})
                    )
            return worklist(WorklistQuery(**vars(query) | {"after": deep.get(key, "")}))

        return asked

    return {
        "tab to accept": listed(states=groups.TO_ACCEPT),
        "tab nobody's": listed(states=groups.WORKED_ON, assignee=UNASSIGNED),
        "tab mine": listed(states=groups.OPEN, assignee="can-bo-50"),
        "tab overdue": listed(due="overdue"),
        "tab due soon": listed(due="soon"),
        "tab all open": listed(states=groups.OPEN),
        "tab all": listed(),
        "all agencies": listed(agencies=ALL),
        "page 10 of all": deep_page(sort="-filed"),
        "procedure": listed(procedure="1.0026"),
        "procedure, newest": listed(procedure="1.0026", sort="-filed"),
        "assignee": listed(assignee="can-bo-50"),
        "filed since a day": listed(between=(("filed", day, None),), sort="filed"),
        "in its state since": listed(sort="since"),
        "channel (sifted)": listed(channel="post"),
        "step (sifted)": listed(step="Ký duyệt", states=groups.OPEN),
        "search a common name": listed(text="nguyen van"),
        "search a rare name": listed(text="mau 4711"),
        "search a code": listed(text="000.00.07.H25-000000777"),
        "content, rare word": listed(words="thua4711"),
        "content, common word": listed(words="khai"),
        "content, a number": listed(words="035000007919"),
        "counts of the tabs": lambda: queries.counts((AGENCY,), "can-bo-50", NOW, soon),
        "counts, all agencies": lambda: queries.counts(ALL, "can-bo-50", NOW, soon),
        "workload of one": lambda: workload.of(
            AGENCY, "can-bo-50", NOW, soon, NOW - timedelta(days=30)
        ),
        "choices of procedures": lambda: distinct.procedures((AGENCY,)),
        "choices of people": lambda: distinct.assignees((AGENCY,)),
    }


def asked(url: str, found: dict) -> None:
    """Ask every question once more; seconds into ``found``."""
    session.configure(url)
    for name, ask in questions().items():
        ask()
        times = []
        for _ in range(3):
            begin = time.perf_counter()
            ask()
            times.append(time.perf_counter() - begin)
        transaction.abort()
        found.setdefault(name, []).append(min(times))


def whole_tables(url: str) -> list[str]:
    """Questions whose plan reads all of a large table, at the size of ``url``."""
    session.configure(url)
    engine, sent, found = session.engine(), [], []

    def note(connection, cursor, statement, parameters, context, many):
        if statement.lstrip().startswith(("SELECT", "WITH")):
            sent.append((statement, parameters))

    for name, ask in questions().items():
        sent.clear()
        event.listen(engine, "before_cursor_execute", note)
        ask()
        event.remove(engine, "before_cursor_execute", note)
        transaction.abort()
        with engine.connect() as connection:
            for statement, parameters in list(sent):
                plan = connection.exec_driver_sql(f"EXPLAIN {statement}", parameters)
                lines = [row[0].strip() for row in plan]
                found += [f"{name}: {line}" for line in lines if "Seq Scan on" in line]
    return found


def main() -> int:
    parser = ArgumentParser(description=__doc__)
    parser.add_argument("--sizes", default="1000,100000,1000000")
    sizes = [int(size) for size in parser.parse_args().sizes.split(",")]
    cluster = postgres.Cluster(settings=SETTINGS + postgres.SETTINGS)
    try:
        urls = {}
        for size in sizes:
            begin = time.perf_counter()
            urls[size] = cluster.url()
            fill(urls[size], size)
            print(f"{size:,} made in {time.perf_counter() - begin:.0f} s", flush=True)
        found: dict = {size: {} for size in sizes}
        for _ in range(ROUNDS):
            for size in sizes:
                asked(urls[size], found[size])
        head = " | ".join(f"ms at {size:,}" for size in sizes)
        print(f"| what | {head} | largest to smallest |")
        print("|---" * (len(sizes) + 2) + "|")
        for name in found[sizes[0]]:
            values = [1000 * median(found[size][name]) for size in sizes]
            cells = " | ".join(f"{value:.2f}" for value in values)
            print(f"| {name} | {cells} | {values[-1] / values[0]:.2f} |")
        whole = whole_tables(urls[sizes[-1]])
        print("\n".join(whole) or "No plan reads a whole table.")
    finally:
        session.configure("sqlite://")
        cluster.stop()
    return 0


if __name__ == "__main__":
    sys.exit(main())
