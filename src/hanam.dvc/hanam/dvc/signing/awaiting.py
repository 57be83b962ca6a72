"""Which results in the making wait for a signature: kept in the register as the dossier changes.

It happens inside the transaction that changes the dossier, whichever page or job asked.
"""

from hanam.dvc.dossiers.events import Noted
from hanam.dvc.register import prepared
from hanam.dvc.rules.states import State
from zope.component import adapter

import re


PREPARED, SIGNED, DROPPED = "result_prepared", "result_signed", "result_dropped"
CHANGES = (PREPARED, SIGNED, DROPPED, "finish")
SIGNATURE = re.compile(rb"/ByteRange\s*\[")


@adapter(Noted)
def note(noted: Noted) -> None:
    """Keep the list right after a change of a document or of the state."""
    dossier = noted.dossier
    if noted.action in CHANGES or (dossier.prepared and dossier.state != noted.source):
        refresh(dossier)


def refresh(dossier) -> None:
    """Let the register know what the dossier has in the making."""
    rows = ()
    if dossier.state == State.PROCESSING:
        rows = [row_of(dossier, paper) for paper in dossier.prepared if paper.file]
    prepared.keep(dossier.code, rows)


def restore(dossier) -> None:
    """Enter what the register has lost, and take out what is too much."""
    known = {(row.paper, row.digest) for row in prepared.of_dossier(dossier.code)}
    papers = dossier.prepared if dossier.state == State.PROCESSING else ()
    if known != {(paper.id, digest_of(paper)) for paper in papers if paper.file}:
        refresh(dossier)


def row_of(dossier, paper) -> dict:
    return {
        "paper": paper.id,
        "agency": dossier.agency,
        "title": paper.title,
        "number": paper.number,
        "digest": digest_of(paper),
        "signatures": len(SIGNATURE.findall(paper.file.data)),
        "by_leader": has_leader(dossier),
        "prepared": paper.added,
    }


def digest_of(paper) -> str:
    """The SHA-256 of the file as it is now."""
    return (paper.issue or {}).get("digest", "")


def has_leader(dossier) -> bool:
    """Whether the plan of the dossier has a step of the leader, who signs then."""
    return any(step["role"] == "leader" for step in dossier.steps)
