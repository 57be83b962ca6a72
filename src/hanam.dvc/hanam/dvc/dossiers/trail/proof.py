"""The proof of a dossier's history: what may be told of its entries, and how they are sealed."""

from collections.abc import Callable
from collections.abc import Iterable
from hanam.dvc.dossiers import moment
from hanam.dvc.register import trail
from hanam.dvc.register.chain import entry_of
from hanam.dvc.rules import chain
from hanam.dvc.rules import merkle
from hanam.dvc.rules import proof
from hanam.dvc.rules.seals import Day


FORMAT = "hanam.dvc/proof/1"


def proof_of(code: str, told: Callable[[object], Iterable[str]]) -> dict:
    """The proof for a dossier (docs/history.md); ``told(row)`` names the closed facts of an
    entry that its reader may have."""
    return {
        "format": FORMAT,
        "code": code,
        "made": moment.iso(moment.now()),
        "entries": [entry(row, told(row)) for row in trail.whole(code)],
        "seals": [seal(leaf) for leaf in trail.leaves(code)],
    }


def entry(row, fields: Iterable[str]) -> dict:
    one = entry_of(row)
    return {
        "entry": chain.facts_of(one),
        "told": chain.disclosed(one, fields),
        "hash": row.hash,
    }


def seal(leaf) -> dict:
    """Where a dossier stands in the tree of a day."""
    leaves = trail.leaves_of(leaf.day)
    at = leaves.index(leaf.leaf)
    return {
        "day": leaf.day.isoformat(),
        "no": leaf.no,
        "nonce": leaf.nonce,
        "index": at,
        "count": len(leaves),
        "path": merkle.path(merkle.levels(leaves), at),
    }


def day_of(row) -> Day:
    return Day(row.day, row.count, row.root, row.previous)


def published(row) -> dict:
    """A seal as it is published."""
    return day_of(row).facts() | {"hash": row.hash}


def verdict(made: dict) -> proof.Verdict:
    """What checking a proof against the published seals gives."""
    known = {row.day.isoformat(): published(row) for row in trail.seals()}
    return proof.check(made, known)
