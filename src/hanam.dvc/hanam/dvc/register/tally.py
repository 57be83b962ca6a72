"""Running totals behind the figures of a quarter, kept by triggers of the database.

A figure then costs the same with a thousand dossiers and with a million. The triggers see every
change of the table `dossier`, by whomever; practice dossiers and those never accepted count for
nothing. Kinds of totals, each by the quarter of one moment:

received   by acceptance
due        by due date
late       by end of processing, when that came after the due date
on_time    by end of processing otherwise; a withdrawal is never late
settled    by the later of due date and end: no longer due, or no longer overdue

On PostgreSQL each connection adds to one of a few rows (`slot`), so that acceptances in an agency
do not wait for each other.
"""
# ruff: noqa: S608 - put together from the words of this module only

SLOTS = 4
QUARTER = {
    "sqlite": "(CAST(substr({0}, 1, 4) AS INTEGER) * 10"
    " + (CAST(substr({0}, 6, 2) AS INTEGER) + 2) / 3)",
    "postgresql": "(extract(year FROM {0}) * 10 + extract(quarter FROM {0}))::integer",
}
LATER = {"sqlite": "max", "postgresql": "greatest"}
SLOT = {"sqlite": "0", "postgresql": f"mod(pg_backend_pid(), {SLOTS})"}
DIFFERS = {"sqlite": "IS NOT", "postgresql": "IS DISTINCT FROM"}

ON_TIME = "({r}.due IS NULL OR {r}.finished <= {r}.due OR {r}.state = 'withdrawn')"
KINDS = (
    ("received", "{r}.received", "{r}.received IS NOT NULL"),
    ("due", "{r}.due", "{r}.due IS NOT NULL"),
    ("late", "{r}.finished", f"{{r}}.finished IS NOT NULL AND NOT {ON_TIME}"),
    ("on_time", "{r}.finished", f"{{r}}.finished IS NOT NULL AND {ON_TIME}"),
    (
        "settled",
        "{later}({r}.due, {r}.finished)",
        "{r}.finished IS NOT NULL AND {r}.due IS NOT NULL",
    ),
)
WATCHED = ("agency", "channel", "online_capable", "practice")
WATCHED += ("received", "due", "finished", "state")


def _facts(dialect, row, sign, source=""):
    """SQL: what a row (NEW, OLD or a table) adds to the totals, times `sign`."""
    counted = f"{row}.received IS NOT NULL AND NOT {row}.practice"
    parts = []
    for kind, moment, condition in KINDS:
        at = moment.format(r=row, later=LATER[dialect])
        parts.append(
            f"SELECT '{kind}' AS kind, {QUARTER[dialect].format(at)} AS quarter,"
            f" {row}.agency AS agency, {row}.channel AS channel,"
            f" {row}.online_capable AS capable, {sign} AS n {source}"
            f" WHERE {counted} AND {condition.format(r=row)}"
        )
    return parts


def sums(dialect, parts):
    """SQL: the facts added up, without those that cancel out."""
    return (
        "SELECT kind, quarter, agency, channel, capable, sum(n) AS n"
        f" FROM ({' UNION ALL '.join(parts)}) AS facts WHERE 1 = 1"
        " GROUP BY kind, quarter, agency, channel, capable HAVING sum(n) <> 0"
    )


def recount(dialect):
    """SQL: the totals as the table `dossier` has them now."""
    return sums(dialect, _facts(dialect, "dossier", 1, "FROM dossier"))


def _add(dialect, parts):
    return (
        "INSERT INTO tally (kind, quarter, agency, channel, capable, slot, n)"
        f" SELECT kind, quarter, agency, channel, capable, {SLOT[dialect]}, n"
        f" FROM ({sums(dialect, parts)}) AS totals WHERE 1 = 1"
        " ORDER BY kind, quarter, agency, channel, capable"
        " ON CONFLICT (kind, quarter, agency, channel, capable, slot)"
        " DO UPDATE SET n = tally.n + excluded.n"
    )


def refill(dialect):
    """SQL statements that make the totals anew."""
    facts = _facts(dialect, "dossier", 1, "FROM dossier")
    return ["DELETE FROM tally", _add(dialect, facts)]


def _changed(dialect):
    differs = " OR ".join(
        f"OLD.{name} {DIFFERS[dialect]} NEW.{name}" for name in WATCHED[:-1]
    )
    # Of the states only this one decides a total; most changes of state change none.
    return f"({differs} OR (OLD.state = 'withdrawn') <> (NEW.state = 'withdrawn'))"


def _events(dialect):
    """(event, when, facts) of the three triggers."""
    new, old = _facts(dialect, "NEW", 1), _facts(dialect, "OLD", -1)
    return (
        ("INSERT", "NEW.received IS NOT NULL", new),
        (f"UPDATE OF {', '.join(WATCHED)}", _changed(dialect), old + new),
        ("DELETE", "OLD.received IS NOT NULL", old),
    )


def triggers(dialect):
    """SQL statements that set the triggers up."""
    made = []
    for event, when, facts in _events(dialect):
        name = f"tally_{event.split()[0].lower()}"
        body = _add(dialect, facts)
        if dialect == "sqlite":
            made.append(
                f"CREATE TRIGGER IF NOT EXISTS {name} AFTER {event} ON dossier"
                f" FOR EACH ROW WHEN {when} BEGIN {body}; END"
            )
            continue
        made += [
            f"CREATE OR REPLACE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql"
            f" AS $$ BEGIN {body}; RETURN NULL; END $$",
            f"DROP TRIGGER IF EXISTS {name} ON dossier",
            f"CREATE TRIGGER {name} AFTER {event} ON dossier FOR EACH ROW"
            f" WHEN ({when}) EXECUTE FUNCTION {name}()",
        ]
    return made
