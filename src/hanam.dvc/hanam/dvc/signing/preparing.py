"""A result in the making: put into the dossier, signed there (`applying`), given out when the dossier
ends.

Each function is permission, problems, then the change in both stores.
"""

from AccessControl import getSecurityManager
from dataclasses import dataclass
from datetime import date
from hanam.dvc.catalogue import settings as catalogue
from hanam.dvc.dossiers import actions
from hanam.dvc.dossiers import actors
from hanam.dvc.dossiers import guarding
from hanam.dvc.dossiers import moment
from hanam.dvc.dossiers import permissions
from hanam.dvc.dossiers import rows
from hanam.dvc.dossiers import sheets
from hanam.dvc.dossiers import work
from hanam.dvc.dossiers.content import Papers
from hanam.dvc.dossiers.errors import Problem
from hanam.dvc.dossiers.errors import Refused
from hanam.dvc.dossiers.errors import Stale
from hanam.dvc.dossiers.locks import lock
from hanam.dvc.dossiers.locks import save
from hanam.dvc.register import queries
from hanam.dvc.rules import result_codes
from hanam.dvc.rules.states import State
from hanam.dvc.signing import api
from hanam.dvc.signing import awaiting
from hanam.dvc.signing import documents
from hanam.dvc.signing import settings
from hanam.dvc.signing import stamping
from hashlib import sha256

import secrets


PDF = "application/pdf"
LONGEST_TITLE, LONGEST_NUMBER = 300, 100
# How long ago or ahead the date of a document may lie.
EARLIEST = date(1990, 1, 1)


@dataclass(frozen=True)
class Document:
    """What is to become a result: a file (``data``), or a ``template`` to be filled in."""

    title: str = ""
    number: str = ""
    dated: date | None = None
    text: str = ""
    filename: str = ""
    data: bytes = b""
    template: str = ""
    office: str = ""
    signer: str = ""


def may(dossier) -> bool:
    """Whether the present user may prepare and sign results of the dossier now."""
    return dossier.state == State.PROCESSING and actions.may(
        permissions.OF_TRANSITION["finish"], dossier
    )


def may_sign(dossier) -> bool:
    """Whether it is for the present user to sign, as the plan of the dossier says.

    Where the plan has a step of the leader, a leader signs.
    """
    if not may(dossier):
        return False
    if not awaiting.has_leader(dossier):
        return True
    return work.is_leader(getSecurityManager().getUser(), dossier)


def require(dossier, version=None):
    """The present user, or it raises as the actions of a dossier do."""
    user = work.require(
        dossier, permissions.OF_TRANSITION["finish"], (State.PROCESSING,)
    )
    check_version(dossier, version)
    return user


def check_version(dossier, version) -> None:
    """`Stale` where somebody else was first; asked again once the lock is held."""
    if version is not None:
        row = queries.by_code(dossier.code)
        if row is None or row.version != version:
            raise Stale


def add(dossier, given: Document, *, version=None, now=None):
    """Put a document into the dossier; the `Paper` it became. Nothing is signed yet.

    Raises `Refused`, `Stale`, `Unauthorized`, `SigningError` for a file that is no good PDF.
    """
    require(dossier, version)
    now = now or moment.now()
    actor = actors.current(dossier)
    code = result_codes.make(secrets.randbelow)
    made, problems = made_of(dossier, given, code, now, actor)
    if problems:
        raise Refused(problems)
    current, row = lock(dossier, version)
    sheets.store([made])
    if not isinstance(dossier.prepared, Papers):
        dossier.prepared = Papers()
    dossier.prepared.append(made)
    rows.note(
        current, dossier, now, actor, awaiting.PREPARED, dossier.state, told(made)
    )
    save(current, row, dossier)
    return made


def made_of(dossier, given, code, now, actor):
    """A `Paper` with its bytes at hand, and the problems with what was given."""
    title = given.title.strip() or actions.result_title(dossier)
    problems = problems_of(given, title, now)
    if problems:
        return None, problems
    facts = {
        "title": title,
        "number": given.number.strip(),
        "dated": given.dated or now.date(),
        "text": given.text.strip(),
        "office": given.office.strip(),
        "signer": given.signer.strip(),
    }
    data, name = given.data, given.filename
    if given.template:
        data = documents.make(given.template, dossier, facts, code)
        name = f"{title}.pdf"
    elif settings.value("stamp") and not api.is_signed(data):
        address = stamping.address_of(code)
        data = stamping.stamped(
            data, stamping.facts_of(code, address), settings.stamp()
        )
    found, problems = sheets.read(
        [sheets.NewPaper(filename=name, data=data)],
        catalogue.limits(),
        {"": title},
        added=now,
        added_by=actor[0],
        field="file",
    )
    if problems:
        return None, [Problem(one.code, "file", one.facts) for one in problems]
    made = found[0]
    if made.content_type != PDF:
        return None, [Problem("result.pdf", "file")]
    made.title, made.number = title, facts["number"]
    made.text = facts["text"] if not given.template else ""
    kept = sha256(made._v_data).hexdigest()
    made.issue = {"code": code, "dated": facts["dated"], "digest": kept}
    return made, []


def problems_of(given, title, now) -> list[Problem]:
    """What is wrong with the words of a document."""
    found = []
    if max(len(given.text), len(title)) > actions.LONGEST_REASON:
        facts = {"most": actions.LONGEST_REASON}
        found.append(Problem("text.too_long", "text", facts))
    if len(title) > LONGEST_TITLE:
        found.append(Problem("text.too_long", "title", {"most": LONGEST_TITLE}))
    if len(given.number) > LONGEST_NUMBER:
        found.append(Problem("text.too_long", "number", {"most": LONGEST_NUMBER}))
    if given.dated and not EARLIEST <= given.dated <= now.date():
        found.append(Problem("result.dated", "dated"))
    if given.template and not given.text.strip():
        found.append(Problem("result.text", "text"))
    if not given.template and not given.data:
        found.append(Problem("result.file", "file"))
    elif not given.template and not given.data.startswith(b"%PDF-"):
        found.append(Problem("result.pdf", "file"))
    return found


def told(paper) -> str:
    """How the history names a document."""
    return ", ".join(part for part in (paper.title, paper.number) if part)


def prepared(dossier, name: str):
    """The prepared document of that id, or None."""
    kept = dossier.prepared
    return kept.get(name) if isinstance(kept, Papers) else None


def drop(dossier, name: str, *, version=None, now=None) -> None:
    """Take a prepared document out again."""
    require(dossier, version)
    now = now or moment.now()
    paper = known(dossier, name)
    current, row = lock(dossier, version)
    dossier.prepared.discard(paper.id)
    actor = actors.current(dossier)
    rows.note(
        current, dossier, now, actor, awaiting.DROPPED, dossier.state, told(paper)
    )
    save(current, row, dossier)


def known(dossier, name):
    paper = prepared(dossier, name)
    if paper is None or paper.file is None:
        raise Stale([Problem("result.gone", "result")])
    return paper


def finish(dossier, *, version=None, now=None, reason=""):
    """End the dossier with all that was prepared; raises as `actions.perform` does.

    ``reason`` where the plan is not at its end yet (`guarding.needs_reason`).
    """
    require(dossier, version)
    kept = list(dossier.prepared)
    if not kept:
        raise Refused([Problem("result.missing", "result")])
    require_end(dossier, reason)
    require_signed(kept)
    return actions.perform(
        dossier, "finish", result=kept, version=version, now=now, reason=reason
    )


def require_end(dossier, reason: str) -> None:
    """`Refused` where the step of the plan is against finishing the dossier now."""
    problems = guarding.problems(dossier, "finish", reason)
    if problems:
        raise Refused(problems)


def require_signed(papers) -> None:
    """`Refused` where the settings ask for a signature and a document has no good one."""
    if not settings.value("must_sign"):
        return
    bad = [paper for paper in papers if not is_well_signed(paper)]
    if bad:
        facts = {"titles": ", ".join(told(paper) for paper in bad)}
        raise Refused([Problem("result.unsigned", "result", facts)])


def is_well_signed(paper) -> bool:
    """Whether a document bears a signature that nothing speaks against."""
    return paper.file is not None and api.is_good(paper.file.data)
