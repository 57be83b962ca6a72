"""The SQL of lists and counts, written by hand: it decides what a page costs.

A list is made of ranges of one index, one for each agency and state (for many agencies, one for
each state), each cut at the size of a page, then merged: the same few entries are read however
many dossiers lie behind them.
"""
# ruff: noqa: S608 - values are parameters; what is put together here are names from this package

from functools import lru_cache
from sqlalchemy import bindparam
from sqlalchemy import DateTime
from sqlalchemy import String
from sqlalchemy import text


RANGES = 100
RANGED = ("filed", "entered", "next_due", "state_since")
MOMENTS = ("now", "until", "at")
MOMENTS += tuple(f"{name}_{end}" for name in RANGED for end in ("from", "before"))
UNASSIGNED = "AND assignee = ''"
ASSIGNED = "AND assignee <> '' AND assignee = :assignee"
LATE = "AND next_due < :now"
SOON = "AND next_due >= :now AND next_due <= :until"
BY_TEXT = "AND folded LIKE :like"
PROCEDURE = "AND procedure = :procedure"
# What a search looks into: names and numbers, or words of the content.
FOUND = {
    kind: f"(SELECT DISTINCT code FROM {table} WHERE agency IN ({{agencies}})"
    f" AND {term} >= :from_term AND {term} < :to_term LIMIT :many) AS found"
    " CROSS JOIN dossier"
    for kind, table, term in (
        ("term", "dossier_term", "term"),
        ("content", "content_term", "word"),
    )
}


def _ready(sql):
    known = [name for name in MOMENTS if f":{name}" in sql]
    return text(sql).bindparams(*(bindparam(name, type_=DateTime) for name in known))


def agency_params(agencies):
    """The agencies as parameters a0, a1, …"""
    return {f"a{number}": slug for number, slug in enumerate(agencies)}


def _agencies(count):
    return ", ".join(f":a{number}" for number in range(count))


def _in(states):
    return ", ".join(f"'{state}'" for state in states)


@lru_cache(maxsize=500)
def ranges(column, backwards, agencies, states, filters, after):
    """(sort value, code) of a page and one more, from the ranges of an index.

    `agencies` is their number, `states` their values; `after` says whether it goes on after a
    position (:at, :code).
    """
    sql = merged(column, backwards, agencies, states, filters, after)
    return _ready(sql).columns(at=DateTime, code=String)


def merged(column, backwards, agencies, states, filters, after, most="enough"):
    """The SQL of `ranges`; as many rows as the parameter `most` says."""
    way = " DESC" if backwards else ""
    order = f"ORDER BY {column}{way}, code{way} LIMIT :{most}"
    further = f"AND ({column}, code) {'<' if backwards else '>'} (:at, :code)"
    rest = " ".join(
        ("AND practice = :practice", *filters, *((further,) if after else ()))
    )
    choice = [
        f"agency = :a{number} AND state = '{state}'"
        for number in range(agencies)
        for state in states
    ]
    if len(choice) > RANGES:
        # Nearly all agencies: their dossiers come soon in the order of the whole state.
        # `|| ''` keeps both databases from sorting agency by agency instead.
        of_many = f"agency || '' IN ({_agencies(agencies)})"
        choice = [f"state = '{state}' AND {of_many}" for state in states]
    parts = (
        f"SELECT * FROM (SELECT {column} AS at, code FROM dossier"
        f" WHERE {one} {rest} {order}) AS part{number}"
        for number, one in enumerate(choice)
    )
    every = " UNION ALL ".join(parts)
    sql = f"SELECT at, code FROM ({every}) AS parts ORDER BY at{way}, code{way}"
    return f"{sql} LIMIT :{most}"


@lru_cache(maxsize=500)
def sifted(column, backwards, agencies, states, filters, after, sieve):
    """The same where no index knows the conditions `sieve`: those of the next :look dossiers of
    the list that fit."""
    way = " DESC" if backwards else ""
    looked = merged(column, backwards, agencies, states, filters, after, "look")
    return _ready(
        f"SELECT looked.at AS at, looked.code AS code FROM ({looked}) AS looked"
        " CROSS JOIN dossier WHERE dossier.code = looked.code"
        f" {' '.join(sieve)} ORDER BY looked.at{way}, looked.code{way} LIMIT :enough"
    ).columns(at=DateTime, code=String)


@lru_cache(maxsize=500)
def edge(column, backwards, agencies, states, filters, after):
    """(sort value, code) of the :look-th dossier of a list; none where it is shorter."""
    way = " DESC" if backwards else ""
    looked = merged(column, backwards, agencies, states, filters, after, "look")
    return _ready(
        f"SELECT at, code FROM ({looked}) AS looked ORDER BY at{way}, code{way}"
        " LIMIT 1 OFFSET :skipped"
    ).columns(at=DateTime, code=String)


@lru_cache(maxsize=500)
def sifted_total(column, agencies, states, filters, sieve):
    """How many of the first :look dossiers of a list fit `sieve`."""
    looked = merged(column, False, agencies, states, filters, False, "look")
    return _ready(
        f"SELECT count(*) FROM ({looked}) AS looked CROSS JOIN dossier"
        f" WHERE dossier.code = looked.code {' '.join(sieve)}"
    )


@lru_cache(maxsize=500)
def found(column, backwards, agencies, states, filters, after, by="term"):
    """The same out of the few dossiers that a search text finds by the index of terms."""
    way = " DESC" if backwards else ""
    further = f"AND ({column}, dossier.code) {'<' if backwards else '>'} (:at, :code)"
    rest = " ".join((*filters, *((further,) if after else ())))
    sql = (
        f"SELECT {column} AS at, dossier.code AS code"
        f" FROM {FOUND[by].format(agencies=_agencies(agencies))}"
        f" WHERE dossier.code = found.code AND dossier.agency IN ({_agencies(agencies)})"
        f" AND state IN ({_in(states)}) AND practice = :practice {rest}"
        f" ORDER BY {column}{way}, dossier.code{way} LIMIT :enough"
    )
    return _ready(sql).columns(at=DateTime, code=String)


@lru_cache(maxsize=500)
def matches(agencies, by="term"):
    """How many entries a search text finds, up to :many."""
    table, term = {
        "term": ("dossier_term", "term"),
        "content": ("content_term", "word"),
    }[by]
    return _ready(
        f"SELECT count(*) FROM (SELECT code FROM {table}"
        f" WHERE agency IN ({_agencies(agencies)})"
        f" AND {term} >= :from_term AND {term} < :to_term LIMIT :many) AS found"
    )


@lru_cache(maxsize=500)
def found_total(agencies, states, filters, by="term"):
    """How many of the dossiers a search text finds are in a list."""
    return _ready(
        f"SELECT count(*) FROM {FOUND[by].format(agencies=_agencies(agencies))}"
        f" WHERE dossier.code = found.code AND dossier.agency IN ({_agencies(agencies)})"
        f" AND state IN ({_in(states)}) AND practice = :practice {' '.join(filters)}"
    )


@lru_cache(maxsize=500)
def totals(agencies, asked):
    """Several counts at once, each up to :many.

    `asked`: a tuple of (name, states, filters).
    """
    columns = (
        "(SELECT count(*) FROM (SELECT 1 AS one FROM dossier"
        f" WHERE agency IN ({_agencies(agencies)}) AND state IN ({_in(states)})"
        f" AND practice = :practice {' '.join(filters)} LIMIT :many) AS {name}_few)"
        f" AS {name}"
        for name, states, filters in asked
    )
    return _ready(f"SELECT {', '.join(columns)}")
