"""Files that were taken while clamd did not answer: kept, closed, looked into later.

Which they are stands at `/ho-so` by the id of the paper, so that nobody has to search for
them; the state is the paper's own (`fitness`).
"""

from BTrees.OOBTree import OOBTree
from dataclasses import dataclass
from hanam.dvc.dossiers import access
from hanam.dvc.dossiers import drafts
from hanam.dvc.dossiers import fitness
from hanam.dvc.dossiers import paper_settings
from hanam.dvc.dossiers import rows
from hanam.dvc.dossiers import storage
from hanam.dvc.dossiers.handoff import holders
from hanam.dvc.dossiers.scanning import clam
from hanam.dvc.register import session
from plone import api


ACTION = "paper_removed"
ACTOR = ("", "ClamAV")
KINDS = ("papers", "results", "letters", "enclosures", "pending", "parts")


@dataclass(frozen=True)
class Found:
    """A paper that waited, its dossier or draft, and what it is now."""

    dossier: object
    paper: object
    scan: str


def list_of(root) -> OOBTree:
    """The id of each paper that waits, with the code or the draft it belongs to."""
    found = getattr(root, "_held", None)
    if found is None:
        found = root._held = OOBTree()
    return found


def note(dossier) -> None:
    """Remember which papers of a dossier or draft wait to be looked into."""
    waiting = [paper for paper in papers_of(dossier) if paper.scan == fitness.HELD]
    if not waiting:
        return
    names = list_of(storage.ensure_root(api.portal.get()))
    for paper in waiting:
        if names.get(paper.id) != name_of(dossier):
            names[paper.id] = name_of(dossier)


def noted(event) -> None:
    """After every entry of the history: papers come with filings, answers, results."""
    note(event.dossier)


def name_of(dossier) -> str:
    return dossier.code or dossier.getId()


def papers_of(dossier) -> list:
    return [paper for kind in KINDS for paper in getattr(dossier, kind)]


def dossier_of(name: str):
    """The dossier of a code, or the draft or form of a name, the draft also once it is
    filed; or None."""
    found = access.find(name)
    if found is not None:
        return found
    slots = holders.find(name)
    if slots is not None:
        return slots.holder
    filed = drafts.receipt_of(name)
    return None if filed is None else filed.dossier


def count() -> int:
    """How many files wait."""
    return len(list_of(storage.ensure_root(api.portal.get())))


def look_again(now, most: int = 20) -> list[Found]:
    """Ask clamd about files that wait, at most so many; what has been decided.

    Infected files are thrown away, with an entry in the history of what is filed. Ends at
    the first question without an answer. Nothing is written before all is asked.
    """
    root = storage.ensure_root(api.portal.get())
    names = getattr(root, "_held", None)
    if not names:
        return []
    rules = paper_settings.rules()
    found, gone = [], []
    for paper_id, name in list(names.items())[:most]:
        dossier = dossier_of(name)
        paper = None if dossier is None else paper_with(dossier, paper_id)
        if paper is None or paper.scan != fitness.HELD:
            gone.append(paper_id)
            continue
        scan = looked_into(paper, rules)
        if scan == fitness.HELD:
            break
        found.append(Found(dossier, paper, scan))
    settle(found, now)
    for paper_id in [*gone, *(one.paper.id for one in found)]:
        del names[paper_id]
    return found


def paper_with(dossier, paper_id: str):
    return next((paper for paper in papers_of(dossier) if paper.id == paper_id), None)


def looked_into(paper, rules) -> str:
    """What the paper is by now; with the scanner switched off it waits no longer."""
    if not rules.scanner:
        return fitness.UNSCANNED
    for file in (getattr(paper, "original", None), paper.file):
        if file is None:
            continue
        with file.open() as data:
            verdict = clam.scan(data, rules.scanner_address, rules.scanner_timeout)
        if verdict.state == clam.INFECTED:
            return fitness.INFECTED
        if verdict.state == clam.UNKNOWN:
            return fitness.HELD
    return fitness.CLEAN


def settle(found, now) -> None:
    """Write down what was decided."""
    infected = [one for one in found if one.scan == fitness.INFECTED]
    current = (
        session.for_writing() if any(one.dossier.code for one in infected) else None
    )
    for one in found:
        one.paper.scan = one.scan
    for one in infected:
        one.paper.file = None
        one.paper.original = None
        if one.dossier.code:
            rows.note(
                current,
                one.dossier,
                now,
                ACTOR,
                ACTION,
                one.dossier.state,
                one.paper.filename,
            )
