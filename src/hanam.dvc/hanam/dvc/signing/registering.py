"""Every result that is given out is entered in the register, so that anybody can verify it.

It happens inside the transaction that finishes the dossier, whichever page or service asked.
"""

from hanam.dvc.dossiers.events import Noted
from hanam.dvc.register import session
from hanam.dvc.register.model_results import IssuedResult
from hanam.dvc.rules import result_codes
from hashlib import sha256
from zope.component import adapter

import secrets


FINISH = "finish"


@adapter(Noted)
def note(noted: Noted) -> None:
    """Enter the results of a dossier that was finished just now."""
    if noted.action != FINISH:
        return
    dossier = noted.dossier
    for paper in dossier.results:
        enter(dossier, paper, noted.at)
    if dossier.prepared:
        dossier.prepared = ()


def enter(dossier, paper, at) -> IssuedResult:
    """The row of a result; a `Paper` without a code gets one."""
    issue = paper.issue or {}
    if "code" not in issue:
        digest = sha256(paper.file.data).hexdigest() if paper.file is not None else ""
        code = result_codes.make(secrets.randbelow)
        issue = {"code": code, "dated": at.date(), "digest": digest}
    paper.issue = issue | {"issued": at}
    row = IssuedResult(**values_of(dossier, paper))
    current = session.for_writing()
    return current.merge(row)


def values_of(dossier, paper) -> dict:
    """The columns of a result's row, as its document has them."""
    issue = paper.issue
    return {
        "code": issue["code"],
        "dossier": dossier.code,
        "paper": paper.id,
        "agency": dossier.agency,
        "procedure": dossier.procedure_code,
        "procedure_title": dossier.procedure_title,
        "title": paper.title,
        "number": paper.number,
        "dated": issue["dated"],
        "digest": issue["digest"],
        "issued": issue["issued"],
        "practice": dossier.practice,
        "ended": issue.get("ended"),
        "reason": issue.get("reason", ""),
        "successor": issue.get("successor", ""),
    }


def restore(dossier) -> None:
    """Enter what the document knows of its results and the register has lost."""
    current = session.for_writing()
    for paper in dossier.results:
        issue = paper.issue or {}
        if issue.get("issued") and current.get(IssuedResult, issue["code"]) is None:
            current.add(IssuedResult(**values_of(dossier, paper)))
